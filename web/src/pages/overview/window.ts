import type { Overview } from "#shared/contract/overview.ts"
import { addDays, addMonths, type Day, daysBetween, firstOfMonth } from "#shared/time.ts"
import { dayText, monthText } from "../../format.ts"
import { type Bucket, bucketOf, dayBuckets, monthBuckets, weekBuckets } from "../../ui/chart/bucket.ts"

/** How far back the page looks. The name stands in the address. */
export const RANGES = [
  { name: "7d", text: "7 d", words: "7 days", said: "last 7 days", days: 7 },
  { name: "30d", text: "30 d", words: "30 days", said: "last 30 days", days: 30 },
  { name: "90d", text: "90 d", words: "90 days", said: "last 90 days", days: 90 },
  { name: "12mo", text: "12 mo", words: "12 months", said: "last 12 months", days: 366 },
] as const
export const CUSTOM = "custom"
/** What the API answers at most and at least. */
const RANGE_DAYS_MAX = 400
const RANGE_DAYS_MIN = 7

export interface Range {
  name: (typeof RANGES)[number]["name"] | typeof CUSTOM
  /** How long it is. */
  words: string
  /** Which days it is. */
  said: string
  days: number
}
export const USUAL_RANGE = "90d"

export const rangeNamed = (name: string): Range =>
  RANGES.find((range) => range.name === name) ?? RANGES.find((range) => range.name === USUAL_RANGE)!

/** The days from one to another, both included; of a longer stretch the newest. */
export function rangeBetween(from: Day, to: Day, near: Day): Range {
  const days = Math.min(RANGE_DAYS_MAX, daysBetween(from, to) + 1)
  return { name: CUSTOM, words: `${days} days`, said: stretchText(addDays(to, 1 - days), to, near), days }
}

/** How many days to ask for; the page shows fewer when it was asked for fewer. */
export const daysAsked = ({ days }: Range): number => Math.max(RANGE_DAYS_MIN, days)

/** What is wrong with two days, in words; undefined when nothing is. */
export function wrongWith(from: string, to: string, today: Day): string | undefined {
  if (!from || !to) return "Both days are needed."
  if (from > to) return "The last day comes after the first."
  if (to > today) return "The last day is today at the latest."
  if (daysBetween(from, to) >= RANGE_DAYS_MAX) return `At most ${RANGE_DAYS_MAX} days.`
  return undefined
}

/** An answer cut to the range that is looked at. */
export interface Window {
  range: Range
  from: Day
  to: Day
  /** The day that is not over; undefined when the figures are of a day that is. */
  running: Day | undefined
  days: readonly Bucket[]
  /** Days, or weeks or months where days would be a comb. */
  bars: readonly Bucket[]
  step: Step
}

/** What one bar is, and how it is said of a chart. */
export interface Step {
  noun: "day" | "week" | "month"
  adverb: "daily" | "weekly" | "monthly"
}

const DAYS_MAX = 31
const WEEKS_DAYS_MAX = 183

/** Few enough bars that each can be seen and pointed at. */
export const stepOf = ({ days }: Pick<Range, "days">): Step => {
  if (days <= DAYS_MAX) return { noun: "day", adverb: "daily" }
  return days <= WEEKS_DAYS_MAX ? { noun: "week", adverb: "weekly" } : { noun: "month", adverb: "monthly" }
}
const BUCKETS = { day: dayBuckets, week: weekBuckets, month: monthBuckets }

/** The last days of the range that the answer knows: while a longer one is on its way, those of the shorter one. */
export function windowOf(data: Overview, range: Range, today: Day): Window {
  const to = data.day
  const step = stepOf(range)
  const wanted = range.name === "12mo" ? firstOfMonth(addMonths(to, -11)) : addDays(to, 1 - range.days)
  const known = data.series.mrr[0]?.day ?? to
  const from = known > wanted ? known : wanted
  const running = today > to ? undefined : to
  return {
    range,
    from,
    to,
    running,
    days: dayBuckets(from, to, running),
    bars: BUCKETS[step.noun](from, to, running),
    step,
  }
}

/** Values of days added up per bucket; one unknown day makes its bucket unknown, a day without a row is zero. */
export function addedUp<Row extends { day: Day }>(
  buckets: readonly Bucket[],
  rows: readonly Row[],
  valueOf: (row: Row) => number | null,
): (number | null)[] {
  const sums: (number | null)[] = buckets.map(() => 0)
  const at = bucketOf(buckets)
  for (const row of rows) {
    const index = at(row.day)
    const value = valueOf(row)
    const sum = sums[index]
    if (sum === undefined || sum === null) continue
    sums[index] = value === null ? null : sum + value
  }
  return sums
}

/** Levels by day; a day without a row, or before the history begins, is unknown. */
export function levels<Row extends { day: Day }>(
  buckets: readonly Bucket[],
  rows: readonly Row[],
  valueOf: (row: Row) => number | null,
  begins: Day | null,
): (number | null)[] {
  const byDay = new Map(rows.map((row) => [row.day, valueOf(row)]))
  return buckets.map(({ to }) => (begins === null || to < begins ? null : (byDay.get(to) ?? null)))
}

/** A stretch of days as one says it: `20 Oct`, `1–20 Oct`, `25 Sep – 3 Oct`, `October` when it is all of it. */
export function stretchText(from: Day, to: Day, near: Day): string {
  if (from === to) return dayText(from, near)
  if (from === firstOfMonth(from) && to === addDays(addMonths(from, 1), -1)) return monthText(from, near)
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${dayText(to, near)}`
  return `${dayText(from, near)} – ${dayText(to, near)}`
}
