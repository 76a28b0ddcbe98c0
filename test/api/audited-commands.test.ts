import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { CONTRACT, type EndpointName } from "#shared/contract/contract.ts"
import { boardRoutes } from "../../functions/api/board.ts"
import { catalogRoutes } from "../../functions/api/catalog.ts"
import { creditAlertRoutes } from "../../functions/api/credit-alerts.ts"
import { creditRoutes } from "../../functions/api/credits.ts"
import { discountRoutes } from "../../functions/api/discounts.ts"
import { disputeRoutes } from "../../functions/api/disputes.ts"
import { exportRoutes } from "../../functions/api/exports.ts"
import { failedPaymentRoutes } from "../../functions/api/failed-payments.ts"
import { ingestKeyRoutes } from "../../functions/api/ingest-keys.ts"
import { reconciliationRoutes } from "../../functions/api/reconciliation.ts"
import { planRoutes } from "../../functions/api/plans.ts"
import { settingsRoutes } from "../../functions/api/settings.ts"
import { spendAlertRoutes } from "../../functions/api/spend-alerts.ts"
import { subscriptionRoutes } from "../../functions/api/subscriptions.ts"
import { viewRoutes } from "../../functions/api/views.ts"
import { webhookRoutes } from "../../functions/api/webhooks.ts"
import { receive } from "../../functions/ingest/stripe.ts"
import type { Db } from "../../functions/table/db.ts"
import type { Ground } from "../../functions/table/ground.ts"
import { saveOrganization } from "../../functions/table/organization.ts"
import { askAs } from "../support/ask.ts"
import { chargeObject, disputeObject, PAID_AT } from "../support/payment-object.ts"
import {
  couponObject,
  invoiceObject,
  itemObject,
  priceObject,
  promotionCodeObject,
  subscribed,
  told,
  unix,
} from "../support/stripe-object.ts"
import { machine } from "../table/machine.ts"

const NOW = "2026-03-05T14:02:00.000Z"
const BEGAN = unix("2026-01-01")

