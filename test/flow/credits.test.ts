import { afterAll, beforeAll, expect, test } from "vitest"
import type { AuditEntry } from "#shared/contract/audit.ts"
import type { Credits, CreditsVerification, LedgerEntry } from "#shared/contract/credits.ts"
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#shared/time.ts"
import { ADMIN, cloudEvent, startConsole, type TestConsole } from "../support/console.ts"
import { exported } from "../support/exported.ts"

const NOW = "2026-11-20T14:02:11.000Z"
const [SUPPORT, VIEWER] = ["support@demo.test", "viewer@demo.test"] as const
const [OWNER, ORG_ADMIN, MEMBER] = ["owner@acme.test", "orgadmin@acme.test", "member@acme.test"] as const

let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: NOW })
  await river.events([
    ...["org_acme", "org_other", "org_busy", "org_used", "org_lots", "org_door", "org_night"].map((id) =>
      cloudEvent("organization.created", NOW, { id, name: id }),
    ),
    cloudEvent("organization.created", NOW, { id: "org_gone", name: "Gone", status: "deleted" }),
  ])
  await river.settled()
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const pathOf = (org: string) => `/api/organizations/${org}/credits`
const give = (as: string, org: string, body: object, key: string | null = crypto.randomUUID()) =>
  river.call("POST", `${pathOf(org)}/gifts`, { as, body, headers: key === null ? {} : { "idempotency-key": key } })
const credits = async (org: string): Promise<Credits> => (await river.call("GET", pathOf(org), { as: ADMIN })).body
const entries = async (org: string, query = ""): Promise<LedgerEntry[]> =>
  (await river.call("GET", `${pathOf(org)}/entries?limit=200${query}`, { as: ADMIN })).body.items
const verified = async (org: string): Promise<CreditsVerification> =>
  (await river.call("GET", `${pathOf(org)}/verification`, { as: ADMIN })).body
const audit = async (org: string) =>
  (await river.call("GET", `/api/audit?organizationId=${org}`, { as: ADMIN })).body.items as AuditEntry[]
const used = (org: string, usd: string, time: string, id?: string) =>
  cloudEvent("usage.recorded", time, { org, model: "large", inputCostUsd: usd }, id)
const hoursAgo = (hours: number) => new Date(Date.parse(NOW) - hours * HOUR_MS).toISOString()

test("a gift is an entry, a balance, a count of the day and an audit entry, and the answer is the entry", async () => {
  const before = (await credits("org_acme")).mayGift!
  const made = await give(ADMIN, "org_acme", { amountUsd: 25, comment: "for the outage" })
  expect(made).toMatchObject({
    status: 201,
    body: {
      seq: 1,
      type: "credit_gift",
      amountMicros: 25_000_000,
      contra: "promotion",
      balanceMicros: 25_000_000,
      comment: "for the outage",
      expiresAt: null,
    },
  })
  expect(await entries("org_acme")).toEqual([made.body])
  const told = await credits("org_acme")
  expect(told).toMatchObject({ balanceMicros: 25_000_000, grantedMicros: 25_000_000, entryCount: 1, runwayDays: null })
  expect(told.mayGift).toEqual({ atOnceMicros: 10_000_000_000, todayMicros: before.todayMicros - 25_000_000 })
  const [noted] = await audit("org_acme")
  expect(noted).toMatchObject({
    action: "credits.gifted",
    target: { kind: "organization", id: "org_acme" },
    actor: { role: "staff admin" },
    after: { amountUsd: "25.00", comment: "for the outage" },
  })
  expect(made.body.source).toEqual({ kind: "request", id: noted!.requestId })
  expect(await verified("org_acme")).toMatchObject({ verdict: "ok", entryCount: 1, faults: [], sumMicros: 25_000_000 })
})

