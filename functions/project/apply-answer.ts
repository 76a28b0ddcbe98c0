import { logger } from "../runtime/logger.ts"
import { type CouponId, couponOfKey, markCoupon } from "../table/coupon.ts"
import { type CustomerId, customerOfKey, markCustomer, objectOfFactKey } from "../table/customer.ts"
import type { Row } from "../table/db.ts"
import type { Ground } from "../table/ground.ts"
import { chargesToMark, markPayment, type PaymentId, paymentOfKey } from "../table/payment.ts"
import { foldCoupons } from "./fold-coupon.ts"
import { foldCustomers } from "./fold-customer.ts"
import { foldPayments } from "./fold-payment.ts"

/** Folds the customers, payments and coupons that Stripe answered about. One that fails stays marked, and is folded again from the work index. */
export async function applyAnswers(ground: Ground, rows: readonly Row[]): Promise<void> {
  const ofCustomers = rows.filter(({ kind }) => kind === "customerAnswer")
  const ofPayments = rows.filter(({ kind }) => kind === "paymentAnswer")
  const customers = [...new Map<string, CustomerId>(ofCustomers.map((row) => [row.pk, customerOfKey(row)])).values()]
  const ofCoupons = rows.filter(({ kind }) => kind === "couponAnswer")
  const coupons = [...new Map<string, CouponId>(ofCoupons.map((row) => [row.pk, couponOfKey(row)])).values()]
  const told = [...ofPayments.map(paymentOfKey), ...(await paidBy(ground, ofCustomers))]
  const payments = [...new Map<string, PaymentId>(told.map((one) => [`${one.mode} ${one.chargeId}`, one])).values()]
  const due = ground.clock.due()
  await Promise.all([
    ...customers.map((customer) => markCustomer(ground.db, customer, due)),
    ...payments.map((payment) => markPayment(ground.db, payment, due)),
    ...coupons.map((coupon) => markCoupon(ground.db, coupon, due)),
  ])
  const failures = [
    ...(await foldCustomers(ground, customers)),
    ...(await foldPayments(ground, payments)),
    ...(await foldCoupons(ground, coupons)),
  ]
  for (const [of, error] of failures) logger.error("fold failed", { error, of })
}

/** The payments of invoices that were answered: they show the invoice's number. */
async function paidBy({ db }: Ground, rows: readonly Row[]): Promise<PaymentId[]> {
  const invoices = rows.filter((row) => objectOfFactKey(row).object === "invoice")
  const byMode = Map.groupBy(invoices, (row) => customerOfKey(row).mode)
  const found = [...byMode].map(([mode, some]) =>
    chargesToMark(
      db,
      mode,
      some.map((row) => ({ object: "invoice", id: objectOfFactKey(row).objectId })),
    ),
  )
  return (await Promise.all(found)).flat()
}
