import { afterAll, beforeAll, expect, test } from "vitest"
import { CONTRACT } from "#shared/contract/contract.ts"
import type { Endpoint } from "#shared/contract/endpoint.ts"
import { ADMIN, cloudEvent, startConsole, type TestConsole } from "../support/console.ts"
import { chargeObject, disputeObject } from "../support/payment-object.ts"
import { couponObject } from "../support/stripe-object.ts"
import { stripeEvent, subscriptionObject } from "../support/stripe.ts"

const [SUPPORT, VIEWER, OWNER] = ["support@demo.test", "viewer@demo.test", "owner@acme.test"]

let river: TestConsole
beforeAll(async () => {
  river = await startConsole()
  const now = new Date().toISOString()
  await river.stripe(stripeEvent("charge.succeeded", now, chargeObject(), undefined, "evt_2"))
  const due = { due_by: Math.floor(Date.parse(now) / 1_000) + 5 * 86_400 }
  const dispute = disputeObject({ evidence_details: due })
  await river.stripe(stripeEvent("charge.dispute.created", now, dispute, undefined, "evt_3"))
  await river.events(["org_acme", "org_other"].map((id) => cloudEvent("organization.created", now, { id, name: id })))
  await river.events([cloudEvent("user.created", now, { id: "usr_1", email: "ada@acme.test" })])
  await river.events([cloudEvent("usage.recorded", now, { org: "org_acme", model: "heron" })])
  await river.stripe(stripeEvent("customer.created", now, { id: "cus_1", object: "customer" }, undefined, "evt_1"))
  const terms = { id: "sub_1", customer: "cus_1", startedAt: now, items: [{ cents: 4_900 }] }
  await river.stripe(stripeEvent("customer.subscription.created", now, subscriptionObject(terms), undefined, "evt_3"))
  await river.stripe(stripeEvent("coupon.created", now, couponObject(), undefined, "evt_4"))
  await river.settled()
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

interface Reading {
  at: string
  actor: { label: string; role: string }
  endpoint: string
  subject: string | null
  shows: string[]
}
const log = async (query = "") =>
  (await river.call("GET", `/api/audit/access${query}`, { as: ADMIN })).body.items as Reading[]
const readAs = (as: string, path: string) => river.call("GET", path, { as })

test("what staff reads of people and money is logged, once in an hour for each subject; nobody else's reading is", async () => {
  expect(await log()).toEqual([])
  for (let nth = 0; nth < 3; nth++) await readAs(SUPPORT!, "/api/organizations/org_acme")
  await readAs(SUPPORT!, "/api/organizations/org_other")
  await readAs(VIEWER!, "/api/organizations/org_acme")
  await readAs(OWNER!, "/api/organizations/org_acme")
  expect((await readAs(SUPPORT!, "/api/organizations/org_nowhere")).status).toBe(404)
  expect((await readAs(OWNER!, "/api/organizations")).status).toBe(403)
  expect((await readAs(SUPPORT!, "/api/organizations?sort=none")).status).toBe(400)
  const told = (await log()).map(({ actor, endpoint, subject }) => `${actor.role} ${endpoint} ${subject}`)
  // An hour may end between the readings.
  expect([...new Set(told)].sort()).toEqual([
    "staff support readOrganization org_acme",
    "staff support readOrganization org_other",
    "staff viewer readOrganization org_acme",
  ])
})

test("every endpoint that shows something is logged as what it is, and no other", async () => {
  const asked: [keyof typeof CONTRACT, string, object?][] = [
    ["readMe", "/api/me"],
    ["readOverview", "/api/overview"],
    ["listOrganizations", "/api/organizations"],
    ["readOrganization", "/api/organizations/org_acme"],
    ["listMembers", "/api/organizations/org_acme/members"],
    ["listUsers", "/api/users"],
    ["readUser", "/api/users/usr_1"],
    ["readMovements", "/api/movements"],
    ["listMovements", "/api/movements/rows"],
    ["listTransactions", "/api/transactions"],
    ["readTransaction", "/api/transactions/live/ch_1"],
    ["listSubscriptions", "/api/subscriptions"],
    ["readSubscription", "/api/subscriptions/live/sub_1"],
    ["listFailedPayments", "/api/failed-payments"],
    ["listDiscounts", "/api/discounts"],
    ["readDiscount", "/api/discounts/live/coupon_1"],
    ["createCoupon", "/api/discounts/live", { name: "Spring", kind: "percent", value: "10", duration: "once" }],
    ["deleteCoupon", "/api/discounts/live/coupon_1/delete", { confirmation: "coupon_1" }],
    ["cancelSubscription", "/api/subscriptions/live/sub_1/cancel", {}],
    ["listDisputes", "/api/disputes"],
    ["readDispute", "/api/disputes/live/dp_1"],
    ["listReconciliations", "/api/reconciliations"],
    ["startReconciliation", "/api/reconciliations", {}],
    ["saveEvidence", "/api/disputes/live/dp_1/evidence", { version: 0, texts: {} }],
    ["stageEvidence", "/api/disputes/live/dp_1/evidence/stage", { version: 1 }],
    ["listDeliveries", "/api/webhooks"],
    ["readDelivery", "/api/webhooks/stripe/evt_1"],
    ["replayDelivery", "/api/webhooks/stripe/evt_1/replay", {}],
    ["listAudit", "/api/audit"],
    ["verifyAudit", "/api/audit/verify"],
    ["listAccess", "/api/audit/access"],
    ["requestExport", "/api/exports", { request: { list: "organizations", filter: {} } }],
    ["listExports", "/api/exports"],
    ["readCatalog", "/api/catalog"],
    [
      "createProvider",
      "/api/catalog/providers",
      {
        ...{ providerId: "quarry", name: "Quarry", isEnabled: true },
        rateLimits: { requestsPerMinute: null, tokensPerMinute: null },
      },
    ],
    ["createUsageDiscount", "/api/catalog/discounts", { name: "Spring", providerId: "quarry", percent: "10" }],
    ["readSettings", "/api/settings/general"],
    ["readPlans", "/api/settings/plans"],
    ["listIngestKeys", "/api/ingest-keys"],
    ["createIngestKey", "/api/ingest-keys", { name: "Shop", scope: "platform" }],
    ["listOrganizationIngestKeys", "/api/organizations/org_acme/ingest-keys"],
    ["createOrganizationIngestKey", "/api/organizations/org_acme/ingest-keys", { name: "Agent" }],
    ["readBoard", "/api/leaderboard"],
    ["readBoardDays", "/api/leaderboard/timeseries"],
    ["readBoardByUser", "/api/leaderboard/timeseries/by-user"],
    ["readBoardRepos", "/api/leaderboard/repos"],
    ["readBoardPrs", "/api/leaderboard/prs"],
    ["readOrganizationBoard", "/api/organizations/org_acme/leaderboard"],
    ["readOrganizationBoardDays", "/api/organizations/org_acme/leaderboard/timeseries"],
    ["readOrganizationBoardByUser", "/api/organizations/org_acme/leaderboard/timeseries/by-user"],
    ["readOrganizationBoardRepos", "/api/organizations/org_acme/leaderboard/repos"],
    ["readOrganizationBoardPrs", "/api/organizations/org_acme/leaderboard/prs"],
    ["readOrganizationMetrics", "/api/organizations/org_acme/metrics"],
    ["listGenerations", "/api/generations"],
    ["readGenerationFigures", "/api/generations/figures"],
    ["readSpendCourse", "/api/organizations/org_acme/spend/course?by=projects"],
    ["readSpendMonth", "/api/organizations/org_acme/spend/month"],
    ["listSpendAlerts", "/api/organizations/org_acme/spend-alerts"],
    ["readCredits", "/api/organizations/org_acme/credits"],
    ["listCreditEntries", "/api/organizations/org_acme/credits/entries"],
    ["verifyCredits", "/api/organizations/org_acme/credits/verification"],
    ["giftCredits", "/api/organizations/org_acme/credits/gifts", { amountUsd: "5" }],
    ["readCreditAlerts", "/api/organizations/org_acme/credits/alerts"],
    ["listOutbox", "/api/outbox"],
    ["createSpendAlert", "/api/organizations/org_acme/spend-alerts", { kind: "day", amountUsd: "5" }],
    ["listRequestLogs", "/api/organizations/org_acme/logs"],
    ["listSessions", "/api/sessions"],
    ["listOrganizationSessions", "/api/organizations/org_acme/sessions"],
    ["switchBoard", "/api/organizations/org_acme/board", { on: true }],
    ["hideMe", "/api/me/board", { hidden: false }],
    ["listViews", "/api/views"],
    ["saveView", "/api/views", { list: "audit", name: "All", address: "", hiddenColumns: [] }],
    ["createLiveTicket", "/api/live/ticket", {}],
    ["readTopics", "/api/live/topics?topics=overview"],
  ]
  let [exportId, viewId, alertId, reconciliationId] = ["", "", "", ""]
  const keyIds: string[] = []
  for (const [name, path, body] of asked) {
    const headers = { "idempotency-key": crypto.randomUUID() }
    const { method } = CONTRACT[name]
    const answer = await river.call(method, path, { as: ADMIN, headers, ...(body ? { body } : {}) })
    expect([200, 201, 202], name).toContain(answer.status)
    exportId = answer.body.exportId ?? exportId
    viewId = answer.body.viewId ?? viewId
    alertId = answer.body.alertId ?? alertId
    reconciliationId = answer.body.reconciliationId ?? reconciliationId
    if (answer.body.key) keyIds.push(answer.body.key.keyId)
  }
  const view = `/api/views/audit/${viewId}`
  for (const [method, path, body] of [
    ["PUT", view, { name: "Every entry" }],
    ["PUT", `${view}/sharing`, { shared: true }],
    ["DELETE", view, {}],
    ["DELETE", `/api/organizations/org_acme/spend-alerts/${alertId}`, {}],
    ["POST", `/api/ingest-keys/${keyIds[0]}/revoke`, {}],
    ["POST", `/api/organizations/org_acme/ingest-keys/${keyIds[1]}/revoke`, {}],
  ] as const)
    expect((await river.call(method, path, { as: ADMIN, body })).status, `${method} ${path}`).toBe(200)
  await readAs(ADMIN, `/api/exports/${exportId}`)
  await readAs(ADMIN, `/api/reconciliations/${reconciliationId}`)
  const [{ requestId }] = (await readAs(ADMIN, "/api/organizations/org_acme/logs")).body.items
  await readAs(ADMIN, `/api/organizations/org_acme/logs/${requestId}`)
  const settings = (await readAs(ADMIN, "/api/settings/general")).body
  expect((await river.call("PUT", "/api/settings/general", { as: ADMIN, body: settings })).status).toBe(200)
  const revokes = ["revokeIngestKey", "revokeOrganizationIngestKey"]
  const others = [
    "readExport",
    "readReconciliation",
    "readRequestLog",
    "saveSettings",
    "savePlans",
    "changeView",
    "shareView",
    "deleteView",
    "deleteSpendAlert",
    // An owner's alone.
    "setCreditAlerts",
    // They are no readings, and each waits for the one before.
    ...["resumeSubscription", "changePlan", "retryPayment", "submitEvidence"],
    ...["saveProvider", "setProviderKey", "createModel", "saveModel", "setPrice", "withdrawPrice", "endUsageDiscount"],
    ...["createPromotionCode", "deactivatePromotionCode", "reactivatePromotionCode"],
    ...revokes,
  ]
  expect([...asked.map(([name]) => name), ...others].sort()).toEqual(Object.keys(CONTRACT).sort())
  const subjects: Record<string, string | null> = {
    readOverview: null,
    listOrganizations: null,
    readOrganization: "org_acme",
    listUsers: null,
    readUser: "usr_1",
    readMovements: "live",
    listMovements: "live",
    listTransactions: "live",
    readTransaction: "live/ch_1",
    listSubscriptions: "live",
    readSubscription: "live/sub_1",
    listFailedPayments: "live",
    listDiscounts: "live",
    readDiscount: "live/coupon_1",
    listDisputes: "live",
    readDispute: "live/dp_1",
    readDelivery: "stripe/evt_1",
    listIngestKeys: null,
    listOrganizationIngestKeys: "org_acme",
    readRequestLog: `org_acme/${requestId}`,
    requestExport: "organizations",
    readExport: exportId,
    readReconciliation: reconciliationId,
  }
  const told = new Map((await log("?actor=Ines+Okafor")).map((one) => [one.endpoint, one]))
  const shown = (Object.entries(CONTRACT) as unknown as [string, Endpoint][]).filter(
    ([, { shows }]) => shows.length > 0,
  )
  expect([...told.keys()].sort()).toEqual(shown.map(([name]) => name).sort())
  for (const [name, { shows, path }] of shown) {
    const subject = name in subjects ? subjects[name] : path.includes("{organizationId}") ? "org_acme" : null
    expect(told.get(name), name).toMatchObject({ shows, subject })
  }
})

test("the log is narrowed, paged and exported by admins alone", async () => {
  const all = await log("?limit=200")
  const money = (await log("?shows=money&limit=200")).map(({ endpoint }) => endpoint)
  expect(money).toEqual(expect.arrayContaining(["readDelivery", "readOverview", "readBoard"]))
  expect(money).not.toContain("readOrganization")
  expect((await log("?search=org_other")).map(({ subject }) => subject)).toEqual(["org_other"])
  expect(await log(`?to=${all.at(-1)!.at}`)).toEqual([])
  const first = (await readAs(ADMIN, "/api/audit/access?limit=2")).body
  const next = (await readAs(ADMIN, `/api/audit/access?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`)).body
  expect([...first.items, ...next.items]).toEqual(all.slice(0, 4))
  const request = { list: "access", filter: { to: new Date(Date.now() + 1_000).toISOString() } }
  const ask = (as: string) =>
    river.call("POST", "/api/exports", { as, body: { request }, headers: { "idempotency-key": crypto.randomUUID() } })
  for (const as of [SUPPORT!, VIEWER!]) {
    expect((await readAs(as, "/api/audit/access")).status).toBe(403)
    expect(await ask(as)).toMatchObject({ status: 403, body: { code: "forbidden" } })
  }
  const { exportId } = (await ask(ADMIN)).body
  await expect.poll(async () => (await readAs(ADMIN, `/api/exports/${exportId}`)).body.status).toBe("ready")
  const file = await (await fetch((await readAs(ADMIN, `/api/exports/${exportId}`)).body.downloadUrl)).text()
  expect(file).toContain("first_read_at,reader,role,endpoint,subject,shows,request_id,address")
  expect(file).toContain(",staff admin,readDelivery,stripe/evt_1,personal money,")
})
