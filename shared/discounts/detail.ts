import { moneyOf, addCents, type Cents } from "../cents.ts"
import { type DiscountDetail, type PromotionCode, type Redemption, REDEMPTIONS_MAX } from "../contract/discounts.ts"
import { instantOfUnix } from "../time.ts"
import { codeStatusOf, type HeldDiscount, type Redeemed, statusOf } from "./discount.ts"
import type { DiscountFact } from "./discount-fact.ts"
import { discountHistory } from "./history.ts"

/** What one coupon's own page says beside what the list does. */
export function discountDetail(
  held: HeldDiscount,
  facts: readonly DiscountFact[],
  atSeconds: number,
): Pick<DiscountDetail, "deletedAt" | "productIds" | "promotionCodes" | "redeemed" | "news" | "misses"> {
  const { kept, codes, redeemed } = held
  const textOf = new Map(codes.map(({ codeId, code }) => [codeId, code.code]))
  const newest = [...redeemed].sort((one, other) => other.redemption.fromSeconds - one.redemption.fromSeconds)
  return {
    deletedAt: kept?.deletedSeconds == null ? null : instantOfUnix(kept.deletedSeconds),
    productIds: kept?.coupon?.productIds ?? null,
    promotionCodes: codesOf(held, atSeconds),
    redeemed: newest.slice(0, REDEMPTIONS_MAX).map((one) => redemptionOf(one, textOf)),
    news: discountHistory(facts),
    misses: [...new Set([...(kept?.misses ?? []), ...codes.flatMap(({ misses }) => misses)])].sort(),
  }
}

const instantOr = (seconds: number | null) => (seconds === null ? null : instantOfUnix(seconds))

/** The promotion codes of a coupon, the newest first. */
function codesOf({ kept, codes, redeemed }: HeldDiscount, atSeconds: number): PromotionCode[] {
  const coupon = statusOf(kept, atSeconds)
  return codes
    .map(({ codeId, code }): PromotionCode => {
      const own = redeemed.filter(({ redemption }) => redemption.promotionCodeId === codeId)
      const given: Cents = {}
      for (const { redemption } of own) addCents(given, redemption.givenCents)
      return {
        ...{ codeId, code: code.code, status: codeStatusOf(code, coupon, atSeconds) },
        createdAt: instantOr(code.createdSeconds),
        expiresAt: instantOr(code.expiresSeconds),
        ...{ redemptionsMax: code.redemptionsMax, redeemedCount: code.redeemedCount },
        ...{ redemptions: own.length, given: moneyOf(given) },
        ...{ firstTimeOnly: code.firstTimeOnly, minimum: code.minimum, customerId: code.customerId },
      }
    })
    .sort((one, other) => ((one.createdAt ?? "") > (other.createdAt ?? "") ? -1 : 1))
}

function redemptionOf(
  { subscription, redemption, isRunning, offMonthCents }: Redeemed,
  textOf: ReadonlyMap<string, string>,
): Redemption {
  const { subscriptionId, customerId, name, email, organizationId, snapshot } = subscription
  const { promotionCodeId, fromSeconds, toSeconds, givenCents } = redemption
  return {
    ...{ subscriptionId, customerId, name, email, organizationId, isRunning, offMonthCents },
    code: promotionCodeId === null ? null : (textOf.get(promotionCodeId) ?? promotionCodeId),
    fromAt: instantOfUnix(fromSeconds),
    toAt: instantOr(toSeconds),
    currency: snapshot.currency,
    given: moneyOf(givenCents),
  }
}