beforeAll(() => {
  vi.stubEnv("SECRETS_PEOPLE", "people")
  vi.stubEnv("SECRETS_PROVIDERS", "providers")
  vi.stubGlobal("fetch", async () => Response.json({ SecretString: "secret" }))
})
afterAll(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

const DELIVERIES = [
  ...[4_900, 9_900].map((cents, nth) =>
    told(
      "customer.subscription.created",
      BEGAN + nth,
      subscribed({ id: `sub_${cents}`, created: BEGAN + nth, items: [itemObject(priceObject({ cents }))] }),
    ),
  ),
  told("customer.subscription.created", BEGAN, subscribed({ id: "sub_ending", cancel_at_period_end: true })),
  told(
    "invoice.payment_failed",
    BEGAN + 9,
    invoiceObject({ id: "in_open", status: "open", amount_paid: 0, amount_remaining: 4_900, attempt_count: 1 }),
  ),
  told("coupon.created", BEGAN, couponObject()),
  told("promotion_code.created", BEGAN + 1, promotionCodeObject({ id: "promo_on" })),
  told("promotion_code.created", BEGAN + 2, promotionCodeObject({ id: "promo_off", code: "OFF", active: false })),
  told("charge.succeeded", PAID_AT, chargeObject()),
  told("charge.dispute.created", PAID_AT + 86_400, disputeObject(), { id: "evt_dispute" }),
]

type Asked = { path?: Record<string, string>; body?: object }
type Ask = (name: EndpointName, asked: Asked) => Promise<{ status: number; body: Record<string, unknown> }>

const ORGANIZATION = { organizationId: "org_a" }
const COUPON = { mode: "live", couponId: "coupon_1" }
const DISPUTE = { mode: "live", disputeId: "dp_1" }
const subscription = (subscriptionId: string) => ({ mode: "live", subscriptionId })
const made = async (ask: Ask, name: EndpointName, asked: Asked, field: string) => {
  const { status, body } = await ask(name, asked)
  expect(status).toBeLessThan(300)
  return String(((body["key"] as Record<string, unknown> | undefined) ?? body)[field])
}
const view = async (ask: Ask, shared: boolean): Promise<Record<string, string>> => {
  const body = { list: "audit", name: "All", address: "", hiddenColumns: [] }
  const viewId = await made(ask, "saveView", { body }, "viewId")
  const path = { list: "audit", viewId }
  if (shared) await made(ask, "shareView", { path, body: { shared } }, "viewId")
  return path
}
const saved = async (ask: Ask) => {
  await made(ask, "saveEvidence", { path: DISPUTE, body: { version: 0, texts: {} } }, "version")
  return { path: DISPUTE, body: { version: 1 } }
}

const PROVIDER = { name: "Quarry", isEnabled: true, rateLimits: { requestsPerMinute: null, tokensPerMinute: null } }
const MODEL = { contextWindowTokens: null, features: [], plans: [], isAvailable: true }
const SLATE = { providerId: "quarry", name: "slate-2", ...MODEL }
const PRICE = { effectiveFrom: "2026-04-01T00:00:00.000Z", inputUsd: "1", outputUsd: "2", cachedUsd: "0" }
const DISCOUNT = { name: "Spring", providerId: "quarry", percent: "10" }
const model = async (ask: Ask) => {
  await made(ask, "createProvider", { body: { providerId: "quarry", ...PROVIDER } }, "providerId")
  return { modelId: await made(ask, "createModel", { body: SLATE }, "modelId") }
}

/** Of each command a good call; what has to stand before it is made by `ask`. */
const GOOD: Partial<Record<EndpointName, (ask: Ask) => Asked | Promise<Asked>>> = {
  switchBoard: () => ({ path: ORGANIZATION, body: { on: false } }),
  hideMe: () => ({ body: { hidden: true } }),
  createSpendAlert: () => ({ path: ORGANIZATION, body: { kind: "day", amountUsd: "5" } }),
  deleteSpendAlert: async (ask) => {
    const alert = { path: ORGANIZATION, body: { kind: "day", amountUsd: "5" } }
    return { path: { ...ORGANIZATION, alertId: await made(ask, "createSpendAlert", alert, "alertId") }, body: {} }
  },
  setCreditAlerts: () => ({ path: ORGANIZATION, body: { thresholdsUsd: ["50", "10"] } }),
  giftCredits: () => ({ path: ORGANIZATION, body: { amountUsd: "5.00" } }),
  cancelSubscription: () => ({ path: subscription("sub_4900"), body: {} }),
  resumeSubscription: () => ({ path: subscription("sub_ending"), body: {} }),
  changePlan: () => ({
    path: subscription("sub_4900"),
    body: { itemId: "si_price_pro_month1_4900", priceId: "price_pro_month1_9900" },
  }),
  createCoupon: () => ({
    path: { mode: "live" },
    body: { name: "Spring", kind: "percent", value: "10", duration: "forever" },
  }),
  createPromotionCode: () => ({ path: COUPON, body: {} }),
  deactivatePromotionCode: () => ({ path: { ...COUPON, codeId: "promo_on" }, body: {} }),
  reactivatePromotionCode: () => ({ path: { ...COUPON, codeId: "promo_off" }, body: {} }),
  deleteCoupon: () => ({ path: COUPON, body: { confirmation: COUPON.couponId } }),
  retryPayment: () => ({ path: { mode: "live", invoiceId: "in_open" }, body: {} }),
  saveEvidence: () => ({ path: DISPUTE, body: { version: 0, texts: {} } }),
  stageEvidence: saved,
  submitEvidence: saved,
  startReconciliation: () => ({ body: {} }),
  replayDelivery: () => ({ path: { provider: "stripe", deliveryId: "evt_dispute" }, body: {} }),
  requestExport: () => ({ body: { request: { list: "audit", filter: {} } } }),
  saveSettings: () => ({
    body: { reportingZone: "Europe/Berlin", reportingCurrency: "eur", discounts: "all", rates: [] },
  }),
  savePlans: () => ({
    body: {
      terms: [{ priceId: "price_1", product: "devPlan", tier: "lite", creditsMicros: 1, from: "2026-01-01" }],
      revision: 0,
    },
  }),
  createIngestKey: () => ({ body: { name: "Shop", scope: "platform" } }),
  revokeIngestKey: async (ask) => {
    const key = { body: { name: "Shop", scope: "platform" } }
    return { path: { keyId: await made(ask, "createIngestKey", key, "keyId") }, body: {} }
  },
  createOrganizationIngestKey: () => ({ path: ORGANIZATION, body: { name: "Shop" } }),
  revokeOrganizationIngestKey: async (ask) => {
    const key = { path: ORGANIZATION, body: { name: "Shop" } }
    return { path: { ...ORGANIZATION, keyId: await made(ask, "createOrganizationIngestKey", key, "keyId") }, body: {} }
  },
  createProvider: () => ({ body: { providerId: "quarry", ...PROVIDER } }),
  saveProvider: async (ask) => {
    const providerId = await made(ask, "createProvider", { body: { providerId: "quarry", ...PROVIDER } }, "providerId")
    return { path: { providerId }, body: { ...PROVIDER, name: "Other", version: 1 } }
  },
  setProviderKey: async (ask) => {
    const providerId = await made(ask, "createProvider", { body: { providerId: "quarry", ...PROVIDER } }, "providerId")
    return { path: { providerId }, body: { key: "sk_1" } }
  },
  createModel: async (ask) => {
    await made(ask, "createProvider", { body: { providerId: "quarry", ...PROVIDER } }, "providerId")
    return { body: SLATE }
  },
  saveModel: async (ask) => ({ path: await model(ask), body: { ...MODEL, isAvailable: false, version: 1 } }),
  setPrice: async (ask) => ({ path: await model(ask), body: { ...PRICE, version: 1 } }),
  withdrawPrice: async (ask) => {
    const path = await model(ask)
    await made(ask, "setPrice", { path, body: { ...PRICE, version: 1 } }, "modelId")
    return { path, body: { effectiveFrom: PRICE.effectiveFrom, version: 2 } }
  },
  createUsageDiscount: async (ask) => {
    await model(ask)
    return { body: DISCOUNT }
  },
  endUsageDiscount: async (ask) => {
    await model(ask)
    return { path: { discountId: await made(ask, "createUsageDiscount", { body: DISCOUNT }, "discountId") }, body: {} }
  },
  changeView: async (ask) => ({ path: await view(ask, true), body: { name: "Some" } }),
  shareView: async (ask) => ({ path: await view(ask, false), body: { shared: true } }),
  deleteView: async (ask) => ({ path: await view(ask, true), body: {} }),
}
/** What one keeps for oneself, and a pass to one's own news, are no commands. */
const NO_COMMANDS: EndpointName[] = ["saveView", "createLiveTicket"]

/** The table, but where an audit entry would stand nothing can be written. */
const refusing = (db: Db): Db => ({
  ...db,
  transact: async (writes) => {
    const entry = writes.findIndex((write) => "put" in write && write.put.kind === "auditEntry")
    return entry < 0 ? db.transact(writes) : { refused: [entry] }
  },
})

const routesOf = (ground: Ground) => [
  ...[...boardRoutes(ground), ...spendAlertRoutes(ground), ...creditRoutes(ground, async () => "secret")],
  ...[...creditAlertRoutes(ground), ...discountRoutes(ground, async () => "secret")],
  ...[...subscriptionRoutes(ground, async () => "secret")],
  ...[...failedPaymentRoutes(ground), ...disputeRoutes(ground, async () => "secret"), ...reconciliationRoutes(ground)],
  ...[...webhookRoutes(ground, async () => "secret"), ...exportRoutes(ground)],
  ...[...settingsRoutes(ground), ...planRoutes(ground)],
  ...catalogRoutes(ground),
  ...[...ingestKeyRoutes(ground, async () => "secret"), ...viewRoutes(ground)],
]

async function served() {
  const { model, ground, flow } = machine(NOW)
  await saveOrganization(model.db, "org_a", { name: "A", known: true }, "1", NOW)
  for (const event of DELIVERIES)
    await receive(model.db, async () => expect.unreachable(), Buffer.from(JSON.stringify(event)), NOW)
  await flow()
  // What only an owner may, an admin who is one may.
  const admin = await askAs(model.db, { personId: "admin", staffRole: "admin", memberships: { org_a: "owner" } })
  let nth = 0
  const over = (on: Ground): Ask => {
    const routes = routesOf(on)
    return (name, asked) => {
      const { method, path } = CONTRACT[name]
      const route = routes.find((one) => one.method === method && one.path === path)!
      return admin(route, { ...asked, key: `asked_key_${++nth}` })
    }
  }
  const rows = (kind?: string) =>
    structuredClone(model.rows().filter((row) => (kind ? row.kind === kind : row.kind !== "access")))
  return { ask: over(ground), askRefused: over({ ...ground, db: refusing(model.db) }), rows }
}

describe("where the audit entry is refused the command is", () => {
  test.each(Object.entries(GOOD))("%s", async (name, good) => {
    const command = name as EndpointName
    const { ask, askRefused, rows } = await served()
    const asked = await good(ask)
    const before = rows()
    expect((await askRefused(command, asked)).status).toBeGreaterThanOrEqual(400)
    expect(rows()).toEqual(before)
    const entries = rows("auditEntry").length
    const answer = await ask(command, asked)
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    expect(rows("auditEntry")).toHaveLength(entries + 1)
  })

  test("of every command that the contract has", () => {
    const commands = Object.entries(CONTRACT).flatMap(([name, { method }]) => (method === "GET" ? [] : [name]))
    expect([...Object.keys(GOOD), ...NO_COMMANDS].sort()).toEqual(commands.sort())
  })
})
