import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { ADMIN, startConsole, type TestConsole } from "../support/console.ts"
import { signedHeaders, stripeEvent, subscriptionObject } from "../support/stripe.ts"

let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: "2026-11-20T14:02:00.000Z" })
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const overview = async (query = "") => (await river.call("GET", `/api/overview${query}`, { as: ADMIN })).body
const monthly = (id: string, at: string, cents: number, more: object = {}) =>
  subscriptionObject({ id: `sub_${id}`, customer: `cus_flow_${id}`, startedAt: at, items: [{ cents }], ...more })

test("an empty console says honest zeros and nothing else", async () => {
  expect(await overview()).toMatchObject({
    mrrCents: 0,
    totalSubscribers: 0,
    churnRate: null,
    arpuCents: null,
    currency: "usd",
    historyBegins: { revenue: null },
  })
})

test("deliveries become MRR, movements and figures at once, in any order", async () => {
  const ended = "2026-11-10T08:00:00Z"
  const events = [
    stripeEvent(
      "customer.subscription.deleted",
      ended,
      monthly("b", "2026-09-01T08:00:00Z", 5000, { status: "canceled", endedAt: ended }),
    ),
    stripeEvent("customer.subscription.created", "2026-09-01T08:00:00Z", monthly("b", "2026-09-01T08:00:00Z", 5000)),
    stripeEvent("customer.subscription.updated", "2026-11-20T13:58:00Z", monthly("a", "2026-10-02T08:00:00Z", 9000), {
      items: {},
    }),
    stripeEvent("customer.subscription.created", "2026-10-02T08:00:00Z", monthly("a", "2026-10-02T08:00:00Z", 6900)),
    stripeEvent("customer.subscription.created", "2026-11-03T08:00:00Z", monthly("c", "2026-11-03T08:00:00Z", 2900)),
  ]
  for (const event of events)
    expect(await river.stripe(event)).toMatchObject({ status: 200, body: { outcome: "kept" } })
  await river.settled()
  const right = {
    mrrCents: 11_900,
    totalSubscribers: 2,
    newSubscribersThisMonth: 1,
    churnRate: 1 / 2,
    arpuCents: 5950,
    changes: { mrr: { before: 11_900, difference: 0 }, totalSubscribers: { before: 2, difference: 0 } },
    month: {
      startCents: 11_900,
      newCents: 2900,
      expansionCents: 2100,
      churnCents: 5000,
      contractionCents: 0,
      reactivationCents: 0,
      fxCents: 0,
      endCents: 11_900,
    },
  }
  const told = await overview()
  expect(told).toMatchObject(right)
  expect(told.series.movements.find(({ day }: { day: string }) => day === "2026-11-20")).toMatchObject({
    expansionCents: 2100,
  })
  expect(told.recentMovements[0]).toMatchObject({ customerId: "cus_flow_a", kind: "expansion", deltaCents: 2100 })
  for (const event of events)
    expect(await river.stripe(event)).toMatchObject({ status: 200, body: { outcome: "duplicate" } })
  await river.settled()
  expect(await overview()).toMatchObject(right)
  await river.advance(120_000)
  expect(await overview()).toMatchObject(right)
  expect(await overview("?asOf=2026-11-05")).toMatchObject({ mrrCents: 5000 + 6900 + 2900, day: "2026-11-05" })
})

test("the page of movements tells the same month, the rows it is made of, and who of each month is still there", async () => {
  const { body } = await river.call("GET", "/api/movements?months=3", { as: ADMIN })
  expect(body.months[0]).toMatchObject({ month: "2026-11", over: false, statement: (await overview()).month })
  expect(body.months[0]).toMatchObject({
    grossChurnRate: 5000 / 11_900,
    quickRatio: 1,
    subscribers: { atStart: 2, lost: 1, atEnd: 2 },
  })
  expect(body.cohorts).toEqual([
    { month: "2026-11", size: 1, cells: [{ subscribers: 1, mrrCents: 2900 }] },
    { month: "2026-10", size: 1, cells: [6900, 9000].map((mrrCents) => ({ subscribers: 1, mrrCents })) },
    { month: "2026-09", size: 1, cells: [1, 1, 0].map((left) => ({ subscribers: left, mrrCents: 5000 * left })) },
  ])
  const past = (await river.call("GET", "/api/movements?months=1&asOf=2026-10-31", { as: ADMIN })).body
  expect(past.months).toMatchObject([{ month: "2026-10", over: true, statement: { newCents: 6900, endCents: 11_900 } }])
  const rows = async (query: string) => (await river.call("GET", `/api/movements/rows?${query}`, { as: ADMIN })).body
  const first = await rows("month=2026-11&limit=2")
  const rest = await rows(`month=2026-11&limit=2&cursor=${encodeURIComponent(first.nextCursor)}`)
  const kinds = [...first.items, ...rest.items].map(({ kind, deltaCents }) => `${kind} ${deltaCents}`)
  expect([kinds, rest.nextCursor]).toEqual([["expansion 2100", "churn -5000", "new 2900"], null])
  expect((await rows(`month=2026-10&limit=2&cursor=${encodeURIComponent(first.nextCursor)}`)).status).toBe(400)
})

