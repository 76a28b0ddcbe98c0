import { afterAll, beforeAll, expect, test } from "vitest"
import { SPEND_ALERTS_MAX, type SpendAlert, type SpendAlerts } from "#shared/contract/spend-alerts.ts"
import { MINUTE_MS } from "#shared/time.ts"
import { LOOK_MINUTES } from "#shared/usage/spend-period.ts"
import { announcementOf } from "../../functions/publish/index.ts"
import { ADMIN, cloudEvent, startConsole, type TestConsole } from "../support/console.ts"

const NOW = "2026-11-20T14:02:11.000Z"
const [SUPPORT, VIEWER] = ["support@demo.test", "viewer@demo.test"] as const
const [OWNER, ORG_ADMIN, MEMBER, READER] = ["owner", "orgadmin", "member", "readonly"].map((who) => `${who}@acme.test`)
const ACME = "/api/organizations/org_acme/spend-alerts"
const OTHER = "/api/organizations/org_other/spend-alerts"

let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: NOW })
  await river.events([
    cloudEvent("organization.created", NOW, { id: "org_acme", name: "Acme", timeZone: "America/New_York" }),
    cloudEvent("organization.created", NOW, { id: "org_other", name: "Other" }),
  ])
  await river.settled()
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const create = (as: string, body: object, path = ACME, idempotencyKey: string = crypto.randomUUID()) =>
  river.call("POST", path, { as, body, headers: { "idempotency-key": idempotencyKey } })
const listed = async (path = ACME): Promise<SpendAlerts> => (await river.call("GET", path, { as: SUPPORT })).body
const alertOf = async (alertId: string): Promise<SpendAlert> =>
  (await listed()).items.find((one) => one.alertId === alertId)!
const end = (as: string, alertId: string, path = ACME) => river.call("DELETE", `${path}/${alertId}`, { as, body: {} })
const call = (usd: string, project = "site", id?: string, time = NOW) =>
  cloudEvent("usage.recorded", time, { org: "org_acme", project, model: "large", inputCostUsd: usd }, id)
const look = () => river.advance(LOOK_MINUTES * MINUTE_MS)

test("events raise it once, redelivered and repeated ones no second time, another project's not at all", async () => {
  const made = await create(OWNER!, { name: "Site", kind: "day", project: "site", amountUsd: "5.50" })
  expect(made).toMatchObject({ status: 201, body: { alertId: expect.any(String) } })
  const { alertId } = made.body
  await river.events([call("5.5", "site", "first"), call("70", "help")])
  await look()
  expect(await alertOf(alertId)).toMatchObject({
    name: "Site",
    project: "site",
    kind: "day",
    amountMicros: 5_500_000,
    createdBy: { name: "Marta Kessler", isStaff: false },
    period: "2026-11-20",
    spentMicros: 5_500_000,
    limitMicros: 5_500_000,
    weeksKnown: null,
    raisedAt: null,
    lastRaisedAt: null,
  })
  await river.events([call("5.5", "site", "first"), call("0.000001", "site", "second")])
  await look()
  const raised = await alertOf(alertId)
  expect(raised).toMatchObject({ spentMicros: 5_500_001, raisedAt: expect.any(String) })
  expect(raised.lastRaisedAt).toBe(raised.raisedAt)
  await river.events([call("5.5", "site", "first"), call("0.000001", "site", "second"), call("3", "site")])
  await look()
  const { raised: all } = await listed()
  expect(all).toEqual([
    {
      alertId,
      name: "Site",
      project: "site",
      kind: "day",
      period: "2026-11-20",
      spentMicros: 5_500_001,
      limitMicros: 5_500_000,
      raisedAt: raised.raisedAt,
    },
  ])
  expect(await alertOf(alertId)).toMatchObject({ spentMicros: 8_500_001, raisedAt: raised.raisedAt })
})

test("a new alert is looked at soon, a deleted one never again; what it raised stays", async () => {
  const { alertId } = (await create(ORG_ADMIN!, { kind: "month", amountUsd: "10" })).body
  await river.advance(MINUTE_MS)
  expect((await alertOf(alertId)).raisedAt).not.toBeNull()
  const quiet = (await create(ADMIN, { kind: "day", amountUsd: "500" })).body.alertId
  expect(await end(OWNER!, quiet)).toMatchObject({ status: 200, body: { alertId: quiet } })
  expect(await end(OWNER!, quiet)).toMatchObject({ status: 404, body: { code: "missing" } })
  await river.events([call("900")])
  await look()
  expect((await listed()).raised.map((one) => one.alertId)).not.toContain(quiet)
  expect((await end(ADMIN, alertId)).status).toBe(200)
  expect((await listed()).raised.map((one) => one.alertId)).toContain(alertId)
  expect(await alertOf(alertId)).toBeUndefined()
})

