import { afterAll, beforeAll, expect, test } from "vitest"
import type { AuditEntry } from "#shared/contract/audit.ts"
import type { CreditAlerts } from "#shared/contract/credit-alerts.ts"
import type { Mail } from "#shared/contract/outbox.ts"
import { HOUR_MS } from "#shared/time.ts"
import { ADMIN, cloudEvent, startConsole, type TestConsole } from "../support/console.ts"

const NOW = "2026-11-20T14:02:11.000Z"
const [OWNER, ORG_ADMIN, MEMBER] = ["owner@acme.test", "orgadmin@acme.test", "member@acme.test"] as const
const PATH = "/api/organizations/org_acme/credits/alerts"

let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: NOW })
  await river.events([
    cloudEvent("organization.created", NOW, { id: "org_acme", name: "Acme" }),
    cloudEvent("user.created", NOW, { id: "usr_1", email: "second@acme.test", name: "Second" }),
    cloudEvent("member.added", NOW, { org: "org_acme", user: "usr_1", role: "owner" }),
  ])
  await river.settled()
  await give(100)
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const give = async (amountUsd: number) => {
  const headers = { "idempotency-key": crypto.randomUUID() }
  const path = "/api/organizations/org_acme/credits/gifts"
  expect((await river.call("POST", path, { as: ADMIN, body: { amountUsd }, headers })).status).toBe(201)
  await river.settled()
}
/** Uses so many dollars, and lets the hour pass in which that was. */
const use = async (usd: string) => {
  const { now } = (await river.call("GET", "/_local/state")).body as { now: string }
  await river.events([cloudEvent("usage.recorded", now, { org: "org_acme", model: "large", inputCostUsd: usd })])
  await river.settled()
  await river.advance(2 * HOUR_MS)
}
const set = (thresholdsUsd: unknown, as: string = OWNER) => river.call("PUT", PATH, { as, body: { thresholdsUsd } })
const alerts = async (as: string = ADMIN): Promise<CreditAlerts> => (await river.call("GET", PATH, { as })).body
const standing = async () =>
  (await alerts()).thresholds.map(({ amountMicros, isArmed }) => [amountMicros / 1e6, isArmed])
const outbox = async (): Promise<{ items: Mail[]; isSandbox: boolean }> =>
  (await river.call("GET", "/api/outbox", { as: ADMIN })).body

test("thresholds are an owner's to set with a fresh sign-in, at most three amounts, and audited", async () => {
  expect((await alerts()).thresholds).toEqual([])
  for (const as of [ADMIN, ORG_ADMIN, MEMBER]) expect((await set(["50"], as)).status).toBe(403)
  const stale = { authorization: `Bearer ${await river.token(OWNER, { stale: true })}` }
  const late = await river.call("PUT", PATH, { body: { thresholdsUsd: ["50"] }, headers: stale })
  expect(late.body).toMatchObject({ status: 403, code: "staleSignIn" })
  for (const [wrong, where] of [
    [["0"], "thresholdsUsd.0"],
    [["1.234"], "thresholdsUsd.0"],
    [["5", "5.00"], "thresholdsUsd"],
    [["1", "2", "3", "4"], "thresholdsUsd"],
    ["50", "thresholdsUsd"],
  ] as const)
    expect((await set(wrong)).body).toMatchObject({ status: 400, where })
  expect((await set(["20", "50.00", "300"])).status).toBe(200)
  expect(await standing()).toEqual([
    [300, false],
    [50, true],
    [20, true],
  ])
  expect(await alerts(ORG_ADMIN)).toMatchObject({ ownerCount: 2, setBy: { name: "Marta Kessler", isStaff: false } })
  expect((await river.call("GET", PATH, { as: MEMBER })).status).toBe(403)
  const audit = await river.call("GET", "/api/audit?organizationId=org_acme", { as: ADMIN })
  expect((audit.body.items as AuditEntry[])[0]).toMatchObject({
    ...{
      action: "creditAlerts.set",
      before: { thresholdsUsd: [] },
      after: { thresholdsUsd: ["300.00", "50.00", "20.00"] },
    },
  })
})

test("what usage takes below a threshold is mailed to the owners once, and the sandbox keeps the mail", async () => {
  await use("55")
  await expect.poll(async () => (await outbox()).items.map(({ state }) => state), { timeout: 20_000 }).toEqual(["kept"])
  const { items, isSandbox } = await outbox()
  expect(isSandbox).toBe(true)
  expect(items).toMatchObject([
    {
      ...{ to: ["second@acme.test", "owner@acme.test"], subject: "Credits of Acme are below $50.00", attempts: 1 },
      about: { what: "lowCredit", organizationId: "org_acme" },
      text: expect.stringContaining(`The balance was $45.00 at `),
    },
  ])
  expect(items[0]!.text).toContain(`${river.url}/organizations/org_acme/settings`)
  await use("1")
  await give(9)
  await use("6")
  expect((await outbox()).items).toHaveLength(1)
  expect(await standing()).toEqual([
    [300, false],
    [50, false],
    [20, true],
  ])
})

test("it is armed again a tenth above, and then tells again; setting it anew changes nothing of that", async () => {
  await give(8)
  expect((await set(["50", "20"])).status).toBe(200)
  expect(await standing()).toEqual([
    [50, false],
    [20, true],
  ])
  await give(1)
  await expect.poll(standing, { timeout: 20_000 }).toEqual([
    [50, true],
    [20, true],
  ])
  await use("40")
  await expect
    .poll(async () => (await outbox()).items.map(({ subject }) => subject), { timeout: 20_000 })
    .toEqual(["Credits of Acme are below $20.00", "Credits of Acme are below $50.00"])
  expect((await outbox()).items[0]!.text).toContain("fell below $50.00 and $20.00")
})

test("without thresholds nobody is told, and the outbox is for staff admins alone", async () => {
  expect((await set([])).body).toEqual({ thresholds: [] })
  await give(100)
  await use("150")
  await river.settled()
  expect((await outbox()).items).toHaveLength(2)
  for (const as of ["support@demo.test", "viewer@demo.test", OWNER])
    expect((await river.call("GET", "/api/outbox", { as })).status).toBe(403)
  const first = (await river.call("GET", "/api/outbox?limit=1", { as: ADMIN })).body
  const cursor = encodeURIComponent(first.nextCursor)
  const second = (await river.call("GET", `/api/outbox?limit=1&cursor=${cursor}`, { as: ADMIN })).body
  expect([first.items[0].mailId, second.items[0].mailId, second.nextCursor]).toEqual([
    ...(await outbox()).items.map(({ mailId }) => mailId),
    null,
  ])
})