test("what is no gift is refused with what would be right, and nothing is written", async () => {
  const amounts = [0, -5, Number.NaN, 1e10, "0", "0.00", "0.001", 12.345, "1e3", "five", "", " 5", null, {}, [5]]
  for (const amountUsd of amounts)
    expect(await give(ADMIN, "org_other", { amountUsd }), String(amountUsd)).toMatchObject({
      status: 400,
      body: { where: "amountUsd" },
    })
  expect(await give(ADMIN, "org_other", { amountUsd: 1e9 })).toMatchObject({
    status: expect.toSatisfy((status: number) => status === 400 || status === 403),
    body: { where: "amountUsd" },
  })
  expect(await give(ADMIN, "org_other", { amountUsd: "10000.01" })).toMatchObject({
    status: 403,
    body: { where: "amountUsd", wanted: "at most 10000.00" },
  })
  expect(await give(SUPPORT, "org_other", { amountUsd: "100.01" })).toMatchObject({
    status: 403,
    body: { where: "amountUsd", wanted: "at most 100.00" },
  })
  for (const [body, where] of [
    [{ amountUsd: 1, comment: "x".repeat(501) }, "comment"],
    [{ amountUsd: 1, comment: "a\u0000b" }, "comment"],
    [{ amountUsd: 1, expiresOn: "2026-02-30" }, "expiresOn"],
    [{ amountUsd: 1, expiresOn: "2026-11-19" }, "expiresOn"],
    [{ amountUsd: 1, expiresOn: "2031-11-21" }, "expiresOn"],
    [{}, "amountUsd"],
  ] as const)
    expect(await give(ADMIN, "org_other", body), JSON.stringify(body)).toMatchObject({ status: 400, body: { where } })
  expect(await give(ADMIN, "org_other", { amountUsd: 1 }, null)).toMatchObject({
    status: 400,
    body: { where: "Idempotency-Key" },
  })
  expect((await give(ADMIN, "org_gone", { amountUsd: 1 })).status).toBe(409)
  expect((await give(ADMIN, "org_nowhere", { amountUsd: 1 })).status).toBe(404)
  for (const as of [VIEWER, OWNER, ORG_ADMIN, MEMBER])
    expect((await give(as, "org_acme", { amountUsd: 1 })).status, as).toBe(403)
  expect((await give(OWNER, "org_other", { amountUsd: 1 })).status).toBe(404)
  expect(await entries("org_other")).toEqual([])
  expect(await audit("org_other")).toEqual([])
})

test("200 gifts at once under 20 keys are 20 entries, each answered alike; another wish under a key is refused", async () => {
  const keys = Array.from({ length: 20 }, () => crypto.randomUUID())
  const asked = Array.from({ length: 200 }, (_, nth) => ({ key: keys[nth % 20]!, amountUsd: 1 + (nth % 20) }))
  const answers = await Promise.all(asked.map(({ key, amountUsd }) => give(ADMIN, "org_busy", { amountUsd }, key)))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
  for (const key of keys) {
    const same = answers.filter((_, nth) => asked[nth]!.key === key).map(({ body }) => body)
    expect(same).toEqual(same.map(() => same[0]))
  }
  const all = await entries("org_busy")
  expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, nth) => 20 - nth))
  expect((await credits("org_busy")).balanceMicros).toBe(210_000_000)
  expect(await verified("org_busy")).toMatchObject({ verdict: "ok", entryCount: 20, sumMicros: 210_000_000 })
  expect(await audit("org_busy")).toHaveLength(20)
  expect(await give(ADMIN, "org_busy", { amountUsd: 99 }, keys[0]!)).toMatchObject({
    status: 409,
    body: { where: "Idempotency-Key" },
  })
})

test("nobody gives more in a day than their role may, however many ask at once", async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => give(SUPPORT, "org_other", { amountUsd: "40.00" })))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 403, 403, 403, 403, 403, 403])
  expect(answers.find(({ status }) => status === 403)!.body).toMatchObject({ wanted: "at most 20.00 today" })
  expect((await give(SUPPORT, "org_other", { amountUsd: "20.00" })).status).toBe(201)
  expect((await credits("org_other")).balanceMicros).toBe(100_000_000)
})

