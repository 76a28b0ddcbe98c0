import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { importJWK, type JWTPayload, SignJWT } from "jose"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { CONTRACT, type EndpointName } from "#shared/contract/contract.ts"
import type { Endpoint, MemberRole, StaffRole } from "#shared/contract/endpoint.ts"
import { CLIENT_ID } from "../../infra/local/environment.ts"
import { IN_FOLDER } from "../../infra/local/folder.ts"
import { openSigningKey } from "../../infra/local/issuer/access-token.ts"
import { DEMO_PEOPLE, subjectOf } from "../../infra/local/people.ts"
import { openStore } from "../../infra/local/store.ts"
import { cloudEvent, startConsole, type TestConsole } from "../support/console.ts"

/**
 * Every endpoint × every person × {own, foreign, deleted, missing organization}, and × every token that is not one.
 * What is right follows from the contract's `who` alone; an endpoint that the rows below do not know fails.
 */
const ORGANIZATIONS = { own: "org_acme", foreign: "org_other", deleted: "org_gone", missing: "org_nowhere" } as const
type Which = keyof typeof ORGANIZATIONS

interface Call {
  input?: Record<string, unknown>
  /** The statuses of a caller who may. */
  good: readonly number[]
  /** The same at a deleted organization, where they are others. */
  onDeleted?: readonly number[]
}

const NO_COUPON = { mode: "live", couponId: "none" } as const
const PROVIDER = { name: "Quarry", isEnabled: true, rateLimits: { requestsPerMinute: null, tokensPerMinute: null } }
const MODEL = { contextWindowTokens: null, features: [], plans: [], isAvailable: true }
const NO_SUBSCRIPTION = { mode: "live", subscriptionId: "sub_none" }

