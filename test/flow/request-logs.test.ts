import { afterAll, beforeAll, expect, test } from "vitest"
import type { RequestLog } from "#shared/contract/request-logs.ts"
import type { Session } from "#shared/contract/sessions.ts"
import { HOUR_MS, instant, MINUTE_MS } from "#shared/time.ts"
import { ADMIN, cloudEvent, startConsole, type TestConsole } from "../support/console.ts"

const [VIEWER, OWNER, ORG_ADMIN, MEMBER] = [
  "viewer@demo.test",
  "owner@acme.test",
  "orgadmin@acme.test",
  "member@acme.test",
]
const NOW = Date.now()
const ago = (ms: number) => instant(NOW - ms)

let river: TestConsole
beforeAll(async () => {
  river = await startConsole()
  const organizations = ["org_acme", "org_other"].map((id) =>
    cloudEvent("organization.created", ago(0), { id, name: id }),
  )
  const call = (nth: number, at: string, data: object) =>
    cloudEvent("usage.recorded", at, { org: "org_acme", model: "heron", apiKey: "key_1", ...data }, `call-${nth}`)
  const calls = [
    ...Array.from({ length: 7 }, (_, nth) =>
      call(nth, ago(2 * HOUR_MS + nth * MINUTE_MS), { user: "ada@acme.test", inputTokens: nth, status: 200 }),
    ),
    // Three of one instant, one of them told twice.
    ...[10, 11, 12, 12].map((nth) => call(nth, ago(3 * HOUR_MS), { user: null, status: "ok" })),
    call(20, ago(26 * HOUR_MS), {
      ...{ project: "web", provider: "northlight", user: "ada@acme.test", status: 429, errorType: "RateLimit" },
      ...{ inputTokens: 1_200, outputTokens: 30, cachedTokens: 0, durationMs: 812 },
      ...{
        inputCostUsd: "0.003600",
        outputCostUsd: 0.00061,
        discountUsd: "0.000001",
        traceId: "t-77",
        customerEmail: "a@b.test",
      },
    }),
    cloudEvent("usage.recorded", ago(HOUR_MS), { org: "org_other", model: "slate" }),
  ]
  const session = (id: string, org: string, at: number, data: object) =>
    cloudEvent("session.updated", ago(0), {
      org,
      id,
      createdAt: ago(at),
      updatedAt: ago(at),
      status: "created",
      ...data,
    })
  const sessions = [
    session("s1", "org_acme", 2 * HOUR_MS, { user: "ada@acme.test", repo: "web" }),
    session("s1", "org_acme", 2 * HOUR_MS, {
      ...{ user: "ada@acme.test", repo: "web", status: "stopped", updatedAt: ago(HOUR_MS), costUsd: "1.25", turns: 4 },
      prs: [{ number: 7, repo: "web", state: "merged" }],
    }),
    session("s2", "org_acme", 4 * HOUR_MS, { user: null, status: "active" }),
    session("s3", "org_other", 3 * HOUR_MS, { user: "member@acme.test", status: "failed", failureReason: "no disk" }),
  ]
  expect(await river.events([...organizations, ...calls, ...sessions])).toMatchObject({
    status: 202,
    body: { rejected: [] },
  })
  await river.settled()
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const get = async (path: string, as = ADMIN) => river.call("GET", path, { as })
const LOGS = "/api/organizations/org_acme/logs"

test("an organization's calls are listed newest first, each once, page by page, for its owners, admins and staff", async () => {
  for (const as of [ADMIN, OWNER!, ORG_ADMIN!]) {
    const found: RequestLog[] = []
    let cursor = ""
    do {
      const { status, body } = await get(`${LOGS}?limit=3${cursor && `&cursor=${cursor}`}`, as)
      expect(status).toBe(200)
      expect(body.scannedThrough).toBeNull()
      found.push(...body.items)
      cursor = body.nextCursor
    } while (cursor)
    expect(found).toHaveLength(11)
    expect(new Set(found.map(({ requestId }) => requestId)).size).toBe(11)
    expect(found.map(({ at }) => at)).toEqual(
      found
        .map(({ at }) => at)
        .sort()
        .reverse(),
    )
  }
  expect((await get(LOGS, MEMBER)).status).toBe(403)
  expect((await get("/api/organizations/org_other/logs", OWNER)).status).toBe(404)
})

test("filters narrow it, and a cursor works for its own list alone", async () => {
  const errors = (await get(`${LOGS}?status=error&error=ratel`)).body.items as RequestLog[]
  expect(errors).toMatchObject([{ status: "error", errorType: "RateLimit", costMicros: 4_209, costUsd: "0.004209" }])
  expect((await get(`${LOGS}?status=error&error=timeout`)).body.items).toEqual([])
  expect((await get(`${LOGS}?project=web`)).body.items).toHaveLength(1)
  expect((await get(`${LOGS}?user=${errors[0]!.userId}`)).body.items).toHaveLength(8)
  expect((await get(`${LOGS}?from=${ago(3 * HOUR_MS)}&to=${ago(2 * HOUR_MS)}`)).body.items).toHaveLength(9)
  const { nextCursor } = (await get(`${LOGS}?limit=2&status=ok`)).body
  expect((await get(`${LOGS}?limit=2&status=ok&cursor=${nextCursor}`)).status).toBe(200)
  expect((await get(`${LOGS}?limit=2&cursor=${nextCursor}`)).status).toBe(400)
  expect((await get(`/api/organizations/org_other/logs?limit=2&status=ok&cursor=${nextCursor}`)).status).toBe(400)
  expect((await get(`${LOGS}?limit=2&status=ok&cursor=${nextCursor}`, OWNER)).status).toBe(400)
})

test("one call opens by its id, with its costs apart and whatever else was told; what names people is masked for viewers", async () => {
  const [{ requestId }] = (await get(`${LOGS}?status=error`)).body.items
  const { status, body } = await get(`${LOGS}/${requestId}`, OWNER)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    ...{ statusTold: "429", user: "ada@acme.test", durationMs: 812, provider: "northlight" },
    costs: { input: { micros: 3_600, usd: "0.003600" }, output: { micros: 610 }, discount: { micros: 1 } },
    more: { traceId: "t-77", customerEmail: "a@b.test" },
  })
  const masked = (await get(`${LOGS}/${requestId}`, VIEWER)).body
  expect(masked).toMatchObject({ user: "a…@acme.test", more: { traceId: "t-77", customerEmail: "a…@b.test" } })
  for (const id of [`${requestId.slice(0, -1)}x`, "2026-13-99T99-99-000000000000000000000000", "x"])
    expect((await get(`${LOGS}/${id}`)).status).toBe(404)
  expect((await get(`/api/organizations/org_other/logs/${requestId}`)).status).toBe(404)
})

