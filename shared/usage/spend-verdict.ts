import type { SpendAlertKind } from "../contract/spend-alerts.ts"
import { addDays, type Day, daysFrom } from "../time.ts"
import type { SpendPeriod } from "./spend-period.ts"

/** How many of the same weekday a day is held against: at least, and at most. */
export const WEEKS_MIN = 4
const WEEKS_MAX = 8
/** Unusual is above so many times the median, and above this many micro-dollars. */
export const UNUSUAL_TIMES = 2
export const UNUSUAL_MICROS_MIN = 1_000_000

/** What calls cost on each day, of all or of one project: integer micro-dollars. */
export type SpendOfDays = (day: Day, project?: string) => number

/** learning: too little is known to say what is too much. within: at the limit or below it. over: above it. */
export type SpendVerdict = "learning" | "within" | "over"

/** How a rule stands in a period. */
export interface SpendStanding {
  spentMicros: number
  limitMicros: number | null
  weeksKnown: number | null
  verdict: SpendVerdict
}

/** What is watched of whom. */
export interface SpendRule {
  kind: SpendAlertKind
  amountMicros: number | null
  project: string | null
}

/** The first day whose cost it takes to say how a rule stands in a period. */
export const firstDayNeeded = (kind: SpendAlertKind, { first }: SpendPeriod): Day =>
  kind === "unusual" ? addDays(first, -7 * WEEKS_MAX) : first

/** Says how a rule stands in a period, from what days cost and since when anything is known. */
export function spendStanding(
  { kind, amountMicros, project }: SpendRule,
  { first, last }: SpendPeriod,
  spendOf: SpendOfDays,
  historyBegins: Day | undefined,
): SpendStanding {
  const of = (day: Day) => spendOf(day, project ?? undefined)
  const spentMicros = daysFrom(first, last).reduce((sum, day) => sum + of(day), 0)
  const weekdays = kind === "unusual" ? weekdaysBefore(first, historyBegins).map(of) : undefined
  const limitMicros = weekdays ? unusualLimit(weekdays) : amountMicros
  return {
    spentMicros,
    limitMicros,
    weeksKnown: weekdays?.length ?? null,
    verdict: limitMicros === null ? "learning" : spentMicros > limitMicros ? "over" : "within",
  }
}

/** The same weekday of the weeks before, as many as lie whole after history began. */
const weekdaysBefore = (day: Day, historyBegins: Day | undefined): Day[] =>
  Array.from({ length: WEEKS_MAX }, (_, nth) => addDays(day, -7 * (nth + 1))).filter(
    (weekday) => historyBegins !== undefined && weekday > historyBegins,
  )

/** What is unusual after these whole days; null while they are too few. */
function unusualLimit(weekdays: readonly number[]): number | null {
  if (weekdays.length < WEEKS_MIN) return null
  const sorted = [...weekdays].sort((one, other) => one - other)
  const half = sorted.length / 2
  const median = (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2
  return Math.max(UNUSUAL_MICROS_MIN, Math.round(UNUSUAL_TIMES * median))
}
