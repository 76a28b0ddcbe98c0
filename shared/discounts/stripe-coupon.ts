import {
  amountIn,
  centsIn,
  idIn,
  idOf,
  type Json,
  need,
  numberIn,
  objectIn,
  secondsIn,
  textIn,
} from "../revenue/field.ts"
import { isBelow, leavesOf } from "../revenue/leaves.ts"
import type { Telling } from "../payments/payment-news.ts"
import type { CouponFact, CouponSnapshot, DiscountFact, PromotionCodeSnapshot } from "./discount-fact.ts"

/** Paths that other events of one second usually name as what stood there before. */
const ORDERING_PATHS = {
  coupon: ["name", "valid", "times_redeemed", "metadata", "currency_options"],
  promotion_code: ["active", "times_redeemed", "metadata", "restrictions"],
} as const

/** Whether an object is one that stands under a coupon. */
export const isOfCoupon = (object: Json): boolean => (textIn(object, "object") ?? "") in ORDERING_PATHS

/** The coupon that an object is, or is of: before 2025 a promotion code held its coupon, since then it names it under `promotion`. */
export const couponIdOf = (object: Json): string | null =>
  textIn(object, "object") === "coupon"
    ? idIn(object, "id")
    : (idOf(objectIn(object, "promotion"), "coupon") ?? idOf(object, "coupon"))

/** What an event, or Stripe's own answer, tells of a coupon or of a promotion code; a coupon that a code holds whole is told with it. */
export function discountFactsOf(
  object: Json,
  telling: Telling,
  { couponId, objectId }: { couponId: string; objectId: string },
): DiscountFact[] {
  if (textIn(object, "object") === "coupon") return [couponFactOf(object, telling, couponId)]
  const inside = objectIn(objectIn(object, "promotion"), "coupon") ?? objectIn(object, "coupon")
  const misses: string[] = []
  const snapshot = promotionCodeOf(object, misses)
  const code = { ...toldOf(object, "promotion_code", telling), objectId, couponId, misses }
  return [
    { ...code, object: "promotionCode", snapshot },
    ...(inside ? [couponFactOf(inside, { ...telling, previous: null }, couponId)] : []),
  ]
}

function couponFactOf(object: Json, telling: Telling, couponId: string): CouponFact {
  const misses: string[] = []
  const deleted = object["deleted"] === true || telling.type === "coupon.deleted"
  const isIdAlone = deleted && object["duration"] === undefined
  return {
    ...toldOf(object, "coupon", telling),
    ...{ objectId: couponId, couponId, misses },
    object: "coupon",
    snapshot: isIdAlone ? { deleted: true } : { ...couponOf(object, misses), deleted },
  }
}

function toldOf(object: Json, kind: keyof typeof ORDERING_PATHS, { previous: before, ...telling }: Telling) {
  const previous = before && leavesOf(before)
  const wanted = [...ORDERING_PATHS[kind], ...Object.keys(previous ?? {})]
  const now = Object.fromEntries(Object.entries(leavesOf(object)).filter(([path]) => isBelow(path, wanted)))
  return { ...telling, previous, now }
}

function couponOf(told: Json, misses: string[]): CouponSnapshot {
  const percent = amountIn(told, "percent_off")
  const duration = textIn(told, "duration")
  const isKnown = duration === "forever" || duration === "repeating" || duration === "once"
  const months = numberIn(told, "duration_in_months")
  const products = objectIn(told, "applies_to")?.["products"]
  const currency = textIn(told, "currency")?.toLowerCase() ?? null
  return {
    name: textIn(told, "name"),
    kind: percent === null ? "amount" : "percent",
    value: need(percent ?? amountIn(told, "amount_off"), misses, "percent_off", "0"),
    currency: percent === null ? need(currency, misses, "currency", null) : null,
    duration: need(isKnown ? duration : null, misses, "duration", "forever"),
    durationMonths: duration === "repeating" ? need(months, misses, "duration_in_months", null) : null,
    redeemBySeconds: secondsIn(told, "redeem_by"),
    redemptionsMax: numberIn(told, "max_redemptions"),
    redeemedCount: numberIn(told, "times_redeemed"),
    valid: told["valid"] !== false,
    createdSeconds: secondsIn(told, "created"),
    productIds: Array.isArray(products) ? products.filter((one) => typeof one === "string") : null,
  }
}

function promotionCodeOf(told: Json, misses: string[]): PromotionCodeSnapshot {
  const restrictions = objectIn(told, "restrictions")
  const cents = centsIn(restrictions, "minimum_amount")
  const currency = textIn(restrictions, "minimum_amount_currency")
  return {
    code: need(textIn(told, "code"), misses, "code", ""),
    active: told["active"] === true,
    customerId: idOf(told, "customer"),
    expiresSeconds: secondsIn(told, "expires_at"),
    redemptionsMax: numberIn(told, "max_redemptions"),
    redeemedCount: numberIn(told, "times_redeemed"),
    firstTimeOnly: restrictions?.["first_time_transaction"] === true,
    minimum: cents === null || currency === null ? null : { cents, currency: currency.toLowerCase() },
    createdSeconds: secondsIn(told, "created"),
  }
}
