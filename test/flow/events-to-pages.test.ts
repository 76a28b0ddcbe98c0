import { gzipSync } from "node:zlib"
import { afterAll, beforeAll, expect, test } from "vitest"
import { ADMIN, cloudEvent, startConsole, type TestConsole } from "../support/console.ts"

const NOW = "2026-11-20T14:02:00.000Z"
let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: NOW })
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const before = (ms: number) => new Date(Date.parse(NOW) - ms).toISOString()
const HOUR = 3_600_000
const overview = async (query = "") => (await river.call("GET", `/api/overview${query}`, { as: ADMIN })).body

test("users, records and activity become today's figures at once and stay the same when they are folded", async () => {
  const events = [
    cloudEvent("user.created", before(HOUR), { id: "u1", email: "u1@x.test" }),
    cloudEvent("user.created", before(2 * HOUR), { id: "u2", createdAt: before(2 * HOUR) }),
    cloudEvent("user.created", before(HOUR), { id: "u3", createdAt: before(30 * HOUR) }),
    cloudEvent("record.created", before(HOUR), { model: "Job", id: "j1" }),
    cloudEvent("record.created", before(24 * HOUR - 1000), { model: "Job", id: "j2" }),
    cloudEvent("record.created", before(24 * HOUR + 1000), { model: "Job", id: "j3" }),
    cloudEvent("record.created", before(HOUR), { model: "Invoice", id: "i1" }),
    cloudEvent("record.created", before(HOUR), { model: "Invoice", id: "i2", stripeId: "in_2" }),
    cloudEvent("activity.recorded", before(HOUR), { org: "org_a", resource: "Job", action: "Create" }),
    cloudEvent("session.updated", before(50 * HOUR), {
      org: "org_b",
      id: "s1",
      status: "completed",
      createdAt: before(51 * HOUR),
      updatedAt: before(50 * HOUR),
    }),
    cloudEvent("usage.recorded", before(3 * HOUR), {
      org: "org_a",
      model: "m",
      inputTokens: 900,
      outputTokens: 100,
      inputCostUsd: "0.000123",
      outputCostUsd: 0.5,
    }),
    cloudEvent("log.written", before(HOUR), { org: "org_c", level: "info", message: "hello" }),
  ]
  expect(await river.events(events)).toMatchObject({ status: 202, body: { accepted: 12, duplicates: 0, rejected: [] } })
  expect(await river.events(events)).toMatchObject({ status: 202, body: { accepted: 0, duplicates: 12 } })
  await river.settled()
  const activity = { signupsToday: 2, activeCompanies: 2, jobsCreated24h: 2, invoicesSent24h: 1 }
  expect((await overview()).activity).toMatchObject(activity)
  await river.advance(60_000)
  const told = await overview()
  expect(told.activity).toMatchObject({ ...activity, jobsCreated24h: 1 })
  expect(told.cubes.signups).toMatchObject({ outdated: false })
  expect(told.platform).toMatchObject({ users: 3, tokens30d: 1000, costMicros30d: 500_123 })
  expect(told.series.signups.slice(-2)).toEqual([
    { day: "2026-11-19", count: 1 },
    { day: "2026-11-20", count: 2 },
  ])
})

test("organizations appear in the directory at once, the newest telling of each field wins", async () => {
  const at = (minutes: number) => before(minutes * 60_000)
  await river.events([
    cloudEvent("organization.updated", at(10), { id: "org_d", plan: "pro" }),
    cloudEvent("organization.created", at(60), {
      id: "org_d",
      name: "Åkerman & Söhne",
      billingEmail: "pay@akerman.test",
      plan: "free",
    }),
    cloudEvent("organization.updated", at(30), { id: "org_d", plan: "enterprise", name: "Åkerman" }),
    cloudEvent("member.added", at(20), { org: "org_stub", user: "u9", role: "owner" }),
  ])
  await river.settled()
  const list = async (query: string, as = ADMIN) =>
    (await river.call("GET", `/api/organizations?${query}`, { as })).body
  expect((await list("search=AKER")).items).toMatchObject([
    { id: "org_d", name: "Åkerman", plan: "pro", status: "active", stub: false, createdAt: at(60) },
  ])
  expect((await list("search=org_stub")).items).toMatchObject([{ id: "org_stub", stub: true }])
  expect((await list("search=pay@", "viewer@demo.test")).total).toBe(0)
  expect((await list("search=aker", "viewer@demo.test")).items).toMatchObject([{ billingEmail: "p…@akerman.test" }])
  await river.advance(2 * 60_000)
  expect((await list("plan=pro")).total).toBe(1)
  const { nextCursor } = await list("sort=name&order=asc&limit=1")
  expect((await list(`sort=name&order=asc&limit=1&cursor=${encodeURIComponent(nextCursor)}`)).items).toHaveLength(1)
  expect(
    await river.call("GET", `/api/organizations?sort=plan&cursor=${encodeURIComponent(nextCursor)}`, { as: ADMIN }),
  ).toMatchObject({ status: 400, body: { where: "cursor" } })
})