/** What each endpoint is called with, so that the role alone decides. */
const CALLS: Record<EndpointName, Call> = {
  readMe: { good: [200] },
  readOverview: { good: [200] },
  listOrganizations: { good: [200] },
  readOrganization: { good: [200] },
  listMembers: { good: [200] },
  listUsers: { good: [200] },
  readUser: { input: { userId: "none" }, good: [404] },
  listRequestLogs: { good: [200] },
  readRequestLog: { input: { requestId: "none" }, good: [404] },
  readBoard: { good: [200] },
  readBoardDays: { good: [200] },
  readBoardByUser: { good: [200] },
  readBoardRepos: { good: [200] },
  readBoardPrs: { good: [200] },
  readOrganizationBoard: { good: [200] },
  readOrganizationBoardDays: { good: [200] },
  readOrganizationBoardByUser: { good: [200] },
  readOrganizationBoardRepos: { good: [200] },
  readOrganizationBoardPrs: { good: [200] },
  switchBoard: { input: { on: true }, good: [200] },
  listSessions: { good: [200] },
  listOrganizationSessions: { good: [200] },
  hideMe: { input: { hidden: false }, good: [200] },
  readOrganizationMetrics: { good: [200] },
  listGenerations: { good: [200] },
  readGenerationFigures: { good: [200] },
  readSpendCourse: { input: { by: "models" }, good: [200] },
  readSpendMonth: { good: [200] },
  listSpendAlerts: { good: [200] },
  createSpendAlert: { input: { kind: "day", amountUsd: "5" }, good: [201], onDeleted: [409] },
  readCredits: { good: [200] },
  listCreditEntries: { good: [200] },
  verifyCredits: { good: [200] },
  giftCredits: { input: { amountUsd: "1" }, good: [201], onDeleted: [409] },
  readCreditAlerts: { good: [200] },
  setCreditAlerts: { input: { thresholdsUsd: ["5"] }, good: [200] },
  listOutbox: { good: [200] },
  deleteSpendAlert: { input: { alertId: "none" }, good: [404] },
  readMovements: { good: [200] },
  listMovements: { good: [200] },
  listTransactions: { good: [200] },
  readTransaction: { input: { mode: "live", chargeId: "ch_none" }, good: [404] },
  listSubscriptions: { good: [200] },
  readSubscription: { input: NO_SUBSCRIPTION, good: [404] },
  cancelSubscription: { input: NO_SUBSCRIPTION, good: [404] },
  resumeSubscription: { input: NO_SUBSCRIPTION, good: [404] },
  changePlan: { input: { ...NO_SUBSCRIPTION, itemId: "si_1", priceId: "price_1" }, good: [404] },
  listDiscounts: { good: [200] },
  readDiscount: { input: NO_COUPON, good: [404] },
  createCoupon: {
    input: { mode: "live", name: "Spring", kind: "percent", value: "10", duration: "once" },
    good: [202],
  },
  createPromotionCode: { input: NO_COUPON, good: [404] },
  deactivatePromotionCode: { input: { ...NO_COUPON, codeId: "promo_none" }, good: [404] },
  reactivatePromotionCode: { input: { ...NO_COUPON, codeId: "promo_none" }, good: [404] },
  deleteCoupon: { input: { ...NO_COUPON, confirmation: "none" }, good: [404] },
  listFailedPayments: { good: [200] },
  retryPayment: { input: { mode: "live", invoiceId: "in_1" }, good: [404] },
  listDisputes: { good: [200] },
  readDispute: { input: { mode: "live", disputeId: "dp_none" }, good: [404] },
  listReconciliations: { good: [200] },
  readReconciliation: { input: { reconciliationId: "none" }, good: [404] },
  startReconciliation: { good: [202, 409] },
  saveEvidence: { input: { mode: "live", disputeId: "dp_none", version: 0, texts: {} }, good: [404] },
  stageEvidence: { input: { mode: "live", disputeId: "dp_none", version: 1 }, good: [404] },
  submitEvidence: { input: { mode: "live", disputeId: "dp_none", version: 1 }, good: [404] },
  listDeliveries: { good: [200] },
  readDelivery: { input: { provider: "stripe", deliveryId: "evt_none" }, good: [404] },
  replayDelivery: { input: { provider: "stripe", deliveryId: "evt_none" }, good: [404] },
  listAudit: { good: [200] },
  verifyAudit: { good: [200] },
  listAccess: { good: [200] },
  requestExport: { input: { request: { list: "audit", filter: {} } }, good: [202] },
  listExports: { good: [200] },
  readExport: { input: { exportId: "none" }, good: [404] },
  readCatalog: { good: [200] },
  createProvider: { input: { providerId: "quarry", ...PROVIDER }, good: [201] },
  saveProvider: { input: { providerId: "none", ...PROVIDER, version: 1 }, good: [404] },
  setProviderKey: { input: { providerId: "none", key: "sk_1" }, good: [404] },
  createModel: { input: { providerId: "none", name: "slate-2", ...MODEL }, good: [422] },
  saveModel: { input: { modelId: "none", ...MODEL, version: 1 }, good: [404] },
  setPrice: {
    input: { modelId: "none", version: 1, inputUsd: "1", outputUsd: "1", cachedUsd: "1" },
    good: [404],
  },
  withdrawPrice: { input: { modelId: "none", version: 1, effectiveFrom: "2027-01-01T00:00:00.000Z" }, good: [404] },
  createUsageDiscount: { input: { name: "Spring", providerId: "none", percent: "10" }, good: [422] },
  endUsageDiscount: { input: { discountId: "none" }, good: [404] },
  readSettings: { good: [200] },
  saveSettings: {
    input: { reportingZone: "UTC", reportingCurrency: "usd", discounts: "forever", rates: [] },
    good: [200],
  },
  readPlans: { good: [200] },
  savePlans: { input: { terms: [], revision: 0 }, good: [200] },
  listIngestKeys: { good: [200] },
  createIngestKey: { input: { name: "Shop", scope: "platform" }, good: [201] },
  revokeIngestKey: { input: { keyId: "none" }, good: [404] },
  listOrganizationIngestKeys: { good: [200] },
  createOrganizationIngestKey: { input: { name: "Shop" }, good: [201], onDeleted: [409] },
  revokeOrganizationIngestKey: { input: { keyId: "none" }, good: [404] },
  listViews: { good: [200] },
  saveView: { input: { list: "audit", name: "All", address: "", hiddenColumns: [] }, good: [201] },
  changeView: { input: { list: "audit", viewId: "none", name: "Some" }, good: [404] },
  shareView: { input: { list: "audit", viewId: "none", shared: true }, good: [404] },
  deleteView: { input: { list: "audit", viewId: "none" }, good: [404] },
  createLiveTicket: { good: [201] },
  readTopics: { input: { topics: "overview" }, good: [200] },
}

const folder = mkdtempSync(join(tmpdir(), "console-"))
let console_: TestConsole
let sign: (claims: JWTPayload) => Promise<string>

