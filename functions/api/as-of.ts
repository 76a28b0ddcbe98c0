import { Refusal } from "#shared/refusal.ts"
import { addDays, type Day, dayOf, type Instant, instant, msOf, startOfDay, type Zone } from "#shared/time.ts"
import { businessNow } from "../runtime/clock.ts"

/** The moment that figures are of: the end of a day that is over, now when it is today or unsaid; refused for one to come. */
export function asOfMoment(day: Day | undefined, zone: Zone): Instant {
  const now = businessNow()
  if (day === undefined) return now
  if (day > dayOf(now, zone))
    throw new Refusal("invalid", "This day has not begun", { where: "asOf", wanted: "a day that is over, or today" })
  const end = startOfDay(addDays(day, 1), zone)
  return end > now ? now : instant(msOf(end) - 1)
}