test("one bad event in a batch is named and the others are kept", async () => {
  const good = Array.from({ length: 499 }, (_, index) =>
    cloudEvent("user.created", before(HOUR), { id: `many${index}` }),
  )
  const bad = [
    { ...cloudEvent("user.created", before(HOUR), { id: "x" }), specversion: "2.0" },
    cloudEvent("user.exploded", before(HOUR), { id: "x" }),
    cloudEvent("user.created", before(401 * 24 * HOUR), { id: "x" }),
    cloudEvent("user.created", before(-20 * 60_000), { id: "x" }),
    cloudEvent("usage.recorded", before(HOUR), { org: "org_a", inputCostUsd: "1,5" }),
    cloudEvent("session.updated", before(HOUR), { org: "org_a", id: "s" }),
    null,
    "text",
  ]
  expect((await river.events([...good.slice(0, 250), bad[0], ...good.slice(250)])).body).toMatchObject({
    accepted: 499,
    rejected: [{ index: 250 }],
  })
  const { body } = await river.events(bad)
  expect(body).toMatchObject({ accepted: 0 })
  expect(body.rejected).toHaveLength(bad.length)
  for (const { reason } of body.rejected) expect(reason).toMatch(/^\S+: .{8,}/)
})

test("what is no request of the door gets its 4xx", async () => {
  const send = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
    fetch(`${river.url}/v1/events`, {
      method: "POST",
      body: body as BodyInit,
      headers: { authorization: "Bearer wbk_local", "content-type": "application/cloudevents-batch+json", ...headers },
    })
  const status = async (answer: Promise<Response>) => (await answer).status
  expect(await status(send("[]", { authorization: "Bearer wbk_wrong" }))).toBe(401)
  expect(await status(send("[]", { authorization: "" }))).toBe(401)
  expect(await status(send("{"))).toBe(400)
  expect(await status(send("{}"))).toBe(400)
  expect(await status(send("[]", { "content-type": "text/plain" }))).toBe(415)
  expect(await status(send("[]", { "content-encoding": "br" }))).toBe(415)
  expect(await status(send("nonsense", { "content-encoding": "gzip" }))).toBe(400)
  expect(await status(send(gzipSync(Buffer.alloc(50_000_000, 32)), { "content-encoding": "gzip" }))).toBe(413)
  expect(await status(send(" ".repeat(300_000)))).toBe(413)
  expect(await status(send(JSON.stringify(Array.from({ length: 501 }, () => ({})))))).toBe(413)
  const packed = gzipSync(JSON.stringify([cloudEvent("user.created", before(HOUR), { id: "packed" })]))
  expect(await (await send(packed, { "content-encoding": "gzip" })).json()).toMatchObject({ accepted: 1 })
})

test("a key that asks too often is told to wait, and another is not", async () => {
  const held = process.env["KEY_REQUESTS_PER_SECOND"]
  process.env["KEY_REQUESTS_PER_SECOND"] = "1"
  const ask = (key: string) =>
    fetch(`${river.url}/v1/events`, {
      method: "POST",
      body: "[]",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/cloudevents-batch+json" },
    })
  try {
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask("wbk_local")))
    const refused = answers.find(({ status }) => status === 429)
    expect(refused?.headers.get("content-type")).toBe("application/problem+json")
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0)
    expect(await refused?.json()).toMatchObject({
      code: "tooMany",
      where: "Authorization",
      wanted: expect.stringContaining("1 requests a second"),
    })
    expect((await ask("wbk_other")).status).toBe(401)
  } finally {
    process.env["KEY_REQUESTS_PER_SECOND"] = held
  }
})