test("usage is charged once its hour is over; what comes late makes a second entry, what comes twice none", async () => {
  await river.events([used("org_used", "1.25", hoursAgo(3), "a"), used("org_used", "0.75", hoursAgo(3), "b")])
  await river.advance(5 * MINUTE_MS)
  const [first] = await entries("org_used")
  expect(first).toMatchObject({ type: "usage", amountMicros: -2_000_000, contra: "usage", balanceMicros: -2_000_000 })
  expect(first!.source).toEqual({ kind: "usageDay", id: "2026-11-20" })
  await river.events([used("org_used", "1.25", hoursAgo(3), "a"), used("org_used", "0.10", hoursAgo(3), "c")])
  await river.advance(5 * MINUTE_MS)
  expect((await entries("org_used", "&type=usage")).map(({ amountMicros }) => amountMicros)).toEqual([
    -100_000, -2_000_000,
  ])
  // The running hour is charged when it is over.
  await river.events([used("org_used", "3", NOW)])
  await river.advance(2 * MINUTE_MS)
  expect((await credits("org_used")).balanceMicros).toBe(-2_100_000)
  expect((await credits("org_used")).weekMicros).toBe(5_100_000)
  await river.advance(HOUR_MS)
  expect(await credits("org_used")).toMatchObject({ balanceMicros: -5_100_000, runwayDays: 0, grantedMicros: 0 })
  expect(await verified("org_used")).toMatchObject({ verdict: "ok", entryCount: 3, sumMicros: -5_100_000 })
})

test("what was used in seven days is counted by the days of the organization's own zone", async () => {
  await river.events([
    cloudEvent("organization.created", NOW, { id: "org_far", name: "Far", timeZone: "America/New_York" }),
    used("org_far", "4", hoursAgo(7 * 24 - 20)),
    used("org_far", "7", hoursAgo(66)),
    used("org_far", "1", hoursAgo(7 * 24 + 3)),
  ])
  await river.advance(10 * MINUTE_MS)
  expect(await credits("org_far")).toMatchObject({ weekMicros: 11_000_000, balanceMicros: -12_000_000 })
})

test("what expires is used first, and what is left of it goes when its last day is over", async () => {
  await give(ADMIN, "org_lots", { amountUsd: "10.00" })
  const lot = (await give(ADMIN, "org_lots", { amountUsd: "5.00", expiresOn: "2026-11-21" })).body as LedgerEntry
  expect(lot.expiresAt).toBe("2026-11-22T00:00:00.000Z")
  await river.events([used("org_lots", "2", hoursAgo(1))])
  await river.advance(5 * MINUTE_MS)
  expect((await credits("org_lots")).expiring).toEqual([
    { seq: lot.seq, expiresAt: lot.expiresAt, leftMicros: 3_000_000 },
  ])
  await river.advance(2 * DAY_MS)
  expect((await entries("org_lots"))[0]).toMatchObject({
    type: "expiry",
    amountMicros: -3_000_000,
    contra: "expired",
    source: { kind: "entry", id: String(lot.seq) },
    balanceMicros: 10_000_000,
  })
  expect(await credits("org_lots")).toMatchObject({
    balanceMicros: 10_000_000,
    grantedMicros: 15_000_000,
    expiring: [],
  })
  expect((await verified("org_lots")).verdict).toBe("ok")
})

test("a page ends where it was asked to, and the next goes on from there, of one type too", async () => {
  const page = async (query: string) =>
    (await river.call("GET", `${pathOf("org_busy")}/entries?${query}`, { as: ADMIN })).body
  const first = await page("limit=15")
  const second = await page(`limit=15&cursor=${encodeURIComponent(first.nextCursor)}`)
  const seqs = [...first.items, ...second.items].map(({ seq }: LedgerEntry) => seq)
  expect(seqs).toEqual(Array.from({ length: 20 }, (_, nth) => 20 - nth))
  expect(second.nextCursor).toBeNull()
  expect((await page("limit=20")).nextCursor).toBeNull()
  expect(await page("type=usage")).toMatchObject({ items: [], nextCursor: null })
  const foreign = await river.call("GET", `${pathOf("org_other")}/entries?cursor=${first.nextCursor}`, { as: ADMIN })
  expect(foreign).toMatchObject({ status: 400, body: { where: "cursor" } })
})

