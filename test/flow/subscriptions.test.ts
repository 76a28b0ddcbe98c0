import { afterAll, beforeAll, expect, test } from "vitest"
import type { Subscription, SubscriptionDetail } from "#shared/contract/subscriptions.ts"
import { ADMIN, startConsole, type TestConsole } from "../support/console.ts"
import { exported } from "../support/exported.ts"
import { chargeObject } from "../support/payment-object.ts"
import {
  customerObject,
  invoiceObject,
  itemObject,
  priceObject,
  subscribed,
  type Told,
  told,
  unix,
} from "../support/stripe-object.ts"

const [SUPPORT, VIEWER] = ["support@demo.test", "viewer@demo.test"]
const NOW = "2026-03-20T14:02:00.000Z"
const BEGAN = unix("2026-01-01")

let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: NOW })
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const item = (price: Told, quantity = 1) => ({
  ...itemObject(price, quantity),
  current_period_end: unix("2026-04-01"),
})
const MONTHLY = priceObject()
const YEARLY = priceObject({ id: "price_y", cents: 49_000, interval: "year" })
const [ONE, OTHER, TRIED] = [
  subscribed({ items: [item(MONTHLY, 2)] }),
  subscribed({ id: "sub_2", customer: "cus_2", items: [item(YEARLY)] }),
  subscribed({ id: "sub_t", customer: "cus_t", livemode: false }),
]
const OPEN = invoiceObject({
  status: "open",
  ...{ amount_due: 9_800, amount_paid: 0, amount_remaining: 9_800, attempt_count: 1 },
  next_payment_attempt: unix("2026-03-22"),
})
const DECLINED = chargeObject({
  status: "failed",
  failure_code: "expired_card",
  failure_message: "Your card has expired.",
})

/** Tells the console, and teaches the sandbox, of objects. */
async function happened(...events: Told[]) {
  const objects = events.map(({ data }) => (data as { object: Told }).object)
  await river.call("POST", "/_local/stripe", { body: { objects } })
  for (const event of events) expect((await river.stripe(event)).status).toBe(200)
  await river.settled()
}
const list = async (query = "", as = ADMIN) => (await river.call("GET", `/api/subscriptions${query}`, { as })).body
const rows = async (query = "", as = ADMIN): Promise<Subscription[]> => (await list(query, as)).items
const one = async (id = "sub_1", as = ADMIN): Promise<SubscriptionDetail> =>
  (await river.call("GET", `/api/subscriptions/live/${id}`, { as })).body
const command = (
  what: string,
  body: object = {},
  { id = "sub_1", as = ADMIN, key = crypto.randomUUID() as string } = {},
) => river.call("POST", `/api/subscriptions/live/${id}/${what}`, { as, body, headers: { "idempotency-key": key } })
const retry = (invoiceId: string) =>
  river.call("POST", `/api/failed-payments/live/${invoiceId}/retry`, {
    as: ADMIN,
    body: {},
    headers: { "idempotency-key": crypto.randomUUID() },
  })
/** Waits until no command waits any more. */
const ended = (id = "sub_1") =>
  expect
    .poll(async () => (await one(id)).commands.filter(({ state }) => state === "waiting"), { timeout: 20_000 })
    .toEqual([])

test("without a subscription there is an empty list", async () => {
  expect(await list()).toMatchObject({ items: [], nextCursor: null, totals: { count: 0, mrr: [] }, plans: [] })
  expect((await river.call("GET", "/api/subscriptions/live/sub_none", { as: ADMIN })).status).toBe(404)
})

