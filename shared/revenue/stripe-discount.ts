import { amountIn, idIn, idOf, isJson, type Json, objectIn, secondsIn, textIn } from "./field.ts"
import type { Discount } from "./stripe-fact.ts"

export interface Period {
  fromSeconds: number | null
  toSeconds: number | null
}

/**
 * Discounts wherever they stand: `discount` of old, `discounts` of objects or of ids, the coupon inside or under `source`.
 * An id alone says nothing of its worth: a named miss.
 */
export function discountsOf(told: Json, period: Period, path: string, misses: string[]): Discount[] {
  const one = objectIn(told, "discount")
  const many = Array.isArray(told["discounts"]) ? (told["discounts"] as unknown[]) : []
  const named = (name: string) => (path === "" ? name : `${path}.${name}`)
  if (many.length === 0) return one ? discountOf(one, period, named("discount"), misses) : []
  return many.flatMap((entry, index) => {
    const shown = isJson(entry) ? entry : one && one["id"] === entry ? one : null
    if (shown) return discountOf(shown, period, named(`discounts[${index}]`), misses)
    misses.push(named(`discounts[${index}].coupon`))
    return []
  })
}

/** The coupon of a discount, of any year: told whole, or by its id. */
export const couponOf = (discount: Json | null): { couponId: string | null; coupon: Json | null } => {
  const source = objectIn(discount, "source")
  return {
    couponId: idOf(discount, "coupon") ?? idOf(source, "coupon"),
    coupon: objectIn(discount, "coupon") ?? objectIn(source, "coupon"),
  }
}

function discountOf(discount: Json, period: Period, path: string, misses: string[]): Discount[] {
  const { coupon, couponId } = couponOf(discount)
  if (!coupon) {
    misses.push(`${path}.coupon`)
    return []
  }
  const percent = amountIn(coupon, "percent_off")
  const value = percent ?? amountIn(coupon, "amount_off")
  if (value === null) {
    misses.push(`${path}.coupon.percent_off`)
    return []
  }
  const told = textIn(coupon, "duration")
  const duration = told === "once" || told === "repeating" ? told : "forever"
  const startSeconds = secondsIn(discount, "start")
  const endSeconds = secondsIn(discount, "end") ?? (duration === "once" ? endOfOnce(startSeconds, period) : null)
  return [
    {
      kind: percent === null ? "amount" : "percent",
      value,
      currency: textIn(coupon, "currency"),
      duration,
      startSeconds,
      endSeconds,
      discountId: idIn(discount, "id"),
      couponId,
      promotionCodeId: idOf(discount, "promotion_code"),
    },
  ]
}

/** A discount given once is over with the billing period it began in. */
function endOfOnce(startSeconds: number | null, { fromSeconds, toSeconds }: Period): number | null {
  if (startSeconds === null || fromSeconds === null) return toSeconds
  return startSeconds < fromSeconds ? fromSeconds : toSeconds
}
