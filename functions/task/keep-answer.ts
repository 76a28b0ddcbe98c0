import { couponIdOf, discountFactsOf, isOfCoupon } from "#shared/discounts/stripe-coupon.ts"
import { paymentNewsOf, type Telling } from "#shared/payments/payment-news.ts"
import { customerFactOf, customerIdOf, isOfCustomer } from "#shared/revenue/customer-fact.ts"
import { idIn } from "#shared/revenue/field.ts"
import { ASKED } from "#shared/revenue/order.ts"
import { type Instant, msOf } from "#shared/time.ts"
import { appendDiscountFact } from "../table/coupon.ts"
import { appendCustomerFact, type Mode } from "../table/customer.ts"
import type { Ground } from "../table/ground.ts"
import { appendPaymentFact, tie } from "../table/payment.ts"

/** How our own asking tells an object: as of `at`, by the clock that events are told by. */
export const tellingAsked = (at: Instant, asked: Instant): Telling => ({
  createdSeconds: Math.floor(msOf(at) / 1_000),
  eventId: `asked ${asked}`,
  type: ASKED,
  previous: null,
})

/**
 * Keeps an object as Stripe answered it, under its customer, its coupon or the charges it is about; the projector does the rest.
 * It is told as of `at`, by the clock that events are told by; `asked` is the receipt's.
 */
export async function keepAnswer(
  { db }: Pick<Ground, "db">,
  mode: Mode,
  object: Record<string, unknown>,
  { at, asked }: { at: Instant; asked: Instant },
): Promise<void> {
  const telling = tellingAsked(at, asked)
  if (isOfCoupon(object)) {
    const [couponId, objectId] = [couponIdOf(object), idIn(object, "id")]
    if (couponId === null || objectId === null) throw new Error("Stripe's answer is not read: it names no coupon")
    const facts = discountFactsOf(object, { ...telling, previous: {} }, { couponId, objectId })
    for (const fact of facts) await appendDiscountFact(db, mode, fact, { asked })
    return
  }
  const news = paymentNewsOf(object, telling)
  if ("reason" in news) throw new Error(`Stripe's answer is not read: ${news.reason}`)
  for (const one of news.ties) await tie(db, mode, one)
  for (const { chargeId, fact } of news.facts) await appendPaymentFact(db, { mode, chargeId }, fact, { asked })
  const [customerId, objectId] = [customerIdOf(object), idIn(object, "id")]
  if (!isOfCustomer(object) || customerId === null || objectId === null) return
  // Nothing stood there before that it says: what was lost in between began when the object itself says.
  const fact = customerFactOf(object, { ...telling, previous: {} }, { customerId, objectId })
  await appendCustomerFact(db, { mode, customerId }, fact, { asked })
}
