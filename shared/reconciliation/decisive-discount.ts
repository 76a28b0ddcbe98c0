import type { DiscountFact } from "../discounts/discount-fact.ts"
import { codesKept, couponKept, type KeptCode, type KeptCoupon } from "../discounts/kept.ts"
import { termsWords } from "../discounts/words.ts"
import { decimalOf, knowsCurrency } from "../money.ts"
import { instantOfUnix } from "../time.ts"
import type { Standing } from "./decisive.ts"

/** A coupon, or a promotion code of it, as everything told about the coupon tells it; nothing where nothing is told. */
export function discountStanding(
  facts: readonly DiscountFact[],
  { object, objectId, couponId }: { object: "coupon" | "promotionCode"; objectId: string; couponId: string },
): Standing | undefined {
  if (object === "coupon") {
    const kept = couponKept(couponId, facts)
    return kept && couponStanding(kept)
  }
  const code = codesKept(couponId, facts).find(({ codeId }) => codeId === objectId)
  return code && codeStanding(code)
}

/** What is over by its own end or limit, Stripe tells so in no event: only what else ends it is compared. */
const isOver = (ends: {
  endSeconds: number | null
  redemptionsMax: number | null
  redeemedCount: number | null
}): boolean =>
  ends.endSeconds !== null || (ends.redemptionsMax !== null && (ends.redeemedCount ?? 0) >= ends.redemptionsMax)

function couponStanding({ coupon, deletedSeconds }: KeptCoupon): Standing {
  if (!coupon || deletedSeconds !== null) return { fields: { deleted: "yes" }, amounts: [] }
  const { redeemBySeconds: endSeconds, redemptionsMax, redeemedCount, valid } = coupon
  return {
    fields: {
      deleted: "no",
      name: coupon.name,
      "takes off": termsWords(coupon),
      "can be redeemed": valid || isOver({ endSeconds, redemptionsMax, redeemedCount }) ? "yes" : "no",
      until: second(endSeconds),
      "at most": countText(redemptionsMax),
    },
    untold: { redeemed: countText(redeemedCount), valid: String(valid), products: coupon.productIds?.join() ?? null },
    amounts: [],
  }
}

function codeStanding({ couponId, code }: KeptCode): Standing {
  const { expiresSeconds: endSeconds, redemptionsMax, redeemedCount, active, minimum } = code
  return {
    fields: {
      coupon: couponId,
      code: code.code,
      active: active || isOver({ endSeconds, redemptionsMax, redeemedCount }) ? "yes" : "no",
      until: second(endSeconds),
      "at most": countText(redemptionsMax),
      "first order only": code.firstTimeOnly ? "yes" : "no",
      "smallest order": minimum && amountText(minimum),
      customer: code.customerId,
    },
    untold: { redeemed: countText(redeemedCount), active: String(active) },
    amounts: [],
  }
}

const second = (seconds: number | null): string | null => (seconds === null ? null : instantOfUnix(seconds))
const countText = (count: number | null): string | null => (count === null ? null : String(count))
const amountText = ({ cents, currency }: { cents: number; currency: string }): string =>
  `${knowsCurrency(currency) ? decimalOf(cents, currency) : cents} ${currency.toUpperCase()}`