test("sessions stand in lists once, by their newest snapshot: of an organization, and of everybody for staff", async () => {
  const { body } = await get("/api/sessions?limit=2")
  expect(body.items).toMatchObject([
    { sessionId: "s1", status: "cancelled", user: "ada@acme.test", costUsd: "1.250000", prs: 1, turns: 4 },
    { sessionId: "s3", organizationId: "org_other", failureReason: "no disk" },
  ])
  const rest = (await get(`/api/sessions?limit=2&cursor=${body.nextCursor}`)).body
  expect(rest).toMatchObject({ items: [{ sessionId: "s2", user: null, hidden: false }], nextCursor: null })
  const ofAcme = async (query: string, as = MEMBER) =>
    ((await get(`/api/organizations/org_acme/sessions${query}`, as)).body.items as Session[]).map(
      ({ sessionId }) => sessionId,
    )
  expect(await ofAcme("")).toEqual(["s1", "s2"])
  expect(await ofAcme("?user=__unknown__")).toEqual(["s2"])
  expect(await ofAcme("?repo=web&status=cancelled")).toEqual(["s1"])
  expect(await ofAcme(`?user=${body.items[0].userId}`)).toEqual(["s1"])
  expect((await get("/api/sessions", OWNER)).status).toBe(403)
  expect((await get("/api/organizations/org_other/sessions", MEMBER)).status).toBe(404)
})

test("who hides from boards is named in no list of sessions but the own; a board that is off closes the list", async () => {
  const [{ userId }] = (await get("/api/sessions?status=failed")).body.items
  await river.call("PUT", "/api/me/board", { as: MEMBER!, body: { hidden: true } })
  const [shown] = (await get("/api/sessions?status=failed")).body.items
  expect(shown).toMatchObject({ sessionId: "s3", userId: null, user: null, hidden: true })
  expect((await get(`/api/sessions?user=${userId}`)).body.items).toEqual([])
  await river.call("PUT", "/api/me/board", { as: MEMBER!, body: { hidden: false } })
  expect((await get(`/api/sessions?user=${userId}`)).body.items).toHaveLength(1)
  await river.call("PUT", "/api/organizations/org_acme/board", { as: OWNER!, body: { on: false } })
  expect((await get("/api/organizations/org_acme/sessions", MEMBER)).status).toBe(403)
  expect((await get("/api/organizations/org_acme/sessions")).status).toBe(200)
})

test("a log is exported as its page shows it: as CSV that no spreadsheet runs, and as a JSON object a line", async () => {
  const file = async (as: string, format: string, filter: object) => {
    const body = { request: { list: "logs", organizationId: "org_acme", filter, format } }
    const headers = { "idempotency-key": crypto.randomUUID() }
    const { status, body: made } = await river.call("POST", "/api/exports", { as, body, headers })
    expect(status).toBe(202)
    const read = async () => (await get(`/api/exports/${made.exportId}`, as)).body
    await expect.poll(async () => (await read()).status, { timeout: 20_000 }).toBe("ready")
    const { downloadUrl, filter: told } = await read()
    expect(told).toMatchObject({ organization: "org_acme" })
    expect(decodeURIComponent(downloadUrl)).toContain(`.${format}`)
    return (await fetch(downloadUrl)).text()
  }
  const formula = { org: "org_acme", model: "=HYPERLINK(1)", status: 500, inputTokens: 7, inputCostUsd: "0.5" }
  await river.events([cloudEvent("usage.recorded", ago(0), formula, "=call")])
  await river.settled()
  const csv = (await file(ADMIN, "csv", { status: "error" })).split("\r\n")
  expect(csv).toHaveLength(4)
  expect(csv[0]).toContain("request_id,at,status,error_type")
  expect(csv[1]).toContain(`,${ago(0)},error,500,,'=HYPERLINK(1),,,,,7,,,,500000,0.5`)
  expect(csv[2]).toContain("RateLimit,northlight,heron,web,key_1,u_")
  expect(csv[2]).toContain(",ada@acme.test,1200,30,0,812,4209,0.004209")
  const lines = (await file(VIEWER!, "ndjson", {})).trimEnd().split("\n")
  const objects = lines.map((line) => JSON.parse(line))
  expect(objects).toHaveLength(12)
  expect(objects.at(-1)).toMatchObject({ error_type: "RateLimit", user: "a…@acme.test", cost_micros: 4_209 })
  const body = { request: { list: "logs", organizationId: "org_nowhere", filter: {} } }
  const headers = { "idempotency-key": crypto.randomUUID() }
  expect((await river.call("POST", "/api/exports", { as: ADMIN, body, headers })).status).toBe(404)
  expect((await river.call("POST", "/api/exports", { as: OWNER!, body, headers })).status).toBe(403)
})