test("what Stripe tells is listed with its MRR, and adds up to what the overview says", async () => {
  await happened(
    told("customer.created", BEGAN, customerObject()),
    told("customer.created", BEGAN, customerObject({ id: "cus_2", name: "Bo", email: null, metadata: {} })),
    told("customer.subscription.created", BEGAN, ONE),
    told("customer.subscription.created", BEGAN, OTHER),
    told("customer.subscription.created", BEGAN, TRIED, { livemode: false }),
    told("price.created", BEGAN, MONTHLY),
    told("price.created", BEGAN, YEARLY),
  )
  expect(await rows()).toMatchObject([
    { subscriptionId: "sub_1", name: "Ada & Co", organizationId: "org_1", mrrCents: 9_800, seats: 2, plans: ["Pro"] },
    { subscriptionId: "sub_2", name: "Bo", mrrCents: 4_083, cadence: { interval: "year", count: 1 } },
  ])
  expect(await rows("?mode=test")).toMatchObject([{ subscriptionId: "sub_t", mode: "test" }])
  expect((await list()).totals).toMatchObject({
    count: 2,
    mrr: [{ currency: "usd", cents: 13_883 }],
    converted: { currency: "usd", mrrCents: 13_883 },
  })
  const overview = (await river.call("GET", "/api/overview", { as: ADMIN })).body
  expect(JSON.stringify(overview)).toContain("13883")
  const first = await list("?limit=1&sort=customer&order=asc")
  const cursor = encodeURIComponent(first.nextCursor)
  expect(await rows(`?limit=1&sort=customer&order=asc&cursor=${cursor}`)).toMatchObject([{ name: "Bo" }])
  expect((await river.call("GET", `/api/subscriptions?limit=1&cursor=${cursor}`, { as: ADMIN })).status).toBe(400)
})

test("a cancellation goes to Stripe once, is audited before and after, and shows by itself", async () => {
  const key = "cancel-the-first"
  const asked = await command("cancel", {}, { key })
  expect(asked.status).toBe(202)
  expect((await command("cancel", {}, { key })).body).toEqual(asked.body)
  await ended()
  await river.settled()
  expect((await command("cancel", {}, { key })).body).toEqual(asked.body)
  expect(await one()).toMatchObject({
    mrrCents: 9_800,
    renewsAt: null,
    cancellation: { askedAt: NOW, endsAt: "2026-04-01T00:00:00.000Z" },
    commands: [{ commandId: asked.body.commandId, action: "cancel", state: "done", attempts: 1, failure: null }],
  })
  expect(await rows("?concern=cancelling")).toMatchObject([{ subscriptionId: "sub_1", isWaiting: false }])
  const again = await command("cancel")
  expect([again.status, again.body.detail]).toEqual([409, "This subscription ends with its period already"])
  const audit = (await river.call("GET", "/api/audit?search=sub_1", { as: ADMIN })).body.items
  expect(audit.map(({ action, actor }: { action: string; actor: { role: string } }) => [action, actor.role])).toEqual([
    ["subscription.cancel.done", "console"],
    ["subscription.cancel.asked", "staff admin"],
  ])
  // Stripe's own webhook is the same news again.
  await expect
    .poll(async () => (await one()).news.filter(({ deliveryId }) => deliveryId !== null).length, { timeout: 10_000 })
    .toBe(2)
  expect((await one()).news.filter(({ changes }) => changes.includes("ends on 2026-04-01"))).toHaveLength(1)
})

test("what ends with its period goes on after all", async () => {
  expect((await command("resume")).status).toBe(202)
  await ended()
  await expect.poll(async () => (await one()).cancellation, { timeout: 10_000 }).toBeNull()
  expect((await command("resume")).body.detail).toBe("No end is asked for")
})

test("an item gets a price that is known, and MRR is what was said before", async () => {
  const { items, choices } = await one()
  expect(choices).toMatchObject([{ priceId: "price_y", mrrCents: 8_167 }])
  const { itemId } = items[0]!
  const odd = await command("plan", { itemId, priceId: "price_none" })
  expect([odd.status, odd.body.where]).toEqual([422, "priceId"])
  expect((await command("plan", { itemId, priceId: "price_y", proration: "none" })).status).toBe(202)
  await ended()
  await expect.poll(async () => (await one()).mrrCents, { timeout: 10_000 }).toBe(8_167)
  expect((await one()).commands[0]).toMatchObject({
    action: "changePlan",
    asks: { mrrCents: 9_800, mrrCentsAfter: 8_167, proration: "none" },
  })
})

