import { expect, test } from "vitest"
import { receive, receiveFromBus } from "../../functions/ingest/stripe.ts"
import { type DeliveryRow, deliveryKey, unpackBody } from "../../functions/table/delivery.ts"
import { chargeObject, PAID_AT } from "../support/payment-object.ts"
import { type Told, told } from "../support/stripe-object.ts"
import { tableModel } from "../sim/model.ts"

const AT = "2026-03-20T14:02:00.000Z"
const ON_BUS = { account: "123456789012", source: "aws.partner/stripe.com/ed_1" }
const nobody = async () => expect.unreachable()

function inbox() {
  const { db, rows } = tableModel()
  return {
    byWebhook: (event: unknown) => receive(db, nobody, Buffer.from(JSON.stringify(event)), AT),
    byBus: (detail: unknown) => receiveFromBus(db, { ...ON_BUS, detail }, nobody),
    held: async (id: string) => (await db.get(deliveryKey("stripe", id))) as DeliveryRow | undefined,
    count: () => rows().filter(({ kind }) => kind === "delivery").length,
  }
}
const event = told("charge.succeeded", PAID_AT, chargeObject(), { id: "evt_1" })
/** The same with every object's fields the other way round. */
const turned = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(turned)
    : typeof value === "object" && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([field, inside]) => [field, turned(inside)]),
        )
      : value

test("a delivery that comes by both doors is kept once, whichever is first and in whatever order its fields stand", async () => {
  const first = inbox()
  expect([await first.byWebhook(event), await first.byBus(turned(event))]).toEqual(["kept", "duplicate"])
  expect((await first.held("evt_1"))?.bus).toBeUndefined()
  const other = inbox()
  expect([await other.byBus(event), await other.byWebhook(turned(event)), await other.byBus(event)]).toEqual([
    "kept",
    "duplicate",
    "duplicate",
  ])
  expect(await other.held("evt_1")).toMatchObject({ type: "charge.succeeded", bus: ON_BUS })
  expect([first.count(), other.count()]).toEqual([1, 1])
})

test("what the bus brings is kept as it was told, whatever it is", async () => {
  const it = inbox()
  await it.byBus(event)
  expect(JSON.parse(Buffer.from(unpackBody((await it.held("evt_1"))!.packed!)).toString("utf8"))).toEqual(event)
  const odd: unknown[] = [{}, { id: 7 }, { id: "../x", type: 3 }, [], "text", null, { object: "v2.core.event" } as Told]
  for (const detail of odd) expect(await it.byBus(detail), JSON.stringify(detail)).toBe("kept")
  expect(await it.byBus({ ...event, data: { object: chargeObject({ amount: 1 }) } })).toBe("kept")
  expect(it.count()).toBe(2 + odd.length)
})
