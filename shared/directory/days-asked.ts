import { addDays, type Day, type Instant, startOfDay, type Zone } from "../time.ts"

/** The stretch of some calendar days of a zone, both included; open where one is not said. */
export const daysAsked = (
  from: Day | undefined,
  to: Day | undefined,
  zone: Zone,
): { from: Instant | undefined; until: Instant | undefined } => ({
  from: from && startOfDay(from, zone),
  until: to && startOfDay(addDays(to, 1), zone),
})