test("a payment that failed is tried again, and says in Stripe's words that it failed again", async () => {
  const payment = { id: "inpay_1", object: "invoice_payment", invoice: "in_1", payment: { payment_intent: "pi_1" } }
  await river.call("POST", "/_local/stripe", { body: { objects: [payment] } })
  await happened(
    told("charge.failed", unix("2026-03-19"), DECLINED),
    told("invoice.payment_failed", unix("2026-03-19"), OPEN),
  )
  expect((await rows("?concern=failing"))[0]).toMatchObject({
    failing: { invoiceId: "in_1", dueCents: 9_800, attempts: 1, nextAttemptAt: "2026-03-22T00:00:00.000Z" },
  })
  const failed = (await river.call("GET", "/api/failed-payments", { as: ADMIN })).body
  expect(failed).toMatchObject({
    items: [
      {
        ...{ invoiceId: "in_1", subscriptionId: "sub_1", organizationId: "org_1", dueCents: 9_800, isWaiting: false },
        lastTry: { chargeId: "ch_1", method: "visa 4242", code: "expired_card", message: "Your card has expired." },
        isAsked: false,
      },
    ],
    total: 1,
    due: [{ currency: "usd", cents: 9_800 }],
  })
  expect((await river.call("GET", "/api/failed-payments?mode=test", { as: ADMIN })).body.items).toEqual([])
  expect(await exported(river, ADMIN, { list: "failed-payments", filter: { mode: "live" } })).toMatchObject([
    { invoice_id: "in_1", due: "98.00", currency: "usd", attempts: "1", method: "visa 4242", code: "expired_card" },
  ])
  expect(await exported(river, ADMIN, { list: "failed-payments", filter: { mode: "test" } })).toEqual([])
  expect((await retry("in_other")).status).toBe(404)
  expect((await retry("in_1")).status).toBe(202)
  await ended()
  expect((await one()).commands[0]).toMatchObject({
    action: "pay",
    asks: { invoiceId: "in_1", dueCents: 9_800 },
    state: "failed",
    failure: { code: "expired_card", message: "Your card has expired." },
  })
  // Stripe counts its own tries alone.
  expect((await one()).failing).toMatchObject({ attempts: 1 })
})

test("once the card has money the invoice is paid, and the command stays in the record", async () => {
  const short = { ...DECLINED, id: "ch_2", created: unix("2026-03-21"), failure_code: "insufficient_funds" }
  await river.call("POST", "/_local/stripe", { body: { objects: [short] } })
  expect((await retry("in_1")).status).toBe(202)
  await ended()
  await expect.poll(async () => (await one()).failing, { timeout: 10_000 }).toBeNull()
  expect((await river.call("GET", "/api/failed-payments", { as: ADMIN })).body.items).toEqual([])
  expect((await one()).commands.slice(0, 2)).toMatchObject([
    { action: "pay", state: "done", failure: null },
    { action: "pay", state: "failed" },
  ])
})

test("only an admin who has just signed in gives commands; a viewer reads no names", async () => {
  expect((await command("cancel", {}, { as: SUPPORT! })).status).toBe(403)
  const stale = await river.token(ADMIN, { stale: true })
  const answer = await fetch(`${river.url}/api/subscriptions/live/sub_1/cancel`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${stale}`,
      "content-type": "application/json",
      "idempotency-key": crypto.randomUUID(),
    },
    body: "{}",
  })
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, "staleSignIn"])
  expect((await one("sub_1", VIEWER!)).commands.filter(({ state }) => state === "waiting")).toEqual([])
  expect(await one("sub_1", VIEWER!)).toMatchObject({ name: "A…", email: "a…@example.org", masked: true })
  expect(await rows("?search=ada%20%26", VIEWER!)).toEqual([])
})