test("livemode false never enters live totals", async () => {
  const before = await overview()
  await river.stripe({
    ...stripeEvent("customer.subscription.created", "2026-11-04T08:00:00Z", monthly("t", "2026-11-04T08:00:00Z", 100)),
    livemode: false,
  })
  await river.settled()
  expect((await overview()).mrrCents).toBe(before.mrrCents)
  expect((await overview("?mode=test")).mrrCents).toBe(100)
})

test("a signature that is broken, stale, early, foreign, truncated or missing is refused, and nothing is kept", async () => {
  const raw = JSON.stringify(
    stripeEvent("customer.created", "2026-11-20T00:00:00Z", { id: "cus_forged", object: "customer" }, {}, "evt_forged"),
  )
  const now = Math.floor(Date.now() / 1000)
  const good = signedHeaders(raw)["stripe-signature"]!
  const forged: Record<string, Record<string, string>> = {
    missing: {},
    broken: { "stripe-signature": good.replace(/.$/, (last) => (last === "0" ? "1" : "0")) },
    truncated: { "stripe-signature": good.slice(0, -10) },
    stale: signedHeaders(raw, { atSeconds: now - 301 }),
    early: signedHeaders(raw, { atSeconds: now + 302 }),
    foreign: signedHeaders(raw, { secret: "whsec_other" }),
    "of another body": signedHeaders(`${raw} `),
    garbage: { "stripe-signature": "t=x,v1=" },
  }
  for (const [why, headers] of Object.entries(forged)) {
    const answer = await fetch(`${river.url}/webhooks/stripe`, { method: "POST", body: raw, headers })
    expect(answer.status, why).toBe(400)
    expect(await answer.json()).toMatchObject({ status: 400, code: "invalid", where: "Stripe-Signature" })
  }
  await river.settled()
  expect((await river.call("GET", "/api/webhooks/stripe/evt_forged", { as: ADMIN })).status).toBe(404)
})

const PAYLOADS = "../shared/payloads/stripe/events"
test.skipIf(!existsSync(PAYLOADS))(
  `every recorded delivery is answered, applied or ignored with a reason (skipped: no ../shared/payloads)`,
  async () => {
    const files = readdirSync(PAYLOADS, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
    const bodies = files.map((file) => readFileSync(join(file.parentPath, file.name), "utf8"))
    const counts = async () => (await river.call("GET", "/api/webhooks", { as: ADMIN })).body.counts
    const before = await counts()
    for (const body of bodies) expect((await river.stripe(body)).body).toEqual({ outcome: "kept" })
    await river.settled()
    const after = await counts()
    expect(after.applied + after.ignored - before.applied - before.ignored).toBe(bodies.length)
    expect(after).toMatchObject({ parked: 0, received: 0 })
    const ignored = (await river.call("GET", "/api/webhooks?status=ignored&limit=200", { as: ADMIN })).body.items
    for (const { reason } of ignored) expect(reason).toMatch(/\w+ \w+/)
    const figures = await overview("?mode=test")
    for (const body of bodies) expect((await river.stripe(body)).body).toEqual({ outcome: "duplicate" })
    await river.settled()
    expect(await counts()).toEqual(after)
    // When cubes were folded is no figure.
    const still = { version: 0, cubes: {} }
    expect({ ...(await overview("?mode=test")), ...still }).toEqual({ ...figures, ...still })
  },
)

test("a delivery can be read and replayed; the replay is audited and changes nothing", async () => {
  const { items } = (await river.call("GET", "/api/webhooks?search=cus_flow_c", { as: ADMIN })).body
  const { deliveryId } = items[0]
  const before = await overview()
  expect((await river.call("GET", `/api/webhooks/stripe/${deliveryId}`, { as: ADMIN })).body.payload).toContain(
    "cus_flow_c",
  )
  expect(
    await river.call("POST", `/api/webhooks/stripe/${deliveryId}/replay`, { as: "viewer@demo.test", body: {} }),
  ).toMatchObject({ status: 403 })
  expect(await river.call("POST", `/api/webhooks/stripe/${deliveryId}/replay`, { as: ADMIN, body: {} })).toMatchObject({
    status: 202,
  })
  await river.settled()
  const delivery = (await river.call("GET", `/api/webhooks/stripe/${deliveryId}`, { as: ADMIN })).body
  expect(delivery).toMatchObject({ status: "applied" })
  expect(delivery.appliedAt > items[0].appliedAt).toBe(true)
  expect({ ...(await overview()), version: 0, asOf: "", cubes: {} }).toEqual({
    ...before,
    version: 0,
    asOf: "",
    cubes: {},
  })
  const audit = (await river.call("GET", "/api/audit?action=webhook.replayed", { as: ADMIN })).body
  expect(audit.items[0]).toMatchObject({ target: { id: deliveryId }, actor: { label: "Ines Okafor" } })
  expect((await river.call("GET", "/api/audit/verify", { as: ADMIN })).body).toMatchObject({
    verdict: "ok",
    entries: 1,
  })
})