test("what is unusual says how far it has learned", async () => {
  const { alertId } = (await create(OWNER!, { kind: "unusual" })).body
  expect(await alertOf(alertId)).toMatchObject({ amountMicros: null, limitMicros: null, weeksKnown: 0 })
  const weekAgo = (weeks: number) => new Date(Date.parse(NOW) - weeks * 7 * 86_400_000).toISOString()
  await river.events([1, 2, 3, 4, 5].map((weeks) => call("2", "site", undefined, weekAgo(weeks))))
  await look()
  expect(await alertOf(alertId)).toMatchObject({ limitMicros: 4_000_000, weeksKnown: 4, raisedAt: expect.any(String) })
})

test("the same idempotency key makes one alert, and another wish under it is refused", async () => {
  const again = crypto.randomUUID()
  const asked = { kind: "day", amountUsd: "7" }
  const answers = await Promise.all([1, 2, 3].map(() => create(OWNER!, asked, ACME, again)))
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
  expect(new Set(answers.map(({ body }) => body.alertId)).size).toBe(1)
  expect(await create(OWNER!, { ...asked, amountUsd: "8" }, ACME, again)).toMatchObject({
    status: 409,
    body: { where: "Idempotency-Key" },
  })
  const { alertId } = answers[0]!.body
  await end(OWNER!, alertId)
  expect((await create(OWNER!, asked, ACME, again)).status).toBe(409)
})

test("who may: owners and admins of the organization and staff admins write, all staff read", async () => {
  const { alertId } = (await create(OWNER!, { kind: "day", amountUsd: "400" })).body
  for (const as of [ADMIN, SUPPORT, VIEWER, OWNER!, ORG_ADMIN!])
    expect((await river.call("GET", ACME, { as })).status, as).toBe(200)
  for (const as of [MEMBER!, READER!]) expect((await river.call("GET", ACME, { as })).status, as).toBe(403)
  for (const as of [SUPPORT, VIEWER, MEMBER!, READER!]) {
    expect((await create(as, { kind: "day", amountUsd: "1" })).status, as).toBe(403)
    expect((await end(as, alertId)).status, as).toBe(403)
  }
  expect((await river.call("GET", OTHER, { as: OWNER! })).status).toBe(404)
  expect((await create(OWNER!, { kind: "day", amountUsd: "1" }, OTHER)).status).toBe(404)
  expect((await end(OWNER!, alertId, OTHER)).status).toBe(404)
  expect((await end(ADMIN, alertId, OTHER)).status).toBe(404)
  expect((await listed()).items.map((one) => one.alertId)).toContain(alertId)
})

test("what makes no alert is refused, and says why", async () => {
  for (const [body, where] of [
    [{}, "kind"],
    [{ kind: "week", amountUsd: "5" }, "kind"],
    [{ kind: "day" }, "amountUsd"],
    [{ kind: "unusual", amountUsd: "5" }, "amountUsd"],
    ...["0", "0.0000001", "-5", "5,50", "1e3", "1000000000", "", "five", " 5"].map(
      (amountUsd) => [{ kind: "day", amountUsd }, "amountUsd"] as const,
    ),
    [{ kind: "day", amountUsd: 5 }, "amountUsd"],
    [{ kind: "day", amountUsd: "5", name: "two\nlines" }, "name"],
    [{ kind: "day", amountUsd: "5", project: "a#b" }, "project"],
  ] as const)
    expect(await create(OWNER!, body), JSON.stringify(body)).toMatchObject({ status: 400, body: { where } })
})

test(`an organization has ${SPEND_ALERTS_MAX} alerts at most; a deleted one makes room`, async () => {
  const first = (await create(ADMIN, { kind: "day", amountUsd: "1" }, OTHER)).body.alertId
  for (let nth = 2; nth < SPEND_ALERTS_MAX; nth++)
    expect((await create(ADMIN, { kind: "day", amountUsd: String(nth) }, OTHER)).status).toBe(201)
  const last = await Promise.all([1, 2, 3].map(() => create(ADMIN, { kind: "unusual" }, OTHER)))
  expect(last.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  expect((await listed(OTHER)).items).toHaveLength(SPEND_ALERTS_MAX)
  expect((await end(ADMIN, first, OTHER)).status).toBe(200)
  expect((await create(ADMIN, { kind: "unusual" }, OTHER)).status).toBe(201)
})

test("what is raised is announced once, with its amounts and their currency", () => {
  const raised = { alertId: "a", period: "2026-11", spentMicros: 11, limitMicros: 10 }
  const row = {
    pk: "spend#org_acme",
    sk: "raised#2026-11~~~#a",
    kind: "spendRaised",
    organizationId: "org_acme",
    raised,
  }
  expect(announcementOf({ after: row } as never)).toEqual({
    type: "spendAlert.raised",
    detail: { organizationId: "org_acme", ...raised, currency: "usd" },
  })
  expect(announcementOf({ before: row, after: row } as never)).toBeUndefined()
})
