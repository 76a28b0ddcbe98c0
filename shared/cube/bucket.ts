import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  dayOf,
  HOUR_MS,
  type Instant,
  instant,
  MINUTE_MS,
  msOf,
  startOfDay,
  type Zone,
} from "../time.ts"

/**
 * How long a bucket is. Days, blocks of days and months belong to a zone; the finer ones are the same everywhere.
 * Blocks of 4, 16 and 64 days are counted from 1 January 1970: any window is few of them, and a late fact changes few.
 */
export type Level = "minute" | "quarter" | "hour" | "day" | "days4" | "days16" | "days64" | "month"
/** Every level, finest first: what is finer is folded before what is made of it. */
export const LEVELS: readonly Level[] = ["minute", "quarter", "hour", "day", "days4", "days16", "days64", "month"]

/** A scope and a stretch of time of one kind: what one cube sums up. `zone` is "" at the levels that need none. */
export interface Bucket {
  kind: string
  scope: string
  level: Level
  zone: Zone | ""
  /** `2026-11-20T13:07` (UTC), `2026-11-20`, of a block its first day, or `2026-11` (in the zone). Sorts as text. */
  start: string
}

const LENGTH_MS = { minute: MINUTE_MS, quarter: 15 * MINUTE_MS, hour: HOUR_MS }
const isFine = (level: Level): level is keyof typeof LENGTH_MS => level in LENGTH_MS
const BLOCK_DAYS: Partial<Record<Level, number>> = { days4: 4, days16: 16, days64: 64 }
export const isBlock = (level: Level): boolean => level in BLOCK_DAYS
export const isZoned = (level: Level): boolean => !isFine(level)

/** The start of the bucket that an instant falls in. */
export function bucketStart(at: Instant, level: Level, zone: Zone | ""): string {
  if (isFine(level)) return instant(Math.floor(msOf(at) / LENGTH_MS[level]) * LENGTH_MS[level]).slice(0, 16)
  const day = dayOf(at, zone || "UTC")
  if (level === "month") return day.slice(0, 7)
  return addDays(day, -(daysBetween(FIRST_DAY, day) % (BLOCK_DAYS[level] ?? 1)))
}
const FIRST_DAY: Day = "1970-01-01"

/** First instant of a bucket. */
export function bucketFrom({ level, zone, start }: Pick<Bucket, "level" | "zone" | "start">): Instant {
  if (isFine(level)) return `${start}:00.000Z`
  return startOfDay(level === "month" ? `${start}-01` : start, zone || "UTC")
}

/** First instant after a bucket. */
export function bucketEnd({ level, zone, start }: Pick<Bucket, "level" | "zone" | "start">): Instant {
  if (isFine(level)) return instant(msOf(`${start}:00.000Z`) + LENGTH_MS[level])
  const next: Day = level === "month" ? addMonths(`${start}-01`, 1) : addDays(start, BLOCK_DAYS[level] ?? 1)
  return startOfDay(next, zone || "UTC")
}

/** Every bucket start of a level in [from, to), `from` and `to` on its edges. */
export function startsBetween(from: Instant, to: Instant, level: Level, zone: Zone | ""): string[] {
  if (isFine(level)) return fineStarts(msOf(from), msOf(to), LENGTH_MS[level])
  const starts: string[] = []
  for (let at = from; at < to; ) {
    const start = bucketStart(at, level, zone)
    starts.push(start)
    at = bucketEnd({ level, zone, start })
  }
  return starts
}

/** The same for buckets of one length everywhere, of which a window may have thousands. */
function fineStarts(fromMs: number, toMs: number, lengthMs: number): string[] {
  const starts: string[] = []
  for (let at = Math.floor(fromMs / lengthMs) * lengthMs; at < toMs; at += lengthMs)
    starts.push(instant(at).slice(0, 16))
  return starts
}

/** One stretch of buckets of one level. */
export interface Stretch {
  level: Level
  from: Instant
  to: Instant
}

/**
 * Cuts [from, to) into the fewest stretches of whole buckets of the given levels, finest first in `levels`.
 * What is finer than the finest level is left over as `edge` stretches for the reader of raw facts.
 */
export function cut(from: Instant, to: Instant, levels: readonly Level[], zone: Zone | ""): (Stretch | Edge)[] {
  if (from >= to) return []
  const coarsest = levels.at(-1)
  if (!coarsest) return [{ level: "edge", from, to }]
  const rest = levels.slice(0, -1)
  const zoneHere = isZoned(coarsest) ? zone || "UTC" : ""
  const startHere = bucketStart(from, coarsest, zoneHere)
  const aligned = bucketFrom({ level: coarsest, zone: zoneHere, start: startHere })
  const first = aligned === from ? from : bucketEnd({ level: coarsest, zone: zoneHere, start: startHere })
  const last = bucketFrom({ level: coarsest, zone: zoneHere, start: bucketStart(to, coarsest, zoneHere) })
  if (first >= last) return cut(from, to, rest, zone)
  return [...cut(from, first, rest, zone), { level: coarsest, from: first, to: last }, ...cut(last, to, rest, zone)]
}
export interface Edge {
  level: "edge"
  from: Instant
  to: Instant
}
