import type { Delivery } from "#shared/contract/webhooks.ts"
import type { Bucket } from "#shared/cube/bucket.ts"
import { readStripeEvent } from "#shared/revenue/stripe-event.ts"
import type { StripeReading } from "#shared/revenue/stripe-fact.ts"
import { logger } from "../runtime/logger.ts"
import { appendDiscountFact, type CouponId, markCoupon } from "../table/coupon.ts"
import { appendCustomerFact, type CustomerId, markCustomer, type Mode } from "../table/customer.ts"
import { ATTEMPTS_MAX, type DeliveryRow, putOffDelivery, settleDelivery, unpackBody } from "../table/delivery.ts"
import { saveDeliveryState } from "../table/delivery-state.ts"
import { markBuckets } from "../table/fold.ts"
import type { Ground } from "../table/ground.ts"
import { waitingDelivery } from "../table/list-deliveries.ts"
import { markPayment, type PaymentId } from "../table/payment.ts"
import { foldCoupons } from "./fold-coupon.ts"
import { foldCustomers } from "./fold-customer.ts"
import { foldPayments } from "./fold-payment.ts"
import { keepPaymentNews } from "./keep-payment-news.ts"

/**
 * Applies deliveries: keeps what they tell, marks and folds the customers, payments and coupons they are about, and notes what became of each.
 * A delivery that fails is put off by itself and never holds up another.
 */
export async function applyDeliveries(ground: Ground, rows: readonly DeliveryRow[]): Promise<void> {
  if (rows.length === 0) return
  const readings = await Promise.all(rows.map((row) => read(ground, row)))
  const customers = distinct(readings.flatMap(({ customer }) => customer ?? []))
  const payments = distinct(readings.flatMap((reading) => reading.payments))
  const coupons = distinct(readings.flatMap(({ coupon }) => coupon ?? []))
  const due = ground.clock.due()
  await Promise.all([
    ...[...customers.values()].map((customer) => markCustomer(ground.db, customer, due)),
    ...[...payments.values()].map((payment) => markPayment(ground.db, payment, due)),
    ...[...coupons.values()].map((coupon) => markCoupon(ground.db, coupon, due)),
  ])
  const failures = new Map<object, Error>([
    ...(await foldCustomers(ground, [...customers.values()])),
    ...(await foldPayments(ground, [...payments.values()])),
    ...(await foldCoupons(ground, [...coupons.values()])),
  ])
  for (const [of, error] of failures) logger.error("fold failed", { error, of })
  const outcomes = readings.map(({ row, reading, customer, coupon, payments: told, failure }) => {
    const folded = [
      ...(customer ? [customers.get(keyOf(customer))!] : []),
      ...(coupon ? [coupons.get(keyOf(coupon))!] : []),
      ...told.map((one) => payments.get(keyOf(one))!),
    ]
    const failed = failure ?? folded.flatMap((one) => failures.get(one)?.message ?? [])[0]
    return { row, failed, state: failed === undefined ? settled(ground, row, reading!) : putOff(row, failed) }
  })
  await Promise.all(outcomes.map(({ state }) => saveDeliveryState(ground.db, state)))
  await markBuckets(ground, bucketsOf(rows))
  // Off the work index last: until then somebody comes back for it.
  await Promise.all(
    outcomes.map(({ row, failed }) =>
      failed === undefined
        ? settleDelivery(ground.db, { pk: row.pk, sk: row.sk }, row.attempts + 1)
        : putOffDelivery(ground.db, row, failed, ground.clock.due()),
    ),
  )
}

const keyOf = (of: object): string => JSON.stringify(of)
const distinct = <Of extends object>(all: readonly Of[]): Map<string, Of> =>
  new Map(all.map((one) => [keyOf(one), one]))

interface Read {
  row: DeliveryRow
  reading?: StripeReading
  customer?: CustomerId
  coupon?: CouponId
  /** Payments that it is news for. */
  payments: PaymentId[]
  failure?: string
}

/** Reads one delivery and keeps what it tells, under its customer, its coupon or the charges it is about. */
async function read(ground: Ground, row: DeliveryRow): Promise<Read> {
  try {
    const bytes = row.packed ?? (await ground.files.get(String(row.fileKey)))
    if (!bytes) throw new Error("The body is missing")
    const told = readStripeEvent(parsed(Buffer.from(unpackBody(bytes)).toString("utf8")))
    const { reading } = told
    if (reading.kind === "ignored") return { row, reading: told, payments: [] }
    const mode: Mode = told.livemode === false ? "test" : "live"
    if (reading.kind === "discount") {
      for (const fact of reading.facts) await appendDiscountFact(ground.db, mode, fact, { deliveryId: row.deliveryId })
      return { row, reading: told, coupon: { mode, couponId: reading.facts[0]!.couponId }, payments: [] }
    }
    const payments = await keepPaymentNews(ground, mode, reading.payments, row.deliveryId)
    if (reading.kind === "payment") return { row, reading: told, payments }
    const { fact } = reading
    const customer: CustomerId = { mode, customerId: fact.customerId }
    await appendCustomerFact(ground.db, customer, fact, { deliveryId: row.deliveryId })
    return { row, reading: told, customer, payments }
  } catch (error) {
    logger.error("delivery failed", { error, deliveryId: row.deliveryId })
    return { row, payments: [], failure: String((error as Error).message) }
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const bucketsOf = (rows: readonly DeliveryRow[]): Bucket[] =>
  [...new Set(rows.map(({ receivedAt }) => receivedAt.slice(0, 13)))].map((hour) => ({
    kind: "deliveries",
    scope: "stripe",
    level: "hour",
    zone: "",
    start: `${hour}:00`,
  }))

function settled(ground: Ground, row: DeliveryRow, told: StripeReading): Delivery {
  return {
    ...waitingDelivery(row),
    status: told.reading.kind === "ignored" ? "ignored" : "applied",
    reason: told.reading.kind === "ignored" ? told.reading.reason : null,
    livemode: told.livemode,
    objectId: told.objectId,
    customerId: told.customerId,
    attempts: row.attempts + 1,
    occurredAt: told.createdAt,
    appliedAt: ground.clock.machine(),
  }
}

function putOff(row: DeliveryRow, failure: string): Delivery {
  const attempts = row.attempts + 1
  const parked = attempts >= ATTEMPTS_MAX
  if (parked) logger.error("delivery parked", { deliveryId: row.deliveryId, failure })
  return { ...waitingDelivery(row), attempts, reason: failure.slice(0, 300), status: parked ? "parked" : "received" }
}
