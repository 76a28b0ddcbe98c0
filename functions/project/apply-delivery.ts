import type { Delivery } from "#shared/contract/webhooks.ts"
import type { Bucket } from "#shared/cube/bucket.ts"
import { readStripeEvent } from "#shared/revenue/stripe-event.ts"
import type { StripeReading } from "#shared/revenue/stripe-fact.ts"
import { logger } from "../runtime/logger.ts"
import { appendCustomerFact, type CustomerId, markCustomer } from "../table/customer.ts"
import { ATTEMPTS_MAX, type DeliveryRow, putOffDelivery, settleDelivery, unpackBody } from "../table/delivery.ts"
import { saveDeliveryState } from "../table/delivery-state.ts"
import { markBuckets } from "../table/fold.ts"
import type { Ground } from "../table/ground.ts"
import { waitingDelivery } from "../table/list-deliveries.ts"
import { foldCustomers } from "./fold-customer.ts"

/**
 * Applies deliveries: keeps what they tell, marks and folds the customers they are about, and notes what became of each.
 * A delivery that fails is put off by itself and never holds up another.
 */
export async function applyDeliveries(ground: Ground, rows: readonly DeliveryRow[]): Promise<void> {
  if (rows.length === 0) return
  const readings = await Promise.all(rows.map((row) => read(ground, row)))
  const customers = new Map<string, CustomerId>()
  for (const { customer } of readings) if (customer) customers.set(`${customer.mode} ${customer.customerId}`, customer)
  await Promise.all([...customers.values()].map((customer) => markCustomer(ground.db, customer, ground.clock.due())))
  const failures = await foldCustomers(ground, [...customers.values()])
  for (const [customer, error] of failures) logger.error("customer failed", { error, ...customer })
  const outcomes = readings.map(({ row, reading, customer, failure }) => {
    const held = customer && customers.get(`${customer.mode} ${customer.customerId}`)
    const failed = failure ?? (held && failures.get(held)?.message)
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

interface Read {
  row: DeliveryRow
  reading?: StripeReading
  customer?: CustomerId
  failure?: string
}

/** Reads one delivery and keeps the snapshot it tells, under its customer. */
async function read(ground: Ground, row: DeliveryRow): Promise<Read> {
  try {
    const bytes = row.packed ?? (await ground.files.get(String(row.fileKey)))
    if (!bytes) throw new Error("The body is missing")
    const reading = readStripeEvent(parsed(Buffer.from(unpackBody(bytes)).toString("utf8")))
    if (reading.reading.kind === "ignored" || reading.customerId === null) return { row, reading }
    const customer: CustomerId = { mode: reading.livemode === false ? "test" : "live", customerId: reading.customerId }
    const { fact } = reading.reading
    await appendCustomerFact(ground.db, customer, {
      object: fact.object,
      objectId: fact.objectId,
      createdSeconds: fact.createdSeconds,
      deliveryId: row.deliveryId,
      body: fact,
    })
    return { row, reading, customer }
  } catch (error) {
    logger.error("delivery failed", { error, deliveryId: row.deliveryId })
    return { row, failure: String((error as Error).message) }
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
