import { afterAll, beforeAll, expect, test } from "vitest"
import { ADMIN, startConsole, type TestConsole } from "../support/console.ts"
import { chargeObject, PAID_AT } from "../support/payment-object.ts"
import { type Told, told } from "../support/stripe-object.ts"

let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: "2026-03-20T14:02:00.000Z" })
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const put = (detail: unknown, source = "aws.partner/stripe.com/ed_test") =>
  river.call("POST", "/_local/bus", { body: { source, detailType: "charge.succeeded", detail } })
const deliveries = async () => (await river.call("GET", "/api/webhooks", { as: ADMIN })).body.items
const charged = (id: string): Told =>
  told("charge.succeeded", PAID_AT, chargeObject({ id, payment_intent: `pi_${id}` }), { id: `evt_${id}` })

test("Stripe's own bus is a second door: what comes by it is applied, and by both doors once", async () => {
  await put(charged("ch_0"))
  expect((await put(charged("ch_1"))).body).toMatchObject({ eventId: expect.any(String) })
  expect((await river.stripe(charged("ch_1"))).status).toBe(200)
  expect((await river.stripe(charged("ch_2"))).body).toEqual({ outcome: "kept" })
  await put(charged("ch_2"))
  await river.settled()
  expect((await deliveries()).map(({ deliveryId, status }: Told) => [deliveryId, status]).sort()).toEqual([
    ["evt_ch_0", "applied"],
    ["evt_ch_1", "applied"],
    ["evt_ch_2", "applied"],
  ])
  const { items } = (await river.call("GET", "/api/transactions", { as: ADMIN })).body
  expect(items.map(({ chargeId }: Told) => chargeId).sort()).toEqual(["ch_0", "ch_1", "ch_2"])
})

test("other sources of the bus reach no inbox, and what is none is refused in words", async () => {
  await put(charged("ch_3"), "partner/stripe.com")
  await river.settled()
  expect(await deliveries()).toHaveLength(3)
  expect(await put("text")).toMatchObject({ status: 400, body: { message: "Detail must be an object." } })
})
