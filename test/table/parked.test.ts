import { expect, test } from "vitest"
import {
  ATTEMPTS_MAX,
  type DeliveryRow,
  deliveryKey,
  dueAgain,
  keepDelivery,
  parkedCount,
  putOffDelivery,
  settleDelivery,
} from "../../functions/table/delivery.ts"
import { tableModel } from "../sim/model.ts"

const NOW = "2026-11-20T14:02:00.000Z"

test("deliveries count as parked from the tenth failure until they are replayed or applied", async () => {
  const { db } = tableModel()
  const rowOf = async (id: string) => (await db.get(deliveryKey("stripe", id))) as DeliveryRow
  for (const deliveryId of ["evt_1", "evt_2", "evt_3"]) {
    await keepDelivery(db, {
      provider: "stripe",
      deliveryId,
      type: "invoice.paid",
      about: deliveryId,
      sizeBytes: 2,
      receivedAt: NOW,
    })
    for (let failure = 1; failure < ATTEMPTS_MAX; failure++)
      await putOffDelivery(db, await rowOf(deliveryId), "broken", NOW)
  }
  expect(await parkedCount(db, 10)).toBe(0)
  for (const id of ["evt_1", "evt_2", "evt_3"]) await putOffDelivery(db, await rowOf(id), "broken", NOW)
  expect([await parkedCount(db, 10), await parkedCount(db, 2)]).toEqual([3, 2])
  await db.write(dueAgain(deliveryKey("stripe", "evt_1"), NOW))
  expect(await parkedCount(db, 10)).toBe(2)
  await settleDelivery(db, deliveryKey("stripe", "evt_2"), 11)
  expect(await parkedCount(db, 10)).toBe(1)
})