test("credits in circulation are what all organizations can still use, and of another day nothing is said", async () => {
  const platform = async (query = "") => (await river.call("GET", `/api/overview${query}`, { as: ADMIN })).body.platform
  const balances = await Promise.all(
    ["org_acme", "org_other", "org_busy", "org_used", "org_lots", "org_door", "org_night"].map(
      async (org) => (await credits(org)).balanceMicros,
    ),
  )
  expect(balances).toContainEqual(expect.toSatisfy((balance: number) => balance < 0))
  const held = balances.reduce((sum, one) => sum + Math.max(0, one), 0)
  expect((await platform()).creditsMicros).toBe(held)
  expect((await platform("?asOf=2026-11-01")).creditsMicros).toBeNull()
})

test("a ledger is exported to the micro-dollar, of one type or whole", async () => {
  const whole = await exported(river, VIEWER, { list: "credits", organizationId: "org_used", filter: {} })
  expect(whole.map((one) => [one["seq"], one["type"], one["amount_usd"], one["balance_usd"]])).toEqual([
    ["3", "usage", "-3.000000", "-5.100000"],
    ["2", "usage", "-0.100000", "-2.100000"],
    ["1", "usage", "-2.000000", "-2.000000"],
  ])
  const gifts = await exported(river, ADMIN, {
    list: "credits",
    organizationId: "org_lots",
    filter: { type: "credit_gift" },
  })
  expect(gifts.map(({ seq, expires_at }) => [seq, expires_at])).toEqual([
    ["2", "2026-11-22T00:00:00.000Z"],
    ["1", ""],
  ])
})

test("the organization's owner and admins see its credits, its members do not, and nobody another's", async () => {
  for (const path of ["", "/entries", "/verification"]) {
    for (const as of [ADMIN, SUPPORT, VIEWER, OWNER, ORG_ADMIN])
      expect((await river.call("GET", pathOf("org_acme") + path, { as })).status, `${as} ${path}`).toBe(200)
    expect((await river.call("GET", pathOf("org_acme") + path, { as: MEMBER })).status).toBe(403)
    expect((await river.call("GET", pathOf("org_other") + path, { as: OWNER })).status).toBe(404)
  }
  expect((await river.call("GET", pathOf("org_acme"), { as: OWNER })).body.mayGift).toBeNull()
})

test("products ask for what an organization has left, each key within its scope", async () => {
  const headers = { "idempotency-key": crypto.randomUUID() }
  const asked = { as: ADMIN, headers, body: { name: "Used", scope: "org_door" } }
  const { secret } = (await river.call("POST", "/api/ingest-keys", asked)).body
  const ask = (org: string, key: string) =>
    river.call("GET", `/v1/organizations/${org}/credits`, { headers: { authorization: `Bearer ${key}` } })
  const own = await ask("org_door", secret)
  expect(own).toMatchObject({
    status: 200,
    body: {
      organizationId: "org_door",
      balanceMicros: 0,
      grantedMicros: 0,
      entryCount: 0,
      plan: "free",
      status: "active",
    },
  })
  expect(own.headers.get("cache-control")).toBe("no-store")
  expect((await ask("org_lots", secret)).status).toBe(404)
  expect((await ask("org_nobody", "wbk_local")).status).toBe(404)
  expect((await ask("org_door", "wbk_wrong")).status).toBe(401)
  await give(ADMIN, "org_door", { amountUsd: 3 })
  expect((await ask("org_door", "wbk_local")).body).toMatchObject({ balanceMicros: 3_000_000, entryCount: 1 })
})

test("each night every ledger is recounted, and how that ended stands on its page", async () => {
  await give(ADMIN, "org_night", { amountUsd: 1 })
  expect((await credits("org_night")).check).toBeNull()
  await river.advance(DAY_MS)
  expect((await credits("org_night")).check).toMatchObject({ verdict: "ok", faultCount: 0 })
})
