import type { Step } from "../revenue/life.ts"
import type { Discount, InvoiceDiscount, SubscriptionSnapshot } from "../revenue/stripe-fact.ts"
import type { InvoiceLife } from "../revenue/timeline.ts"

/** A discount that stood on a subscription or on one of its items, since when and until when, and what it has taken off so far. */
export interface KeptRedemption {
  discountId: string | null
  couponId: string
  promotionCodeId: string | null
  /** What it is worth, for coupons that are told of nowhere else. */
  discount: Pick<Discount, "kind" | "value" | "currency" | "duration">
  fromSeconds: number
  /** When it ran out, will run out, or was taken away; null where nobody says. */
  toSeconds: number | null
  /** What it took off invoices that were sent and are not void, in minor units by currency. */
  givenCents: Record<string, number>
}

/** Every discount of a snapshot, those of its items before its own. */
export const discountsOn = ({ items, discounts }: SubscriptionSnapshot): Discount[] => [
  ...items.flatMap((item) => item.discounts),
  ...discounts,
]

const keyOf = ({ discountId, couponId, startSeconds }: Discount): string =>
  discountId ?? `${couponId} from ${startSeconds ?? ""}`

/** Every discount whose coupon is known that ever stood on a subscription, of its whole life and of its invoices, in the order of their beginnings. */
export function redemptionsOf(
  steps: readonly Step[],
  invoices: readonly InvoiceLife[],
  deletedSeconds: number | null,
): KeptRedemption[] {
  const kept = new Map<string, KeptRedemption>()
  for (const { snapshot, atSeconds } of steps) {
    const standing = discountsOn(snapshot)
    for (const discount of standing) {
      const { couponId, kind, value, currency, duration, startSeconds, endSeconds } = discount
      if (couponId == null) continue
      kept.set(keyOf(discount), {
        ...{ couponId, discountId: discount.discountId ?? null, promotionCodeId: discount.promotionCodeId ?? null },
        discount: { kind, value, currency, duration },
        fromSeconds: startSeconds ?? kept.get(keyOf(discount))?.fromSeconds ?? atSeconds,
        toSeconds: snapshot.endedSeconds === null ? endSeconds : earlier(endSeconds, snapshot.endedSeconds),
        givenCents: {},
      })
    }
    const here = new Set(standing.map(keyOf))
    for (const [key, one] of kept) if (!here.has(key)) one.toSeconds = earlier(one.toSeconds, atSeconds)
  }
  // With its customer everything of a subscription is over.
  if (deletedSeconds !== null) for (const one of kept.values()) one.toSeconds = earlier(one.toSeconds, deletedSeconds)
  const all = [...kept.values()].sort((one, other) => one.fromSeconds - other.fromSeconds)
  for (const { snapshot, sentSeconds } of invoices) {
    if (sentSeconds === null || snapshot.status === "void") continue
    for (const off of snapshot.discounts ?? []) {
      const given = redemptionIn(all, off, sentSeconds)?.givenCents
      if (given) given[snapshot.currency] = (given[snapshot.currency] ?? 0) + off.cents
    }
  }
  return all
}

const earlier = (one: number | null, other: number): number => (one === null ? other : Math.min(one, other))

/** The redemption that took something off an invoice: the same discount, else the newest of its coupon by then. */
const redemptionIn = (
  all: readonly KeptRedemption[],
  { discountId, couponId }: InvoiceDiscount,
  sentSeconds: number,
): KeptRedemption | undefined =>
  all.find((one) => discountId !== null && one.discountId === discountId) ??
  (couponId === null
    ? undefined
    : (all.findLast((one) => one.couponId === couponId && one.fromSeconds <= sentSeconds) ??
      all.find((one) => one.couponId === couponId)))
