import { type Calendar, DAYS_BACK } from "./calendar.ts"
import { diceOf } from "./dice.ts"
import { payoutShape } from "./invoice-shapes.ts"
import { eventOf, type StripeEvent } from "./life.ts"

const EVERY_DAYS = 14
const CENTS = { low: 480_000, high: 1_460_000 }

/** The fortnightly payouts to the bank: they name no customer, and we read them and set them aside. */
export function payouts(calendar: Calendar): StripeEvent[] {
  const dice = diceOf("payouts")
  return Array.from({ length: Math.floor(DAYS_BACK / EVERY_DAYS) }, (_, nth) => {
    const daysAgo = 1 + nth * EVERY_DAYS
    const at = calendar.timeOn(daysAgo, 6, 2)
    return eventOf("payout.paid", at, payoutShape(calendar.dayAgo(daysAgo), at, dice.whole(CENTS.low, CENTS.high)))
  })
}
