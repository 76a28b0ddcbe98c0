import type { DiscountNews } from "../contract/discounts.ts"
import { ASKED, inOrder } from "../revenue/order.ts"
import { instantOfUnix } from "../time.ts"
import type { CouponFact, DiscountFact, PromotionCodeFact } from "./discount-fact.ts"

/** What each telling of a coupon and of its promotion codes changed, the newest first; a telling that Stripe gave when it was asked names no delivery. */
export function discountHistory(facts: readonly DiscountFact[]): DiscountNews[] {
  const coupon = facts.filter((fact): fact is CouponFact => fact.object === "coupon")
  const codes = facts.filter((fact): fact is PromotionCodeFact => fact.object === "promotionCode")
  const news = [
    ...newsOf(coupon, couponChanges, () => null),
    ...[...Map.groupBy(codes, ({ objectId }) => objectId).values()].flatMap((told) =>
      newsOf(told, codeChanges, ({ snapshot }) => snapshot.code),
    ),
  ]
  return news.sort((one, other) => (one.at > other.at ? -1 : one.at < other.at ? 1 : 0))
}

const newsOf = <Fact extends DiscountFact>(
  facts: readonly Fact[],
  changesOf: (before: Fact["snapshot"] | undefined, after: Fact["snapshot"]) => string[],
  codeOf: (fact: Fact) => string | null,
): DiscountNews[] =>
  inOrder(facts)
    .map(
      (fact, nth, all): DiscountNews => ({
        at: instantOfUnix(fact.createdSeconds),
        type: fact.type,
        deliveryId: fact.type === ASKED ? null : fact.eventId,
        code: codeOf(fact),
        changes: changesOf(all[nth - 1]?.snapshot, fact.snapshot),
      }),
    )
    .reverse()

function couponChanges(before: CouponFact["snapshot"] | undefined, after: CouponFact["snapshot"]): string[] {
  if (after.deleted) return before?.deleted ? [] : ["deleted"]
  if (!("duration" in after)) return []
  if (!before || !("duration" in before)) return [after.valid ? "can be redeemed" : "cannot be redeemed"]
  const changes: string[] = []
  if (before.name !== after.name) changes.push(`called “${after.name ?? "nothing"}”`)
  if (before.valid !== after.valid) changes.push(after.valid ? "can be redeemed again" : "can be redeemed no more")
  return [...changes, ...redeemed(before.redeemedCount, after.redeemedCount)]
}

function codeChanges(
  before: PromotionCodeFact["snapshot"] | undefined,
  after: PromotionCodeFact["snapshot"],
): string[] {
  if (!before) return [after.active ? "can be redeemed" : "cannot be redeemed"]
  const changes: string[] = []
  if (before.active !== after.active) changes.push(after.active ? "activated" : "deactivated")
  return [...changes, ...redeemed(before.redeemedCount, after.redeemedCount)]
}

const redeemed = (before: number | null, after: number | null): string[] =>
  before === after || after === null ? [] : [`redeemed ${before ?? "?"} → ${after}`]
