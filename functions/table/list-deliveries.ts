import { deliveriesCube } from "#shared/account/deliveries-cube.ts"
import { isWithin, type TimeFilter } from "#shared/contract/time-filter.ts"
import type { Delivery, DeliveryFilter } from "#shared/contract/webhooks.ts"
import { addDays, type Day, dayOf, instant, msOf, startOfDay } from "#shared/time.ts"
import { cubesBetween, cubesByStart, type ReadGround } from "./cubes.ts"
import { ATTEMPTS_MAX, BODY_LIFE_DAYS, type DeliveryRow, isDeliveryKey } from "./delivery.ts"
import { type DeliveryStateRow, deliveriesOn } from "./delivery-state.ts"
import { type FeedPlace, walkBack, type Walked } from "./walk-back.ts"
import { dueWork } from "./work.ts"

const ROWS_A_LOOK = 200
const ROWS_MAX = 3_000

const SERIES = { scope: "stripe", zone: "UTC" }

/** The days of a time that have deliveries, newest first, and how many stand at each status. Looks back 90 days. */
export async function deliveriesWithin(ground: ReadGround, { from, to }: TimeFilter) {
  const today = dayOf(ground.clock.machine())
  const first = startOfDay(addDays(today, -BODY_LIFE_DAYS))
  const end = startOfDay(addDays(today, 1))
  const [begins, ends] = [from && from > first ? from : first, to && to < end ? to : end]
  if (begins >= ends) return { days: [], statuses: {} }
  const lastDay = dayOf(instant(msOf(ends) - 1))
  const [dayFrom, dayTo] = [startOfDay(dayOf(begins)), startOfDay(addDays(lastDay, 1))]
  const byDay = await cubesByStart(ground, deliveriesCube, SERIES, "day", dayFrom, dayTo)
  const isWhole = begins === dayFrom && ends === dayTo
  const pieces = isWhole ? [...byDay.values()] : await cubesBetween(ground, deliveriesCube, SERIES, begins, ends)
  const days = [...byDay].filter(([, { statuses }]) => Object.keys(statuses).length > 0).map(([day]) => day)
  return { days: days.sort().reverse(), statuses: deliveriesCube.merge(pieces).statuses }
}

/** What is asked of the inbox: which days are looked at, how many rows a page has, where it goes on. */
export interface DeliveriesAsked {
  filter: DeliveryFilter
  days: readonly Day[]
  limit: number
  from?: FeedPlace | undefined
}

/** Deliveries that match, newest first; days without any are not looked at, and a rare filter stops after 3,000 rows. */
export async function listDeliveries(
  ground: ReadGround,
  { filter, days, limit, from }: DeliveriesAsked,
): Promise<Walked<Delivery>> {
  const matches = deliveryMatches(filter)
  return walkBack(days, {
    page: (day, before) => deliveriesOn(ground.db, "stripe", day, filter, before, ROWS_A_LOOK),
    match: (row) => (matches(row as DeliveryStateRow) ? deliveryOf(row as DeliveryStateRow) : undefined),
    limit,
    rowsMax: ROWS_MAX,
    from,
  })
}

export const deliveryMatches =
  ({ status, type, search, ...time }: DeliveryFilter) =>
  (delivery: Delivery): boolean => {
    const words = search?.toLowerCase()
    const text = `${delivery.deliveryId} ${delivery.type} ${delivery.objectId ?? ""} ${delivery.customerId ?? ""} ${delivery.reason ?? ""}`
    return (
      (!status || delivery.status === status) &&
      (!type || delivery.type === type) &&
      (!words || text.toLowerCase().includes(words)) &&
      isWithin(time, delivery.receivedAt)
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
