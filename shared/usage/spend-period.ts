import type { SpendAlertKind } from "../contract/spend-alerts.ts"
import {
  addDays,
  addMonths,
  type Day,
  dayOf,
  firstOfMonth,
  HOUR_MS,
  type Instant,
  msOf,
  startOfDay,
  type Zone,
} from "../time.ts"

/** What is told late still raises an alert for a period that ended less than this long ago. */
export const LATE_SPEND_HOURS = 48

/** How often an organization's alerts are looked at. */
export const LOOK_MINUTES = 5

/** A day or a calendar month of a zone. */
export interface SpendPeriod {
  /** `2026-11-20` or `2026-11`. */
  name: string
  first: Day
  last: Day
}

/** The period of an alert that a day is in. */
export function periodOf(kind: SpendAlertKind, day: Day): SpendPeriod {
  if (kind !== "month") return { name: day, first: day, last: day }
  const first = firstOfMonth(day)
  return { name: first.slice(0, 7), first, last: addDays(addMonths(first, 1), -1) }
}

/** The periods to be looked at, newest first: the running one, and those before it that may still be told something and were not over when the alert was made. */
export function periodsToLookAt(kind: SpendAlertKind, createdAt: Instant, now: Instant, zone: Zone): SpendPeriod[] {
  const periods = [periodOf(kind, dayOf(now, zone))]
  for (;;) {
    const running = periods.at(-1)!
    const endedAt = startOfDay(running.first, zone)
    if (endedAt <= createdAt || msOf(now) - msOf(endedAt) >= LATE_SPEND_HOURS * HOUR_MS) return periods
    periods.push(periodOf(kind, addDays(running.first, -1)))
  }
}
