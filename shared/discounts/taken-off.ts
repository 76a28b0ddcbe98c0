import type { GeneralSettings } from "../contract/settings.ts"
import { baseOf, live, lowered, monthly } from "../revenue/mrr.ts"
import type { Discount, SubscriptionSnapshot } from "../revenue/stripe-fact.ts"

/** What one discount takes off the price of a month, in minor units. */
export interface TakenOff {
  discount: Discount
  cents: number
}

/**
 * What each discount that counts by a rule takes off a subscription's monthly price, in Stripe's order: those of an item, then the
 * subscription's. Each item's price of a month is rounded after each discount as MRR rounds it, half away from zero, and a discount
 * takes what that price went down by: so together they take exactly what MRR without discounts is more than MRR under the rule.
 */
export function takenOff(
  snapshot: SubscriptionSnapshot,
  rule: GeneralSettings["discounts"],
  atSeconds: number,
): TakenOff[] {
  const counting = (discounts: readonly Discount[]) => live(discounts, snapshot.currency, rule, atSeconds)
  const taken: TakenOff[] = []
  let left = snapshot.items.map((item) => {
    let price = baseOf(item)
    for (const discount of counting(item.discounts)) {
      const [lower] = lowered([price], discount) as [typeof price]
      taken.push({ discount, cents: monthly(price, item) - monthly(lower, item) })
      price = lower
    }
    return price
  })
  for (const discount of counting(snapshot.discounts)) {
    const lower = lowered(left, discount)
    const cents = snapshot.items.reduce(
      (sum, item, nth) => sum + monthly(left[nth]!, item) - monthly(lower[nth]!, item),
      0,
    )
    taken.push({ discount, cents })
    left = lower
  }
  return taken
}
