import { addDays, addMonths, type Day, daysFrom, firstOfMonth } from "#shared/time.ts"
import { dayText, monthText } from "../../format.ts"

/** One stretch that a chart shows as one value: from a day or an instant to another, both in it. */
export interface Bucket {
  from: Day
  to: Day
  /** Short, for the axis: `12 Nov`, `Nov`. */
  tick: string
  /** Where a range ends that ends with it; unsaid, as the axis says it. */
  until?: string
  /** Where a range begins that begins with it; unsaid, as the axis says it. */
  since?: string
  /** The axis never names it, because others around it have the rounder names. */
  unlabelled?: boolean
  /** Whole, for a heading: `Thu 12 Nov`, `November 2026`. */
  title: string
  /** Not over yet: its value will still change. */
  partial: boolean
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

/** A day with its weekday: `Thu 12 Nov`, with its year unless it is that of `near`. */
export const dayTitle = (day: Day, near: Day): string => `${WEEKDAYS[new Date(day).getUTCDay()]} ${dayText(day, near)}`

/** Every day from `from` to `to`. `running` is today, when the last day is not over. */
export const dayBuckets = (from: Day, to: Day, running?: Day): Bucket[] =>
  daysFrom(from, to).map((day) => ({
    from: day,
    to: day,
    tick: day === running ? "today" : dayText(day, day),
    title: dayTitle(day, to),
    partial: day === running,
  }))

/** Weeks counted back from `to`, so that the newest bar and those before it are of seven days each; what is left over comes first. */
export function weekBuckets(from: Day, to: Day, running?: Day): Bucket[] {
  const buckets: Bucket[] = []
  for (let last = to; last >= from; last = addDays(last, -7)) {
    const first = addDays(last, -6) < from ? from : addDays(last, -6)
    buckets.unshift({
      from: first,
      to: last,
      tick: last === running ? "today" : dayText(first, first),
      until: last === running ? "today" : dayText(last, last),
      title: first === last ? dayText(last, to) : `${dayText(first, last)} – ${dayText(last, to)}`,
      partial: last === running,
    })
  }
  return buckets
}

/** Every calendar month that `from` and `to` lie in, first and last whole or cut by them. */
export function monthBuckets(from: Day, to: Day, running?: Day): Bucket[] {
  const buckets: Bucket[] = []
  for (let first = firstOfMonth(from); first <= to; first = addMonths(first, 1)) {
    const last = addDays(addMonths(first, 1), -1)
    buckets.push({
      from: first < from ? from : first,
      to: last > to ? to : last,
      tick: monthText(first, first).slice(0, 3),
      title: monthText(first),
      partial: running !== undefined && first <= running && running <= last,
    })
  }
  return buckets
}

/** The bucket of each day, by day: to add up daily values per bucket. */
export function bucketOf(buckets: readonly Bucket[]): (day: Day) => number {
  return (day) => buckets.findIndex((bucket) => bucket.from <= day && day <= bucket.to)
}

/** The bucket that holds the last day of what is pointed at; a month pointed at elsewhere is its last day here. */
export function bucketUnder(buckets: readonly Bucket[], pointed: Bucket | undefined): number | undefined {
  if (!pointed || buckets.length === 0) return undefined
  const found = buckets.findLastIndex((bucket) => bucket.from <= pointed.to)
  if (found === -1 || buckets[found]!.to < pointed.from) return undefined
  return found
}
