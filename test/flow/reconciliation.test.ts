import { afterAll, beforeAll, expect, test } from "vitest"
import type { Reconciliation } from "#shared/contract/reconciliation.ts"
import { ADMIN, startConsole, type TestConsole } from "../support/console.ts"
import { balanceObject, chargeObject, PAID_AT, refundObject } from "../support/payment-object.ts"
import { customerObject, invoiceObject, subscribed, type Told, told, unix } from "../support/stripe-object.ts"

let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: "2026-03-20T01:02:00.000Z" })
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const BEGAN = unix("2026-01-01")
/** Puts into the sandbox what Stripe knows. */
const known = async (...objects: Told[]) =>
  expect((await river.call("POST", "/_local/stripe", { body: { objects } })).body).toEqual({ kept: objects.length })
const runs = async (): Promise<Reconciliation[]> =>
  (await river.call("GET", "/api/reconciliations", { as: ADMIN })).body.items
const start = (key: string, body: object = {}) =>
  river.call("POST", "/api/reconciliations", { as: ADMIN, body, headers: { "idempotency-key": key } })
const ended = async (id: string): Promise<Reconciliation & { samples: { objectId: string; outcome: string }[] }> => {
  const read = async () => (await river.call("GET", `/api/reconciliations/${id}`, { as: ADMIN })).body
  await expect.poll(async () => (await read()).endedAt, { timeout: 30_000 }).not.toBeNull()
  await river.settled()
  return read()
}

test("what webhooks lost is found, repaired, and stands on every page", async () => {
  await known(
    customerObject({ created: BEGAN, metadata: { organizationId: "org_1" } }),
    subscribed({ id: "sub_1", created: BEGAN }),
    subscribed({ id: "sub_2", created: BEGAN + 1, cancel_at_period_end: true }),
    invoiceObject({ id: "in_1", created: PAID_AT }),
    chargeObject({ amount_refunded: 4_000 }),
    balanceObject("txn_charge", 10_000, 320),
    refundObject(),
    balanceObject("txn_refund", -4_000, 0, { source: "re_1" }),
    { ...subscribed({ id: "sub_test", customer: "cus_test" }), livemode: false },
  )
  expect(
    (await river.stripe(told("customer.subscription.created", BEGAN + 1, subscribed({ id: "sub_2" })))).status,
  ).toBe(200)
  await river.settled()

  const asked = await start("first-of-all")
  expect(asked).toMatchObject({ status: 202, body: { status: "requested", reach: "35days", trigger: "person" } })
  const { reconciliationId } = asked.body
  const report = await ended(reconciliationId)
  expect(report).toMatchObject({ status: "complete", ending: "complete", requestedBy: "Ines Okafor" })
  expect(
    report.counts.map(({ mode, object, listed, missing, different, repaired }) => [
      mode,
      object,
      listed,
      missing,
      different,
      repaired,
    ]),
  ).toEqual([
    ["live", "customer", 1, 1, 0, 1],
    ["live", "subscription", 2, 1, 1, 2],
    ["live", "invoice", 1, 1, 0, 1],
    ["live", "charge", 1, 1, 0, 1],
    ["live", "refund", 1, 1, 0, 1],
    ["test", "subscription", 1, 1, 0, 1],
  ])
  expect(report.amounts.find(({ of }) => of === "net")).toMatchObject({
    stripeCents: 5_680,
    beforeCents: 0,
    afterCents: 5_680,
  })
  const { items } = (await river.call("GET", "/api/transactions", { as: ADMIN })).body
  expect(items).toMatchObject([
    { chargeId: "ch_1", organizationId: "org_1", pending: [], settled: [{ feeCents: 320, netCents: 5_680 }] },
  ])
  const overview = (await river.call("GET", "/api/overview?days=90", { as: ADMIN })).body
  expect(JSON.stringify(overview)).toContain('"totalSubscribers"')
  expect((await start("first-of-all")).body).toMatchObject({ reconciliationId, status: "complete" })
  expect((await start("first-of-all", { reach: "1year" })).status).toBe(409)
  expect((await start("second-one", { reach: "eternity" })).status).toBe(400)
  const audit = (await river.call("GET", "/api/audit", { as: ADMIN })).body
  expect(audit.items).toMatchObject([{ action: "reconciliation.started", after: { reach: "35days" } }])
})

test("of two that are started at once one is refused, and named", async () => {
  const answers = await Promise.all([start("one-of-two", { reach: "everything" }), start("two-of-two")])
  const taken = answers.filter(({ status }) => status === 202)
  const refused = answers.filter(({ status }) => status === 409)
  if (refused.length > 0) expect(refused[0]!.body.detail).toContain(taken[0]!.body.reconciliationId)
  for (const { body } of taken) {
    const report = await ended(body.reconciliationId)
    expect(report.counts.every(({ listed, same }) => listed === same)).toBe(true)
    expect(report.samples).toEqual([])
  }
})

test("a list of several pages is looked at to its end", async () => {
  const many = Array.from({ length: 201 }, (_, nth) => subscribed({ id: `sub_of_${nth}`, created: BEGAN + 9 + nth }))
  for (let at = 0; at < many.length; at += 40) await known(...many.slice(at, at + 40))
  const { reconciliationId } = (await start("of-many-pages")).body
  const report = await ended(reconciliationId)
  expect(report.counts.find(({ mode, object }) => mode === "live" && object === "subscription")).toMatchObject({
    ...{ listed: 203, same: 2, missing: 201, repaired: 201 },
  })
  const { totals } = (await river.call("GET", "/api/subscriptions?limit=1", { as: ADMIN })).body
  expect(totals).toMatchObject({ count: 203 })
})

test("each night a comparison is made by itself, and once", async () => {
  const before = (await runs()).length
  await river.advance(2 * 3_600_000)
  await expect.poll(async () => (await runs()).length, { timeout: 30_000 }).toBe(before + 1)
  const [night] = await runs()
  expect(night).toMatchObject({ reconciliationId: "2026-03-20T02:30:00.000Z", trigger: "night", reach: "35days" })
  expect(await ended(night!.reconciliationId)).toMatchObject({ status: "complete" })
})

test("a viewer reads it without names, and may not start one", async () => {
  const [first] = (await runs()).slice(-1)
  const read = await river.call("GET", `/api/reconciliations/${first!.reconciliationId}`, { as: "viewer@demo.test" })
  expect(read.body).toMatchObject({ masked: true })
  expect(JSON.stringify(read.body.samples)).not.toContain("ada@example.org")
  const refused = await river.call("POST", "/api/reconciliations", {
    as: "viewer@demo.test",
    body: {},
    headers: { "idempotency-key": "of-a-viewer" },
  })
  expect(refused.status).toBe(403)
})
