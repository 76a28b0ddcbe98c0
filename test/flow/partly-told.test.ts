import { afterAll, beforeAll, expect, test } from "vitest"
import { ADMIN, startConsole, type TestConsole } from "../support/console.ts"
import { discountObject, itemObject, priceObject, subscribed, type Told, told, unix } from "../support/stripe-object.ts"

let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: "2026-03-20T14:02:00.000Z" })
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const BEGAN = unix("2026-03-01")
const known = async (...objects: Told[]) =>
  expect((await river.call("POST", "/_local/stripe", { body: { objects } })).body).toEqual({ kept: objects.length })
const mrrCents = async (): Promise<number> => (await river.call("GET", "/api/overview", { as: ADMIN })).body.mrrCents

test("a subscription of which deliveries tell ten items and a discount's id counts all of them, once Stripe is asked", async () => {
  const items = Array.from({ length: 120 }, (_, nth) =>
    itemObject(priceObject({ name: `Part ${nth}`, cents: 100 }), 1, { subscription: "sub_1", created: BEGAN + nth }),
  )
  const inPart = {
    ...subscribed({ created: BEGAN }),
    discounts: ["di_1"],
    items: { object: "list", data: items.slice(0, 10), has_more: true },
  }
  for (let at = 0; at < items.length; at += 40) await known(...items.slice(at, at + 40))
  await known(inPart, discountObject({ percent: 50 }, "forever", { start: BEGAN, id: "di_1" }))
  expect((await river.stripe(told("customer.subscription.created", BEGAN, inPart))).status).toBe(200)
  await river.settled()
  await expect
    .poll(
      async () => {
        await river.settled()
        return mrrCents()
      },
      { timeout: 20_000 },
    )
    .toBe(6_000)
})

test("a comparison with Stripe looks at all of it too, and finds nothing that differs", async () => {
  const { body } = await river.call("POST", "/api/reconciliations", {
    as: ADMIN,
    body: {},
    headers: { "idempotency-key": "of-the-whole" },
  })
  const read = async () =>
    (await river.call("GET", `/api/reconciliations/${body.reconciliationId}`, { as: ADMIN })).body
  await expect.poll(async () => (await read()).status, { timeout: 20_000 }).toBe("complete")
  expect((await read()).counts).toMatchObject([{ object: "subscription", listed: 1, same: 1 }])
})
