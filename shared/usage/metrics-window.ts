import type { MetricsWindowName } from "../contract/metrics.ts"
import type { Level } from "../cube/bucket.ts"
import {
  addDays,
  addMonths,
  DAY_MS,
  type Day,
  dayOf,
  daysBetween,
  firstOfMonth,
  HOUR_MS,
  type Instant,
  instant,
  MINUTE_MS,
  msOf,
  startOfDay,
  type Zone,
} from "../time.ts"

/** How long a step of a chart is: minutes from midnight UTC, days and months of a zone; seven days begin on Mondays. */
export interface Step {
  unit: "minute" | "day" | "month"
  count: number
}

/** What is asked about: [from, to), and the steps its chart is drawn in. */
export interface MetricsWindow {
  name: MetricsWindowName | null
  from: Instant
  to: Instant
  zone: Zone
  step: Step
  /** How many steps a comparison looks back. */
  steps: number
}

const minutes = (count: number): Step => ({ unit: "minute", count })
const days = (count: number): Step => ({ unit: "day", count })

/** What a chart needs to know of a window. */
export type Charted = Omit<MetricsWindow, "name" | "steps">

/** Steps for which a window's chart has 48 to 120 of them, the open one last. */
const NAMED: Record<MetricsWindowName, { step: Step; steps: number }> = {
  "1h": { step: minutes(1), steps: 60 },
  "4h": { step: minutes(5), steps: 48 },
  "12h": { step: minutes(15), steps: 48 },
  "1d": { step: minutes(30), steps: 48 },
  "7d": { step: minutes(180), steps: 56 },
  "30d": { step: minutes(720), steps: 60 },
  "90d": { step: days(1), steps: 90 },
  "365d": { step: days(7), steps: 53 },
}
const STEPS_MAX = 120
const LADDER: readonly Step[] = [...[1, 2, 5, 15, 30, 60, 180, 360, 720].map(minutes), ...[1, 3, 7].map(days)]
const msOfStep = ({ unit, count }: Step): number => count * (unit === "minute" ? MINUTE_MS : DAY_MS)

/** Days are counted from a Monday, so that seven of them are a week. */
const MONDAY: Day = "1970-01-05"

/** The start of the step that an instant falls in. */
export function stepStart({ unit, count }: Step, at: Instant, zone: Zone): Instant {
  const ms = count * MINUTE_MS
  if (unit === "minute") return instant(Math.floor(msOf(at) / ms) * ms)
  const day = dayOf(at, zone)
  if (unit === "month") return startOfDay(firstOfMonth(day), zone)
  const past = ((daysBetween(MONDAY, day) % count) + count) % count
  return startOfDay(addDays(day, -past), zone)
}

/** The start of the step so many later, or earlier. */
export function stepsLater({ unit, count }: Step, start: Instant, steps: number, zone: Zone): Instant {
  if (unit === "minute") return instant(msOf(start) + steps * count * MINUTE_MS)
  const day = dayOf(start, zone)
  return startOfDay(unit === "day" ? addDays(day, steps * count) : addMonths(day, steps * count), zone)
}

/** A named window as of now; it holds its steps and no more, the open one with them. */
export function namedWindow(name: MetricsWindowName, zone: Zone, now: Instant): MetricsWindow {
  const { step, steps } = NAMED[name]
  const from = stepsLater(step, stepStart(step, now, zone), 1 - steps, zone)
  return { name, from, to: now, zone, step, steps }
}

/** Any other stretch that has begun, from the step it begins in, in the shortest steps of which there are not too many. */
export function customWindow(from: Instant, to: Instant, zone: Zone, now: Instant): MetricsWindow {
  const endMs = Math.min(Math.ceil(msOf(to) / MINUTE_MS) * MINUTE_MS, msOf(now))
  const lengthMs = endMs - msOf(from)
  const step = LADDER.find((one) => lengthMs / msOfStep(one) <= STEPS_MAX) ?? days(7)
  const window = { name: null, from: stepStart(step, from, zone), to: instant(endMs), zone, step }
  return { ...window, steps: stepStarts(window).length }
}

/** Every step's start in the window's time, the first maybe before it. */
export function stepStarts({ step, from, to, zone }: Charted): Instant[] {
  const starts: Instant[] = []
  for (let at = stepStart(step, from, zone); at < to; at = stepsLater(step, at, 1, zone)) starts.push(at)
  return starts
}

/** Facts are kept for 35 days: of what is older, only whole minutes are known. */
const FACTS_MS = 34 * DAY_MS

/** The same stretch as many steps earlier: at the same time of day, and as far into its last step. */
export function windowBefore(window: MetricsWindow, now: Instant): { from: Instant; to: Instant } {
  const { step, zone, steps, from, to } = window
  const before = (at: Instant) => stepsLater(step, at, -steps, zone)
  const open = stepStart(step, instant(msOf(to) - 1), zone)
  const end = step.unit === "minute" ? msOf(before(open)) + (msOf(to) - msOf(open)) : sameTime(to, window)
  const whole = end < msOf(now) - FACTS_MS ? Math.floor(end / MINUTE_MS) * MINUTE_MS : end
  return { from: before(from), to: instant(Math.max(whole, msOf(before(from)))) }
}

/** So many days earlier at the same time after midnight; a day that is shorter ends with its end. */
function sameTime(at: Instant, { step, zone, steps }: MetricsWindow): number {
  const last = dayOf(instant(msOf(at) - 1), zone)
  const day = addDays(last, -steps * step.count)
  const intoDayMs = msOf(at) - msOf(startOfDay(last, zone))
  return Math.min(msOf(startOfDay(day, zone)) + intoDayMs, msOf(startOfDay(addDays(day, 1), zone)))
}

/** The coarsest cubes whose points never reach over a step's end. */
export function levelsFor({ unit, count }: Step): [Level, ...Level[]] {
  if (unit !== "minute") return ["minute", "quarter", "hour", "day", "month"]
  if (count * MINUTE_MS >= 3 * HOUR_MS) return ["minute", "quarter", "hour", "day"]
  return count % 15 === 0 ? ["minute", "quarter", "hour"] : ["minute"]
}

/** Of a project nothing is kept below a cube's own time: longer steps where there would be too many cubes. */
export function projectStep(step: Step): Step {
  if (step.unit === "minute" && step.count >= 360) return days(1)
  return step.unit === "day" && step.count > 1 ? { unit: "month", count: 1 } : step
}

/** The coarsest cubes that do not reach over a step's end themselves. */
export function wholeLevelsFor({ unit, count }: Step): [Level, ...Level[]] {
  if (unit === "month") return ["minute", "quarter", "hour", "day", "month"]
  if (unit === "day") return ["minute", "quarter", "hour", "day"]
  if (count % 60 === 0) return ["minute", "quarter", "hour"]
  return count % 15 === 0 ? ["minute", "quarter"] : ["minute"]
}
