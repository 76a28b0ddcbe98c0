import fc from "fast-check"
import { expect, test } from "vitest"
import type { TimeFilter } from "#shared/contract/time-filter.ts"
import type { Delivery } from "#shared/contract/webhooks.ts"
import { DAY_MS, dayOf, HOUR_MS, type Instant, instant, MINUTE_MS, msOf, SECOND_MS } from "#shared/time.ts"
import { audited } from "../../functions/table/audit-entry.ts"
import type { ReadGround } from "../../functions/table/cubes.ts"
import { saveDeliveryState } from "../../functions/table/delivery-state.ts"
import { listAudit } from "../../functions/table/list-audit.ts"
import { listDeliveries } from "../../functions/table/list-deliveries.ts"
import type { FeedPlace } from "../../functions/table/walk-back.ts"
import { tableModel } from "../sim/model.ts"

const NOON_MS = msOf("2026-11-20T12:00:00.000Z")

/** Instants around three midnights, so close that several fall on the same millisecond, and times that begin or end on them. */
const instantBy = (range: number) =>
  fc
    .tuple(fc.integer({ min: -1, max: 1 }), fc.integer({ min: -range, max: range }))
    .map(([day, ms]) => instant(NOON_MS + 12 * HOUR_MS + day * DAY_MS + ms))
const someInstant = instantBy(4)
const timeOf = fc
  .record({ from: fc.option(someInstant), to: fc.option(someInstant) })
  .map(({ from, to }): TimeFilter => {
    const [first, last] = from && to && from > to ? [to, from] : [from, to]
    return { ...(first ? { from: first } : {}), ...(last ? { to: last } : {}) }
  })
const isIn = ({ from, to }: TimeFilter, at: Instant) => (from ?? "") <= at && at < (to ?? "~")

const deliveryAt = (receivedAt: Instant, nth: number): Delivery => ({
  provider: "stripe",
  deliveryId: `evt_${String(nth).padStart(3, "0")}`,
  type: "invoice.paid",
  status: "applied",
  reason: null,
  livemode: true,
  objectId: null,
  customerId: null,
  attempts: 1,
  sizeBytes: 1,
  receivedAt,
  occurredAt: null,
  appliedAt: receivedAt,
})

test("the deliveries of a time are those received in it, newest first, whatever the size of a page", async () => {
  const asked = fc.tuple(fc.array(someInstant, { maxLength: 20 }), timeOf, fc.integer({ min: 1, max: 5 }))
  await fc.assert(
    fc.asyncProperty(asked, async ([received, filter, limit]) => {
      const ground = { db: tableModel().db } as ReadGround
      const deliveries = received.map(deliveryAt)
      for (const delivery of deliveries) await saveDeliveryState(ground.db, delivery)
      const days = [...new Set(received.map((at) => dayOf(at)))].sort().reverse()
      const listed: string[] = []
      let from: FeedPlace | undefined
      do {
        const page = await listDeliveries(ground, { filter, days, limit, from })
        listed.push(...page.items.map((item) => `${item.receivedAt}#${item.deliveryId}`))
        from = page.next
      } while (from)
      const right = deliveries.filter(({ receivedAt }) => isIn(filter, receivedAt))
      expect(listed).toEqual(
        right
          .map((item) => `${item.receivedAt}#${item.deliveryId}`)
          .sort()
          .reverse(),
      )
    }),
  )
})

test("a place that the time has left behind is the end of the list", async () => {
  const ground = { db: tableModel().db } as ReadGround
  for (const nth of [0, 1, 2]) await saveDeliveryState(ground.db, deliveryAt(instant(NOON_MS + nth), nth))
  const days = ["2026-11-20"]
  const { next } = await listDeliveries(ground, { filter: {}, days, limit: 1, from: undefined })
  const later = await listDeliveries(ground, { filter: { from: instant(NOON_MS + 5) }, days, limit: 1, from: next })
  expect(later).toMatchObject({ items: [], next: undefined })
})

const noteAt = (at: Instant) => ({
  scope: "platform",
  at,
  actor: { personId: "per_1", label: "Ines", role: "staff admin" },
  action: "test.done",
  target: { kind: "test", id: "1" },
  before: null,
  after: null,
  requestId: "req",
  address: null,
  agent: null,
})

test("the audit entries of a time are those of commands begun in it, though two at once may be numbered the other way round", async () => {
  const steps = fc.array(
    fc.record({
      laterMs: fc.integer({ min: 0, max: 20 * SECOND_MS }),
      earlierMs: fc.integer({ min: 0, max: 50 * SECOND_MS }),
    }),
    { maxLength: 25 },
  )
  const asked = fc.tuple(steps, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 5 }))
  await fc.assert(
    fc.asyncProperty(asked, async ([told, one, other, limit]) => {
      const { db } = tableModel()
      let ms = NOON_MS
      const times = told.map(({ laterMs, earlierMs }) => instant((ms += laterMs) - earlierMs))
      for (const at of times) await audited(db, noteAt(at), [])
      const edges = [times[one % times.length], times[other % times.length]].sort()
      const filter: TimeFilter = times.length > 0 ? { from: edges[0], to: edges[1] } : {}
      const listed: Instant[] = []
      let before: number | undefined
      do {
        const page = await listAudit(db, filter, limit, before)
        listed.push(...page.items.map(({ at }) => at))
        before = page.beforeSeq
      } while (before !== undefined)
      expect(listed).toEqual(times.filter((at) => isIn(filter, at)).reverse())
    }),
    { numRuns: 50 },
  )
})

test("what an hour of a long trail costs does not grow with the trail", async () => {
  const { db, meter } = tableModel()
  for (let nth = 0; nth < 1_200; nth++) await audited(db, noteAt(instant(NOON_MS + nth * MINUTE_MS)), [])
  const before = meter.readUnits
  const filter = { from: instant(NOON_MS + 300 * MINUTE_MS), to: instant(NOON_MS + 360 * MINUTE_MS) }
  const { items } = await listAudit(db, filter, 100, undefined)
  expect(items).toHaveLength(60)
  expect(meter.readUnits - before).toBeLessThan(30)
})
