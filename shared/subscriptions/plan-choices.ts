import type { GeneralSettings } from "../contract/settings.ts"
import type { SubscriptionDetail } from "../contract/subscriptions.ts"
import { subscriptionMrr } from "../revenue/mrr.ts"
import type { Item, SubscriptionSnapshot } from "../revenue/stripe-fact.ts"
import { isOver, planOf, recurring } from "./subscription.ts"

type Choice = SubscriptionDetail["choices"][number]

/** A price as items name it: everything of an item that is its price's. */
export type Price = Omit<Item, "id" | "quantity" | "discounts">

/** The licensed prices among subscriptions, by currency and id; of two tellings of one the later stands. */
export function pricesOf(snapshots: readonly SubscriptionSnapshot[]): Map<string, Map<string, Price>> {
  const prices = new Map<string, Map<string, Price>>()
  for (const { currency, items } of snapshots)
    for (const { id: _, quantity: __, discounts: ___, ...price } of items)
      if (price.priceId !== null && price.cadence !== null && !price.metered)
        prices.set(currency, (prices.get(currency) ?? new Map<string, Price>()).set(price.priceId, price))
  return prices
}

/** The prices that each licensed item could have instead of its own, and what the subscription's MRR would be then. */
export function choicesOf(
  snapshot: SubscriptionSnapshot,
  prices: ReadonlyMap<string, Price>,
  rule: GeneralSettings["discounts"],
  atSeconds: number,
): Choice[] {
  if (isOver(snapshot)) return []
  return recurring(snapshot)
    .filter(({ metered }) => !metered)
    .flatMap((item) =>
      [...prices.values()]
        .filter(({ priceId }) => priceId !== item.priceId)
        .map((price): Choice => {
          const items = snapshot.items.map((one) => (one === item ? { ...one, ...price } : one))
          return {
            itemId: item.id,
            priceId: price.priceId!,
            plan: planOf({ ...item, ...price }),
            cadence: price.cadence!,
            unit: price.unit,
            mrrCents: subscriptionMrr({ ...snapshot, items }, rule, atSeconds),
          }
        }),
    )
    .sort((one, other) => one.mrrCents - other.mrrCents || (one.priceId < other.priceId ? -1 : 1))
}
