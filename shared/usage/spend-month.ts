import { addDays, addMonths, type Day, daysBetween, firstOfMonth } from "../time.ts"

/** Before so many full days a month has no forecast: one odd day would be most of it. */
export const FULL_DAYS_MIN = 3

export interface SpentDay {
  day: Day
  /** Integer micro-dollars. */
  costMicros: number
}

/** What a month has cost up to today, and what it comes to when its other days cost as much as its full days do on average. */
export function spendMonth(days: readonly SpentDay[], today: Day, historyBegins: Day | undefined) {
  const first = firstOfMonth(today)
  const daysInMonth = daysBetween(first, addMonths(first, 1))
  // The day that history begins on is known in part, unless it lies before the month.
  const firstFull = historyBegins === undefined ? today : historyBegins < first ? first : addDays(historyBegins, 1)
  const full = days.filter(({ day }) => day >= firstFull && day < today)
  const spentMicros = sumOf(days)
  const before = sumOf(days.filter(({ day }) => day < today))
  const left = daysBetween(today, addMonths(first, 1))
  const atThatRate = before + Math.round((sumOf(full) * left) / full.length)
  return {
    daysInMonth,
    spentMicros,
    fullDays: full.length,
    forecastMicros: full.length < FULL_DAYS_MIN ? null : Math.max(spentMicros, atThatRate),
  }
}

const sumOf = (days: readonly SpentDay[]): number => days.reduce((sum, { costMicros }) => sum + costMicros, 0)
