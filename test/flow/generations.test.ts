import { afterAll, beforeAll, expect, test } from "vitest"
import type { Generation } from "#shared/contract/generations.ts"
import { HOUR_MS, instant, MINUTE_MS } from "#shared/time.ts"
import { ADMIN, cloudEvent, startConsole, type TestConsole } from "../support/console.ts"

const [SUPPORT, VIEWER, OWNER] = ["support@demo.test", "viewer@demo.test", "owner@acme.test"]
const NOW = Date.now()
const ago = (ms: number) => instant(NOW - ms)

let river: TestConsole
beforeAll(async () => {
  river = await startConsole()
  const generation = (nth: number, at: string, data: Record<string, unknown>) =>
    cloudEvent("generation.completed", at, data, `generation-${nth}`)
  const told = [
    cloudEvent("organization.created", ago(0), { id: "org_acme", name: "Acme" }),
    ...Array.from({ length: 5 }, (_, nth) =>
      generation(nth, ago(2 * HOUR_MS + nth * MINUTE_MS), {
        ...{ org: "org_acme", user: "ada@acme.test", mode: "image", result: "ok", sizeBytes: 1_000 * nth },
        steps: [
          { component: "imageModel", ms: 4_000 + nth },
          { component: "database", ms: 9_000 },
          { component: "objectStorage", skipped: "switched off" },
        ],
      }),
    ),
    // Three of one instant, one of them told twice, and none of any organization.
    ...[10, 11, 12, 12].map((nth) =>
      generation(nth, ago(3 * HOUR_MS), { mode: "text", user: null, result: "refused" }),
    ),
    generation(20, ago(26 * HOUR_MS), {
      ...{ org: "org_other", user: "sam@other.test", mode: "image", seed: 7, customerEmail: "a@b.test" },
      steps: [
        { component: "imageModel", error: "out of memory for a@b.test", ms: 900 },
        { component: "mail", skipped: true },
      ],
    }),
  ]
  expect(await river.events(told)).toMatchObject({ status: 202, body: { rejected: [] } })
  await river.settled()
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const get = async (path: string, as = ADMIN) => river.call("GET", path, { as })
const GENERATIONS = "/api/generations"
const itemsOf = async (query: string) => (await get(`${GENERATIONS}${query}`)).body.items as Generation[]

test("generations of everybody and of nobody are listed newest first, each once, page by page, for staff alone", async () => {
  for (const as of [ADMIN, SUPPORT!, VIEWER!]) {
    const found: Generation[] = []
    let cursor = ""
    do {
      const { status, body } = await get(`${GENERATIONS}?limit=2${cursor && `&cursor=${cursor}`}`, as)
      expect(status).toBe(200)
      expect(body).toMatchObject({ scannedThrough: null, version: expect.any(Number) })
      found.push(...body.items)
      cursor = body.nextCursor
    } while (cursor)
    expect(new Set(found.map(({ generationId }) => generationId)).size).toBe(9)
    const times = found.map(({ at }) => at)
    expect(times).toEqual([...times].sort().reverse())
    expect(times).toHaveLength(9)
  }
  expect((await get(GENERATIONS, OWNER)).status).toBe(403)
  expect((await get(`${GENERATIONS}/figures`, OWNER)).status).toBe(403)
})

test("a generation tells its model's time, its size and every step", async () => {
  const [newest] = await itemsOf("?limit=1")
  expect(newest).toMatchObject({
    ...{ organizationId: "org_acme", user: "ada@acme.test", mode: "image", result: "ok", outcome: "ok" },
    ...{ modelMs: 4_000, sizeBytes: 0, more: {} },
    steps: [
      { component: "imageModel", state: "timed", ms: 4_000, isModel: true },
      { component: "database", state: "timed", ms: 9_000, isModel: false },
      { component: "objectStorage", state: "skipped", ms: null, reason: "switched off", isModel: false },
    ],
  })
  expect((await itemsOf("?mode=text"))[0]).toMatchObject({ organizationId: null, userId: null, user: null, steps: [] })
})

test("filters narrow it, and a cursor works for its own list alone", async () => {
  const [failed] = await itemsOf("?component=imageModel")
  const [byAda] = await itemsOf("?limit=1")
  for (const [query, count] of [
    ["?outcome=failed", 1],
    ["?outcome=ok&mode=image", 5],
    ["?result=refused", 3],
    ["?result=__unknown__", 1],
    [`?user=${byAda!.userId}`, 5],
    ["?user=__unknown__", 3],
    ["?component=mail", 0],
    ["?search=MEMORY", 1],
    ["?search=switched", 5],
    ["?organizationId=org_acme", 5],
    ["?organizationId=org_other&outcome=failed", 1],
    ["?organizationId=org_nowhere", 0],
    [`?from=${ago(3 * HOUR_MS)}&to=${ago(2 * HOUR_MS + 2 * MINUTE_MS)}`, 5],
  ] as const)
    expect((await itemsOf(query)).length, query).toBe(count)
  expect(failed).toMatchObject({ organizationId: "org_other", outcome: "failed", modelMs: 900, result: null })
  const { nextCursor } = (await get(`${GENERATIONS}?limit=2&mode=image`)).body
  expect((await get(`${GENERATIONS}?limit=2&mode=image&cursor=${nextCursor}`)).status).toBe(200)
  for (const query of ["limit=2", "limit=2&mode=image&organizationId=org_acme"])
    expect((await get(`${GENERATIONS}?${query}&cursor=${nextCursor}`)).status).toBe(400)
  for (const [query, where] of [
    ["organizationId=platform.unowned", "organizationId"],
    ["outcome=bad", "outcome"],
    [`from=${ago(0)}&to=${ago(1)}`, "to"],
  ])
    expect(await get(`${GENERATIONS}?${query}`)).toMatchObject({ status: 400, body: { code: "invalid", where } })
})

test("the figures are those of the list's time, of everybody or one organization", async () => {
  const all = (await get(`${GENERATIONS}/figures`)).body
  expect(all).toMatchObject({ generations: 9, failed: 1, components: [{ name: "imageModel", steps: 6, failed: 1 }] })
  expect(all.successRate).toBeCloseTo(8 / 9)
  for (const ms of [all.modelP50Ms, all.modelP95Ms]) expect(Math.abs(ms - 4_002)).toBeLessThan(42)
  expect(all.modes).toEqual([
    { name: "image", generations: 6, failed: 1 },
    { name: "text", generations: 3, failed: 0 },
  ])
  expect(all.results.map(({ name }: { name: string }) => name)).toEqual(["ok", "refused", "__unknown__"])
  const lately = (await get(`${GENERATIONS}/figures?from=${ago(150 * MINUTE_MS)}`)).body
  expect(lately).toMatchObject({ generations: 5, failed: 0, successRate: 1, from: ago(150 * MINUTE_MS) })
  const ofOther = (await get(`${GENERATIONS}/figures?organizationId=org_other`)).body
  expect(ofOther).toMatchObject({ generations: 1, failed: 1, successRate: 0, modelP50Ms: null })
  const none = (await get(`${GENERATIONS}/figures?organizationId=org_nowhere`)).body
  expect(none).toMatchObject({ generations: 0, successRate: null, modelP95Ms: null, modes: [], results: [] })
})

test("what names people is masked for viewers: names, reasons and other fields", async () => {
  const [plain] = await itemsOf("?outcome=failed")
  expect(plain).toMatchObject({ user: "sam@other.test", more: { seed: 7, customerEmail: "a@b.test" } })
  const { body } = await get(`${GENERATIONS}?outcome=failed`, VIEWER)
  expect(body.items).toMatchObject([
    { user: "s…@other.test", userId: plain!.userId, more: { seed: 7, customerEmail: "a…@b.test" } },
  ])
  expect(body.items[0].steps[0]).toMatchObject({ state: "failed", reason: "out of memory for a…@b.test", ms: 900 })
  const found = async (search: string, as?: string) => (await get(`${GENERATIONS}?search=${search}`, as)).body.items
  expect(await found("a@b.test")).toHaveLength(1)
  expect(await found("a@b.test", VIEWER)).toEqual([])
  expect(await found("of memory", VIEWER)).toHaveLength(1)
})

test("a person has the same id in an event of a generation as in every other, and facts hold no name", async () => {
  const [newest] = await itemsOf("?limit=1")
  expect(newest!.userId).toMatch(/^u_/)
  await river.events([
    cloudEvent("usage.recorded", ago(0), { org: "org_acme", model: "heron", user: "ada@acme.test" }, "call"),
  ])
  await river.settled()
  const [call] = (await get("/api/organizations/org_acme/logs")).body.items
  expect(call.userId).toBe(newest!.userId)
})

test("generations are exported as the page shows them: as CSV, and as a JSON object a line", async () => {
  const file = async (as: string, format: string, filter: object) => {
    const body = { request: { list: "generations", filter, format } }
    const headers = { "idempotency-key": crypto.randomUUID() }
    const { status, body: made } = await river.call("POST", "/api/exports", { as, body, headers })
    expect(status).toBe(202)
    const read = async () => (await get(`/api/exports/${made.exportId}`, as)).body
    await expect.poll(async () => (await read()).status, { timeout: 20_000 }).toBe("ready")
    return (await fetch((await read()).downloadUrl)).text()
  }
  const csv = (await file(ADMIN, "csv", { organizationId: "org_acme", mode: "image" })).split("\r\n")
  expect(csv).toHaveLength(7)
  expect(csv[0]).toContain(
    "generation_id,at,organization_id,user_id,user,mode,result,outcome,model_ms,size_bytes,steps",
  )
  expect(csv[1]).toContain(`,${ago(2 * HOUR_MS)},org_acme,u_`)
  expect(csv[1]).toContain(',ada@acme.test,image,ok,ok,4000,0,"[{""component"":""imageModel""')
  const lines = (await file(VIEWER!, "ndjson", {})).trimEnd().split("\n")
  const objects = lines.map((line) => JSON.parse(line))
  expect(objects).toHaveLength(9)
  expect(objects.at(-1)).toMatchObject({ user: "s…@other.test", outcome: "failed", model_ms: 900, result: null })
  expect(objects.at(-1).steps[0]).toEqual({
    component: "imageModel",
    state: "failed",
    ms: 900,
    reason: "out of memory for a…@b.test",
  })
  const logged = (await get("/api/audit/access?search=generations/org_acme")).body.items
  expect(logged).toMatchObject([
    { endpoint: "requestExport", subject: "generations/org_acme", shows: ["personal", "money"] },
  ])
  const read = (await get("/api/audit/access?search=listGenerations")).body.items as { subject: string | null }[]
  expect(new Set(read.map(({ subject }) => subject))).toEqual(new Set([null, "org_acme", "org_other", "org_nowhere"]))
})

test("a step that tells nothing, or contradicts itself, is turned away and says why", async () => {
  const bad = cloudEvent("generation.completed", ago(0), { steps: [{ component: "mail" }] }, "bad")
  const { body } = await river.events([bad])
  expect(body.rejected).toEqual([
    {
      index: 0,
      id: "bad",
      reason: "data.steps.0: expected `ms`, or `skipped` alone, or `error`, with `ms` or without",
    },
  ])
})
