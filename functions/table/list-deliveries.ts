import { deliveriesCube } from "#shared/account/deliveries-cube.ts"
import type { Delivery, DeliveryFilter } from "#shared/contract/webhooks.ts"
import { addDays, dayOf, type Instant, startOfDay } from "#shared/time.ts"
import { cubesByStart, type ReadGround } from "./cubes.ts"
import { ATTEMPTS_MAX, BODY_LIFE_DAYS, type DeliveryRow, isDeliveryKey } from "./delivery.ts"
import { type DeliveryStateRow, deliveriesOn } from "./delivery-state.ts"
import { dueWork } from "./work.ts"

/** Where a list stopped: the day and the position in it. */
export interface FeedPosition {
  day: string
  before?: string
}
export interface FeedPage {
  items: Delivery[]
  next: FeedPosition | undefined
  /** How far back it looked, when it stopped before the page was full. */
  scannedTo: Instant | null
}

const ROWS_A_LOOK = 200
const ROWS_MAX = 3_000

/** How many deliveries each day of the last 90 has, by status and type. */
export const deliveriesByDay = (ground: ReadGround) => {
  const today = dayOf(ground.clock.machine())
  const from = startOfDay(addDays(today, -BODY_LIFE_DAYS))
  return cubesByStart(
    ground,
    deliveriesCube,
    { scope: "stripe", zone: "UTC" },
    "day",
    from,
    startOfDay(addDays(today, 1)),
  )
}

/** Deliveries that match, newest first; days without any are not looked at, and a rare filter stops after 3,000 rows. */
export async function listDeliveries(
  ground: ReadGround,
  days: readonly string[],
  matches: (delivery: Delivery) => boolean,
  limit: number,
  from: FeedPosition | undefined,
): Promise<FeedPage> {
  const items: Delivery[] = []
  let looked = 0
  for (const day of days.filter((one) => !from || one <= from.day)) {
    let before = from?.day === day ? from.before : undefined
    for (;;) {
      const { rows, next } = await deliveriesOn(ground.db, "stripe", day, before, ROWS_A_LOOK)
      for (const row of rows) {
        looked++
        before = row.sk
        if (matches(row as DeliveryStateRow)) items.push(deliveryOf(row as DeliveryStateRow))
        if (items.length === limit) return { items, next: { day, before }, scannedTo: null }
      }
      if (looked >= ROWS_MAX && before) return { items, next: { day, before }, scannedTo: before.slice(0, 24) }
      if (!next) break
    }
  }
  return { items, next: undefined, scannedTo: null }
}

export const deliveryMatches =
  ({ status, type, search }: DeliveryFilter) =>
  (delivery: Delivery): boolean => {
    const words = search?.toLowerCase()
    const text = `${delivery.deliveryId} ${delivery.type} ${delivery.objectId ?? ""} ${delivery.customerId ?? ""} ${delivery.reason ?? ""}`
    return (
      (!status || delivery.status === status) &&
      (!type || delivery.type === type) &&
      (!words || text.toLowerCase().includes(words))
    )
  }

/** A state row without the fields that only the table needs. */
export const deliveryOf = (row: DeliveryStateRow): Delivery => ({
  provider: row.provider,
  deliveryId: row.deliveryId,
  type: row.type,
  status: row.status,
  reason: row.reason,
  livemode: row.livemode,
  objectId: row.objectId,
  customerId: row.customerId,
  attempts: row.attempts,
  sizeBytes: row.sizeBytes,
  receivedAt: row.receivedAt,
  occurredAt: row.occurredAt,
  appliedAt: row.appliedAt,
})

/** Deliveries that are kept but that nobody has looked at yet: they have no state row. */
export async function waitingDeliveries(ground: ReadGround): Promise<Delivery[]> {
  const keys = (await dueWork(ground.db, "9", 200)).filter(isDeliveryKey)
  const rows = (await ground.db.getMany(keys)) as DeliveryRow[]
  return rows.filter((row) => row.gsi2pk && row.attempts === 0 && !row["replayedAt"]).map(waitingDelivery)
}

/** What can be said of a delivery from its kept body's row alone. */
export const waitingDelivery = (row: DeliveryRow): Delivery => ({
  provider: "stripe",
  deliveryId: row.deliveryId,
  type: row.type,
  status: row.attempts >= ATTEMPTS_MAX ? "parked" : "received",
  reason: row.lastFailure ?? null,
  livemode: null,
  objectId: null,
  customerId: null,
  attempts: row.attempts,
  sizeBytes: row.sizeBytes,
  receivedAt: row.receivedAt,
  occurredAt: null,
  appliedAt: null,
})
