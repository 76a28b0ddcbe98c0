import { WebSocket } from "ws"
import { afterAll, beforeAll, expect, test } from "vitest"
import { ADMIN, cloudEvent, startConsole, type TestConsole } from "../support/console.ts"
import { stripeEvent, subscriptionObject } from "../support/stripe.ts"

let river: TestConsole
beforeAll(async () => {
  river = await startConsole()
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const key = () => ({ "idempotency-key": crypto.randomUUID() })
const organization = (id: string, name: string) =>
  cloudEvent("organization.created", new Date().toISOString(), { id, name, billingEmail: `${id}@x.test`, plan: "pro" })

async function ready(exportId: string, as = ADMIN) {
  for (let look = 0; look < 200; look++) {
    await river.settled()
    const { body } = await river.call("GET", `/api/exports/${exportId}`, { as })
    if (body.status === "ready" || body.status === "failed") return body
  }
  throw new Error("The export never ended")
}

test("a list with its filters becomes a CSV file that no spreadsheet runs", async () => {
  await river.events([
    organization("org_1", "=1+1"),
    organization("org_2", 'Say "hi", all'),
    organization("org_3", "Plain"),
  ])
  await river.settled()
  const request = { list: "organizations", filter: { sort: "name", order: "asc", plan: "pro" } }
  const headers = key()
  const first = await river.call("POST", "/api/exports", { as: ADMIN, body: { request }, headers })
  expect(first).toMatchObject({ status: 202, body: { list: "organizations" } })
  // The workflow may have begun before the answer is read.
  expect(["requested", "writing", "ready"]).toContain(first.body.status)
  const again = await river.call("POST", "/api/exports", { as: ADMIN, body: { request }, headers })
  expect(again.body.exportId).toBe(first.body.exportId)
  const other = { list: "audit", filter: {} }
  expect(await river.call("POST", "/api/exports", { as: ADMIN, body: { request: other }, headers })).toMatchObject({
    status: 409,
  })
  expect(await river.call("POST", "/api/exports", { as: ADMIN, body: { request } })).toMatchObject({
    status: 400,
    body: { where: "Idempotency-Key" },
  })
  const done = await ready(first.body.exportId)
  expect(done).toMatchObject({ status: "ready", rows: 3 })
  const file = await fetch(done.downloadUrl)
  expect(file.headers.get("content-disposition")).toContain("organizations-")
  const lines = (await file.text()).replace("\ufeff", "").split("\r\n")
  expect(lines[0]).toMatch(/^id,name,billing_email,plan,.*,status,created_at$/)
  expect(lines.slice(1, 4).map((line) => line.split(",").slice(0, 2).join(","))).toEqual([
    "org_1,'=1+1",
    "org_3,Plain",
    'org_2,"Say ""hi""',
  ])
  const changed = new URL(done.downloadUrl)
  changed.pathname = changed.pathname.replace(/.$/, "x")
  expect((await fetch(changed)).status).toBe(403)
  expect((await river.call("GET", `/api/exports/${first.body.exportId}`, { as: "support@demo.test" })).status).toBe(404)
})

test("exports of staff viewers are masked like their pages", async () => {
  const request = { list: "organizations", filter: {} }
  const { body } = await river.call("POST", "/api/exports", {
    as: "viewer@demo.test",
    body: { request },
    headers: key(),
  })
  const done = await ready(body.exportId, "viewer@demo.test")
  expect(await (await fetch(done.downloadUrl)).text()).toContain("o…@x.test")
})

test("every command is in the audit trail, whose chain holds under many at once", async () => {
  const before = (await river.call("GET", "/api/audit/verify", { as: ADMIN })).body
  const asked = Array.from({ length: 12 }, () =>
    river.call("POST", "/api/exports", { as: ADMIN, body: { request: { list: "audit", filter: {} } }, headers: key() }),
  )
  for (const answer of await Promise.all(asked)) expect(answer.status).toBe(202)
  const after = (await river.call("GET", "/api/audit/verify", { as: ADMIN })).body
  expect(after).toMatchObject({ verdict: "ok", entries: before.entries + 12 })
})

test("an open page is told of a delivery, and a ticket works once", async () => {
  const ticket = async () => (await river.call("POST", "/api/live/ticket", { as: ADMIN, body: {} })).body
  const { ticket: secret, url } = await ticket()
  const open = (told: string) =>
    new Promise<WebSocket | undefined>((resolve) => {
      const socket = new WebSocket(`${url}?ticket=${told}`)
      socket.once("open", () => resolve(socket))
      socket.once("error", () => resolve(undefined))
    })
  const socket = await open(secret)
  expect(socket).toBeDefined()
  expect(await open(secret)).toBeUndefined()
  expect(await open("forged")).toBeUndefined()
  const messages: { topic?: string; version?: number; topics?: Record<string, number> }[] = []
  socket!.on("message", (data) => messages.push(JSON.parse(String(data))))
  const heard = async (what: (message: (typeof messages)[number]) => boolean) => {
    for (let look = 0; look < 400 && !messages.some(what); look++)
      await new Promise((resolve) => setTimeout(resolve, 10))
    return messages.find(what)
  }
  socket!.send(JSON.stringify({ subscribe: ["webhooks", "overview"] }))
  expect(await heard(({ topics }) => topics !== undefined)).toBeDefined()
  const at = new Date(Date.now() - 60_000).toISOString()
  await river.stripe(
    stripeEvent(
      "customer.subscription.created",
      at,
      subscriptionObject({ id: "sub_live", customer: "cus_live", startedAt: at, items: [{ cents: 100 }] }),
    ),
  )
  const news = await heard(({ topic }) => topic === "overview")
  expect(news?.version).toBeGreaterThan(0)
  expect((await river.call("GET", "/api/overview", { as: ADMIN })).body.version).toBeGreaterThanOrEqual(news!.version!)
  // The page stays open: a console must stop all the same.
})

test.each(["settings/general", "overview", "webhooks", "organizations", "audit", "exports"])(
  "what has not changed is not sent again: %s",
  async (name) => {
    const path = `/api/${name}`
    await river.call("GET", path, { as: ADMIN })
    await river.settled()
    const first = await river.call("GET", path, { as: ADMIN })
    const again = await river.call("GET", path, {
      as: ADMIN,
      headers: { "if-none-match": first.headers.get("etag")! },
    })
    expect(again.status).toBe(304)
    if (first.body.asOf) expect(again.headers.get("x-as-of")! >= first.body.asOf).toBe(true)
  },
)

test("settings are checked, saved with an audit entry, and change the figures", async () => {
  const settings = {
    reportingZone: "Asia/Kolkata",
    reportingCurrency: "eur",
    discounts: "forever",
    rates: [{ currency: "usd", day: "2020-01-01", rate: "0.5" }],
  }
  const save = (body: object) => river.call("PUT", "/api/settings/general", { as: ADMIN, body })
  expect(await save({ ...settings, reportingZone: "Mars/Base" })).toMatchObject({
    status: 422,
    body: { where: "reportingZone" },
  })
  expect(await save({ ...settings, rates: [{ currency: "zzz", day: "2020-01-01", rate: "1" }] })).toMatchObject({
    status: 422,
  })
  expect(await save({ ...settings, rates: [{ currency: "usd", day: "2020-01-01", rate: "1,5" }] })).toMatchObject({
    status: 400,
  })
  expect(await save(settings)).toMatchObject({ status: 200 })
  expect((await river.call("GET", "/api/overview", { as: ADMIN })).body.recomputing).toBe(true)
  await river.advance(3_000)
  await river.advance(61_000)
  const { body } = await river.call("GET", "/api/overview", { as: ADMIN })
  expect(body).toMatchObject({ currency: "eur", timeZone: "Asia/Kolkata", mrrCents: 50, recomputing: false })
})
