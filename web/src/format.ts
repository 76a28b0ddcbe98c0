import { exponentOf, knowsCurrency } from "#shared/money.ts"
import { type Day, wallSecond, type Zone } from "#shared/time.ts"

const NUMBERS = "en-US"
// The console speaks English alone, and a browser takes long to make a format for each zone: dates are put together here.
const MONTHS = "January February March April May June July August September October November December".split(" ")
const WEEKDAYS = "Sun Mon Tue Wed Thu Fri Sat".split(" ")

/** Minus is a minus sign, not a hyphen. */
const proper = (text: string): string => text.replace("-", "−")

const formats = new Map<string, Intl.NumberFormat>()
function numberFormat(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const known = formats.get(key)
  if (known) return known
  const format = new Intl.NumberFormat(NUMBERS, options)
  formats.set(key, format)
  return format
}

/** A whole number with its thousands apart: `18,402`. */
export const countText = (count: number): string =>
  proper(numberFormat("count", { maximumFractionDigits: 0 }).format(count))

/** A number and its noun: `1 entry`, `3 entries`. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${count === 1 ? one : many}`

/** A share between 0 and 1 as a number of percent without its sign: `1.70`. */
export const percentText = (share: number, digits = 1): string =>
  proper(
    numberFormat(`percent${digits}`, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      // What rounds to zero is neither above nor below it.
      signDisplay: "negative",
    }).format(share * 100),
  )

/** A size: `920 B`, `48 KB`, `1.2 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} KB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** An amount, cut where the minor unit begins. */
export interface Amount {
  /** Sign, symbol and whole units: `−$1,394`. */
  major: string
  /** The minor unit with its point, empty where the currency has none: `.25`. */
  minor: string
}

/** How many minor digits a currency has: as Stripe counts it, or as the browser knows it. */
export const minorDigits = (currency: string): number =>
  knowsCurrency(currency) ? exponentOf(currency) : (moneyFormat(currency).resolvedOptions().maximumFractionDigits ?? 2)

const moneyFormat = (currency: string, digits?: number): Intl.NumberFormat =>
  numberFormat(`${currency}${digits ?? ""}`, {
    style: "currency",
    currency: currency.toUpperCase(),
    ...(digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  })

/** An amount of the currency's smallest unit. `signed` writes a plus before what is added. */
export function amountOf(cents: number, currency: string, signed = false): Amount {
  const digits = minorDigits(currency)
  const unit = 10 ** digits
  // Whole units and the rest apart: a division would lose the last cent of large amounts.
  const whole = Math.trunc(Math.abs(cents) / unit)
  const text = moneyFormat(currency, digits).format(whole)
  const sign = cents < 0 ? "−" : signed && cents > 0 ? "+" : ""
  if (digits === 0) return { major: sign + text, minor: "" }
  const rest = String(Math.abs(cents) % unit).padStart(digits, "0")
  return { major: sign + text.slice(0, text.lastIndexOf(".")), minor: `.${rest}` }
}

/** The same in one piece, for sentences: `$1,394.25`. */
export const moneyText = (cents: number, currency: string, signed = false): string => {
  const { major, minor } = amountOf(cents, currency, signed)
  return major + minor
}

/** An amount of micro-units in full, for the hover of what is under a cent: `$0.000412`. */
export const microsText = (micros: number, currency: string): string =>
  proper(moneyFormat(currency, 6).format(micros / 1_000_000))

/** A time of day: `14:02`, with seconds when asked. */
export const clockText = (ms: number, zone: Zone, seconds = false): string =>
  wallSecond(ms, zone).slice("2026-11-20T".length, seconds ? undefined : "2026-11-20T14:02".length)

const dayAt = (ms: number, zone: Zone): Day => wallSecond(ms, zone).slice(0, "2026-11-20".length)

/** The date of a moment: `3 Nov`, with its year unless it is the year of `nearMs`. */
export const dateText = (ms: number, zone: Zone, nearMs: number): string =>
  dayText(dayAt(ms, zone), dayAt(nearMs, zone))

/** A moment as near as needed: the time on the same day, else the date with it. */
export function momentText(ms: number, zone: Zone, nearMs: number, seconds = false): string {
  if (isSameDay(ms, nearMs, zone)) return clockText(ms, zone, seconds)
  return `${dateText(ms, zone, nearMs)}, ${clockText(ms, zone)}`
}

/** A moment where there is little room: the time on the same day, else the date alone. */
export const shortText = (ms: number, zone: Zone, nearMs: number): string =>
  isSameDay(ms, nearMs, zone) ? clockText(ms, zone) : dateText(ms, zone, nearMs)

const isSameDay = (oneMs: number, otherMs: number, zone: Zone): boolean => dayAt(oneMs, zone) === dayAt(otherMs, zone)

/** A moment in full, for the hover: `Fri 20 Nov 2026, 14:02:11 UTC`. */
export function fullText(ms: number, zone: Zone): string {
  const day = dayAt(ms, zone)
  return `${WEEKDAYS[new Date(day).getUTCDay()]} ${dayText(day)}, ${clockText(ms, zone, true)} ${zone}`
}

/** A calendar day: `3 Nov`, with its year unless it is that of `near`. */
export function dayText(day: Day, near?: Day): string {
  const text = `${Number(day.slice(8))} ${monthOf(day).slice(0, 3)}`
  return near?.slice(0, 4) === day.slice(0, 4) ? text : `${text} ${Number(day.slice(0, 4))}`
}

/** A calendar month: `November`, `November 2025` outside the year of `near`. */
export const monthText = (month: string, near?: string): string =>
  near?.slice(0, 4) === month.slice(0, 4) ? monthOf(month) : `${monthOf(month)} ${Number(month.slice(0, 4))}`

const monthOf = (day: string): string => MONTHS[Number(day.slice(5, 7)) - 1]!

/** How long ago or ahead, in its largest unit: `3 min`, `2 h`, `5 d`. */
export function spanText(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000)
  if (minutes < 60) return `${minutes} min`
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h`
  return `${Math.round(minutes / 1_440)} d`
}

/** How long a call took: `812 ms`, `4.2 s`, `3 min`. */
export function latencyText(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`
  return ms < 59_950 ? `${(ms / 1_000).toFixed(1)} s` : spanText(ms)
}