beforeAll(async () => {
  console_ = await startConsole({ dataDir: folder })
  const store = openStore(join(folder, IN_FOLDER.store))
  const key = await importJWK((await openSigningKey(store)).private, "RS256")
  sign = (claims) => new SignJWT(claims).setProtectedHeader({ alg: "RS256" }).sign(key)
  const now = new Date().toISOString()
  const answer = await console_.events([
    cloudEvent("organization.created", now, { id: "org_acme", name: "Acme" }),
    cloudEvent("organization.created", now, { id: "org_other", name: "Other" }),
    cloudEvent("organization.created", now, { id: "org_gone", name: "Gone", status: "deleted" }),
  ])
  expect(answer).toMatchObject({ status: 202, body: { accepted: 3 } })
  await console_.settled()
})
afterAll(async () => {
  await console_?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const endpoints = Object.entries(CONTRACT) as unknown as [EndpointName, Endpoint][]
/** Somebody who may: an admin, or the owner of what is theirs alone. */
const callerOf = ({ who }: Endpoint): string =>
  who.staff.length > 0 || who.anyone ? "admin@demo.test" : "owner@acme.test"
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

function ask(
  name: EndpointName,
  { method, path, idempotent }: Endpoint,
  organizationId: string,
  options: { as?: string; headers?: Record<string, string> },
) {
  const input = { ...CALLS[name].input }
  const filled = path.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = field === "organizationId" ? organizationId : String(input[field])
    delete input[field]
    return encodeURIComponent(value)
  })
  const query =
    method === "GET" && Object.keys(input).length > 0 ? `?${new URLSearchParams(input as Record<string, string>)}` : ""
  return console_.call(method, `${filled}${query}`, {
    ...options,
    ...(method === "GET" ? {} : { body: input }),
    headers: { ...options.headers, ...(idempotent ? { "idempotency-key": crypto.randomUUID() } : {}) },
  })
}

/** What the contract says a person gets. */
function expected(
  name: EndpointName,
  { who, path }: Endpoint,
  staffRole: StaffRole | undefined,
  role: MemberRole | undefined,
  which: Which,
): readonly number[] {
  const { good, onDeleted } = CALLS[name]
  if (who.anyone || (staffRole && (who.staff as readonly string[]).includes(staffRole))) {
    if (path.includes("{organizationId}") && which === "missing") return [404]
    return which === "deleted" ? (onDeleted ?? good) : good
  }
  if (staffRole) return [403]
  if (!path.includes("{organizationId}")) return [403]
  if (which !== "own") return [404]
  return role && (who.members as readonly string[]).includes(role) ? good : [403]
}

describe.each(endpoints)("%s", (name, endpoint) => {
  const places = endpoint.path.includes("{organizationId}")
    ? (Object.keys(ORGANIZATIONS) as Which[])
    : (["own"] as Which[])

  test.each(DEMO_PEOPLE.map((person) => [person.email, person] as const))(
    "as %s",
    async (email, { staffRole, membership }) => {
      for (const which of places) {
        const answer = await ask(name, endpoint, ORGANIZATIONS[which], { as: email })
        expect(
          expected(name, endpoint, staffRole, membership?.role, which),
          `${which}: ${JSON.stringify(answer.body)}`,
        ).toContain(answer.status)
        if (answer.status >= 400)
          expect(answer.body).toMatchObject({ status: answer.status, requestId: expect.any(String) })
      }
    },
  )

  test("with a token that is not one", async () => {
    const seconds = Math.floor(Date.now() / 1000)
    const good = {
      iss: `${console_.url}/_issuer`,
      sub: subjectOf(callerOf(endpoint)),
      client_id: CLIENT_ID,
      token_use: "access",
      scope: "openid profile email",
      auth_time: seconds,
      iat: seconds,
      exp: seconds + 600,
    }
    const { scope: _, client_id: __, ...rest } = good
    const wrong: Record<string, Record<string, string>> = {
      "no token": {},
      garbage: bearer("abc.def.ghi"),
      expired: bearer(await sign({ ...good, exp: seconds - 60 })),
      "another issuer": bearer(await sign({ ...good, iss: "https://issuer.example" })),
      "another client": bearer(await sign({ ...good, client_id: "another" })),
      "another audience": bearer(await sign({ ...rest, aud: "another" })),
      "an ID token": bearer(await sign({ ...rest, aud: CLIENT_ID, token_use: "id" })),
      "no scope": bearer(await sign({ ...good, scope: "" })),
      nobody: bearer(await sign({ ...good, sub: "nobody" })),
    }
    for (const [why, headers] of Object.entries(wrong))
      expect((await ask(name, endpoint, "org_acme", { headers })).status, why).toBe(401)
    const right = await ask(name, endpoint, "org_acme", { headers: bearer(await sign(good)) })
    expect(CALLS[name].good).toContain(right.status)
  })

  if (endpoint.freshSignIn)
    test("with a sign-in of an hour ago", async () => {
      const stale = await console_.token(callerOf(endpoint), { stale: true })
      expect(await ask(name, endpoint, "org_acme", { headers: bearer(stale) })).toMatchObject({
        status: 403,
        body: { code: "staleSignIn" },
      })
    })
})
