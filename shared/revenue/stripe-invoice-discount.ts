import { centsIn, idIn, idOf, isJson, type Json, listIn, objectIn } from "./field.ts"
import { couponOf } from "./stripe-discount.ts"
import type { InvoiceDiscount } from "./stripe-fact.ts"

/**
 * What each discount took off an invoice. Amounts stand in `total_discount_amounts`, by the discount's id or whole; which coupon
 * one is of says the discount where it is told whole: there, in `discounts`, or in the one `discount` of old. An invoice from
 * before the amounts were told shows its discount alone: a named miss.
 */
export function invoiceDiscountsOf(told: Json, misses: string[]): InvoiceDiscount[] {
  const one = objectIn(told, "discount")
  const amounts = told["total_discount_amounts"]
  if (!Array.isArray(amounts)) {
    if (one) misses.push("total_discount_amounts")
    return []
  }
  const whole = [...(one ? [one] : []), ...listIn(told, "discounts")]
  return amounts.filter(isJson).flatMap((amount) => {
    const cents = centsIn(amount, "amount")
    const discountId = idOf(amount, "discount")
    const shown = objectIn(amount, "discount") ?? whole.find((some) => idIn(some, "id") === discountId) ?? null
    return cents === null || cents <= 0 ? [] : [{ discountId, couponId: couponOf(shown).couponId, cents }]
  })
}
