import type { GeneralSettings } from "../contract/settings.ts"
import type { SubscriptionDetail } from "../contract/subscriptions.ts"
import type { SubscriptionFact } from "../revenue/life.ts"
import { counts, isEarning, itemsMrr } from "../revenue/mrr.ts"
import type { Discount, SubscriptionSnapshot } from "../revenue/stripe-fact.ts"
import { instantOfUnix } from "../time.ts"
import { historyOf } from "./history.ts"
import { choicesOf, type Price } from "./plan-choices.ts"
import { planOf } from "./subscription.ts"

/** What one subscription's own page says beside what the list does; items' MRR is none where the subscription earns nothing. */
export function subscriptionDetail(
  snapshot: SubscriptionSnapshot,
  facts: readonly SubscriptionFact[],
  prices: ReadonlyMap<string, Price>,
  rule: GeneralSettings["discounts"],
  atSeconds: number,
): Pick<SubscriptionDetail, "items" | "discounts" | "choices" | "news" | "misses"> {
  const worth = itemsMrr(snapshot, rule, atSeconds)
  const told = ({ kind, value, currency, duration, endSeconds, ...discount }: Discount) => ({
    ...{ couponId: discount.couponId ?? null, kind, value, currency, duration },
    endsAt: endSeconds === null ? null : instantOfUnix(endSeconds),
    counts: counts({ kind, value, currency, duration, endSeconds, ...discount }, rule, atSeconds),
  })
  return {
    items: snapshot.items.map((item, nth) => ({
      itemId: item.id,
      plan: planOf(item),
      priceId: item.priceId,
      quantity: item.quantity,
      unit: item.unit,
      cadence: item.cadence,
      metered: item.metered,
      mrrCents: isEarning(snapshot.status) ? worth[nth]! : 0,
      discounts: item.discounts.map(told),
    })),
    discounts: snapshot.discounts.map(told),
    choices: choicesOf(snapshot, prices, rule, atSeconds),
    news: historyOf(facts),
    misses: [...new Set(facts.flatMap(({ misses }) => misses))].sort(),
  }
}
