import * as z from "zod/mini"

/** A calendar day in a stated zone, `2026-03-09`. Sorts as text. Fields of this type end in `On` or are called `day`. */
export const Day = z.iso.date().check(z.refine(isCommonDay, "expected a day from 1970-01-02 to 2999-12-30"))
/** Whether text is a day that can be asked about, as `Day` says it. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  instant(Date.parse(text)).slice(0, 10) === text &&
  isCommonDay(text)
export type Day = z.infer<typeof Day>

/** A moment in UTC with milliseconds, `2026-03-09T04:05:06.789Z`. Sorts as text. Fields of this type end in `At`. */
export const Instant = z.iso.datetime({ precision: 3, error: "This is not an instant" })
export type Instant = z.infer<typeof Instant>

/** Days whose neighbours, in every zone, still have years of four digits and lie in Stripe's and Unix's time. */
export function isCommonDay(day: string): boolean {
  return day >= "1970-01-02" && day <= "2999-12-30"
}

/** An IANA time zone name, `America/New_York`. */
export type Zone = string

export const SECOND_MS = 1_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

export const instant = (ms: number): Instant => new Date(ms).toISOString()
export const msOf = (at: Instant): number => Date.parse(at)

/** Stripe's clock ticks in whole seconds since 1970. */
export const instantOfUnix = (seconds: number): Instant => instant(seconds * SECOND_MS)

const formatters = new Map<Zone, Intl.DateTimeFormat>()
function localParts(zone: Zone): Intl.DateTimeFormat {
  let format = formatters.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    })
    formatters.set(zone, format)
  }
  return format
}

/** True when the platform knows the zone's name. */
export function isZone(name: string): boolean {
  try {
    localParts(name)
    return true
  } catch {
    return false
  }
}

/** The zone's wall clock at an instant, as if it were UTC: a number to do calendar arithmetic with. */
function wallMs(ms: number, zone: Zone): number {
  if (zone === "UTC") return ms
  const part: Record<string, number> = {}
  for (const { type, value } of localParts(zone).formatToParts(ms)) if (type !== "literal") part[type] = Number(value)
  return Date.UTC(part["year"]!, part["month"]! - 1, part["day"]!, part["hour"]!, part["minute"]!, part["second"]!)
}

/** The calendar day of an instant in a zone. */
export const dayOf = (at: Instant, zone: Zone = "UTC"): Day => instant(wallMs(msOf(at), zone)).slice(0, 10)

/** The first instants that were asked for already, by zone and day: to find one takes many looks at a zone's clock. */
const starts = new Map<string, Instant>()
const STARTS_MAX = 20_000

/** The first instant of a calendar day in a zone; where midnight is skipped, the first instant after it. */
export function startOfDay(day: Day, zone: Zone = "UTC"): Instant {
  if (zone === "UTC") return instant(Date.parse(`${day}T00:00:00.000Z`))
  const name = `${zone} ${day}`
  const known = starts.get(name)
  if (known !== undefined) return known
  if (starts.size >= STARTS_MAX) starts.clear()
  const start = findStart(Date.parse(`${day}T00:00:00.000Z`), zone)
  starts.set(name, start)
  return start
}

function findStart(wanted: number, zone: Zone): Instant {
  const early = wanted - 15 * HOUR_MS
  const late = wanted + 15 * HOUR_MS
  let low = early
  let high = late
  while (high - low > MINUTE_MS) {
    const middle = Math.floor((low + high) / 2 / MINUTE_MS) * MINUTE_MS
    if (wallMs(middle, zone) >= wanted) high = middle
    else low = middle
  }
  return instant(high)
}

/** What a zone's clock on the wall shows at an instant, to the minute: `2026-03-09T04:05`. */
export const wallTime = (at: Instant, zone: Zone): string => wallSecond(msOf(at), zone).slice(0, 16)
/** The same to the second, of a moment in milliseconds: `2026-03-09T04:05:06`. */
export const wallSecond = (ms: number, zone: Zone): string => instant(wallMs(ms, zone)).slice(0, 19)

/**
 * The instant at which a zone's clock shows a wall time. Of two, where the clock is set back, the first; where the time is
 * skipped, as much later as the clock is set forward.
 */
export function atWallTime(wall: string, zone: Zone): Instant {
  const wanted = Date.parse(`${wall}:00.000Z`)
  // A zone's clock is set at most once in two days: its distance from UTC is the one of the day before or of the day after.
  const [early, late] = [-DAY_MS, DAY_MS].map((ms) => 2 * wanted + ms - wallMs(wanted + ms, zone)) as [number, number]
  return instant(wallMs(early, zone) !== wanted && wallMs(late, zone) === wanted ? late : early)
}

/** The same wall-clock calendar arithmetic everywhere: days have 23, 24 or 25 hours, so never add 24 h to an instant. */
export const addDays = (day: Day, count: number): Day => instant(Date.parse(day) + count * DAY_MS).slice(0, 10)
export const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / DAY_MS

/** The day `count` months later; a day the month lacks becomes the month's last (31 March − 1 month = 28 February). */
export function addMonths(day: Day, count: number): Day {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number]
  const first = new Date(Date.UTC(year, month - 1 + count, 1))
  const lastDate = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(date, lastDate))
  return first.toISOString().slice(0, 10)
}

/** A calendar month, as in `2026-11`. */
export type Month = string
export const monthOf = (day: Day): Month => day.slice(0, 7)
export const firstOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01`

/** Every day from `from` to `to`, both included. */
export function daysFrom(from: Day, to: Day): Day[] {
  const days: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}
