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
  const failures = await foldCustomers(ground, [...customers.values()])
  for (const [customer, error] of failures) logger.error("customer failed", { error, ...customer })
  await Promise.all(
    readings.map(({ row, reading, customer, failure }) => {
      const held = customer && customers.get(`${customer.mode} ${customer.customerId}`)
      const failed = failure ?? (held && failures.get(held)?.message)
      return failed === undefined ? settle(ground, row, reading!) : putOff(ground, row, failed)
    }),
  )
  await markBuckets(ground, bucketsOf(rows))
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
    await markCustomer(ground.db, customer, ground.clock.due())
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

async function settle(ground: Ground, row: DeliveryRow, told: StripeReading): Promise<void> {
  const ignored = told.reading.kind === "ignored"
  await saveDeliveryState(ground.db, {
    ...waitingDelivery(row),
    status: ignored ? "ignored" : "applied",
    reason: told.reading.kind === "ignored" ? told.reading.reason : null,
    livemode: told.livemode,
    objectId: told.objectId,
    customerId: told.customerId,
    attempts: row.attempts + 1,
    occurredAt: told.createdAt,
    appliedAt: ground.clock.machine(),
  })
  await settleDelivery(ground.db, { pk: row.pk, sk: row.sk }, row.attempts + 1)
}

async function putOff(ground: Ground, row: DeliveryRow, failure: string): Promise<void> {
  const state: Delivery = { ...waitingDelivery(row), attempts: row.attempts + 1, reason: failure.slice(0, 300) }
  if (row.attempts + 1 >= ATTEMPTS_MAX) {
    state.status = "parked"
    logger.error("delivery parked", { deliveryId: row.deliveryId, failure })
  } else state.status = "received"
  await saveDeliveryState(ground.db, state)
  await putOffDelivery(ground.db, row, failure, ground.clock.due())
}
