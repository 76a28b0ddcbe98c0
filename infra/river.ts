import { CONTRACT } from "../shared/contract/contract.ts"
import { FOLDED_SERIES, SHOWN_SERIES } from "../shared/cube/shown.ts"
import type { FunctionName } from "./functions.ts"
import type { Workflow } from "./workflow.ts"
import { exportWorkflow } from "./workflows/export.ts"
import { reconciliationWorkflow } from "./workflows/reconciliation.ts"

/** signature and key doors check for themselves; session is the cookie's own function; jwt is checked by the gateway first. */
export interface Route {
  method: "GET" | "POST" | "PUT" | "DELETE"
  path: string
  to: FunctionName
  auth: "jwt" | "signature" | "ingestKey" | "session"
}

export const ROUTES: readonly Route[] = [
  { method: "POST", path: "/webhooks/stripe", to: "stripe", auth: "signature" },
  { method: "POST", path: "/v1/events", to: "events", auth: "ingestKey" },
  { method: "POST", path: "/v1/otlp/traces", to: "events", auth: "ingestKey" },
  { method: "GET", path: "/v1/catalog", to: "events", auth: "ingestKey" },
  { method: "GET", path: "/v1/organizations/{organizationId}/credits", to: "events", auth: "ingestKey" },
  { method: "GET", path: "/session/options", to: "session", auth: "session" },
  { method: "GET", path: "/session/sign-in", to: "session", auth: "session" },
  { method: "GET", path: "/session/callback", to: "session", auth: "session" },
  { method: "POST", path: "/session/token", to: "session", auth: "session" },
  { method: "POST", path: "/session/sign-out", to: "session", auth: "session" },
  ...Object.values(CONTRACT).map(({ method, path }): Route => ({ method, path, to: "api", auth: "jwt" })),
]

/** The WebSocket API: one function answers its three routes. */
export const SOCKET = { path: "/live", to: "live", routes: ["$connect", "$disconnect", "$default"] } as const

/** A reader of the table's stream. `kinds` are the row kinds whose inserts and changes it sees: what it writes is not among them. */
export interface Reader {
  to: FunctionName
  kinds: readonly string[]
  /** Of these kinds only rows that have the field: a delivery is read while it is due, not when it leaves the work index. */
  present?: Readonly<Record<string, string>>
  /** Of these kinds only rows that lack the field: what failed once comes back by the work index, not by its own note of the failure. */
  absent?: Readonly<Record<string, string>>
  /** Of these kinds only rows whose partition begins in one of these ways: of the many cubes those that a page shows. */
  begins?: Readonly<Record<string, readonly string[]>>
  batchSize: number
  batchWindowSeconds: number
  retriesMax: number
}

const partition = (series: string): string => `cube#${series}`

export const READERS: readonly Reader[] = [
  {
    to: "project",
    kinds: [
      "delivery",
      "segment",
      "registration",
      "paymentAnswer",
      "customerAnswer",
      "couponAnswer",
      "customerPaid",
      "ledgerEntry",
    ],
    present: { delivery: "gsi2pk", registration: "gsi2pk" },
    absent: { delivery: "lastFailure" },
    batchSize: 100,
    batchWindowSeconds: 0,
    retriesMax: 10,
  },
  {
    to: "publish",
    kinds: [
      "delivery",
      "deliveryState",
      "organization",
      "member",
      "user",
      "settings",
      "planTable",
      "ingestKeyListed",
      "spendAlert",
      "spendRaised",
      "paymentWanted",
      "stripeCommand",
      "subscription",
      "failedInvoice",
      "coupon",
      "promotionCode",
      "dispute",
      "fraudWarning",
      "disputeCharge",
      "disputeAlert",
      "usageSnapshot",
      "productUsage",
      "creditAlerts",
      "mail",
      "customerWanted",
      "disputeDraft",
      "auditEntry",
      "export",
      "reconciliation",
      "hidden",
      "boardSwitch",
      "catalogProvider",
      "catalogModel",
      "providerKey",
      "usageDiscount",
      "control",
      "cube",
    ],
    // A mark keeps its bucket in the work index; what leaves the index is no news.
    present: { control: "gsi2pk", paymentWanted: "gsi2pk", customerWanted: "gsi2pk" },
    begins: { control: SHOWN_SERIES.map(partition), cube: FOLDED_SERIES.map(partition) },
    // A burst of rows is one piece of news: pages ask again once a second at most.
    batchSize: 500,
    batchWindowSeconds: 1,
    retriesMax: 10,
  },
]

/** EventBridge Scheduler. The target gets `{ job, scheduledAt }`; the run's id is its scheduled time. */
export interface ScheduleSpec {
  name: string
  /** `rate(…)` or `cron(…)` in Scheduler's grammar. */
  expression: string
  zone: string
  to: FunctionName
  /** Which of the function's jobs. */
  job: string
}

export const SCHEDULES: readonly ScheduleSpec[] = [
  { name: "close", expression: "rate(1 minute)", zone: "UTC", to: "close", job: "close" },
  { name: "ask-stripe", expression: "rate(1 minute)", zone: "UTC", to: "askStripe", job: "ask" },
  { name: "tell-stripe", expression: "rate(1 minute)", zone: "UTC", to: "tellStripe", job: "tell" },
  { name: "ask-product", expression: "rate(1 minute)", zone: "UTC", to: "askProduct", job: "askProduct" },
  { name: "send-mail", expression: "rate(1 minute)", zone: "UTC", to: "sendMail", job: "sendMail" },
  { name: "anchor-audit", expression: "cron(50 * * * ? *)", zone: "UTC", to: "anchor", job: "anchor" },
  { name: "build-directory", expression: "rate(1 minute)", zone: "UTC", to: "directory", job: "build" },
  { name: "reconcile-with-stripe", expression: "cron(30 2 * * ? *)", zone: "UTC", to: "reconcile", job: "request" },
  { name: "check-movements", expression: "cron(10 4 * * ? *)", zone: "UTC", to: "movements", job: "check" },
  { name: "check-ledgers", expression: "cron(40 4 * * ? *)", zone: "UTC", to: "ledgers", job: "checkLedgers" },
  { name: "rebuild-directory", expression: "cron(20 * * * ? *)", zone: "UTC", to: "directory", job: "rebuild" },
]

/** A rule of the bus: what matches starts a workflow or calls a function, at least once. */
export interface Rule {
  name: string
  /** Of the bus that Stripe itself puts its events on, where the stage names one; unsaid, of the console's own. */
  partner?: "stripe"
  pattern: Record<string, unknown>
  to: { workflow: string } | { function: FunctionName }
}

export const RULES: readonly Rule[] = [
  {
    name: "export-requested",
    pattern: { source: ["watchbill"], "detail-type": ["export.requested"] },
    to: { workflow: "export" },
  },
  {
    name: "reconciliation-requested",
    pattern: { source: ["watchbill"], "detail-type": ["reconciliation.requested"] },
    to: { workflow: "reconciliation" },
  },
  {
    name: "stripe-wanted",
    pattern: { source: ["watchbill"], "detail-type": ["stripe.wanted"] },
    to: { function: "askStripe" },
  },
  {
    name: "stripe-commanded",
    pattern: { source: ["watchbill"], "detail-type": ["stripe.commanded"] },
    to: { function: "tellStripe" },
  },
  {
    name: "product-wanted",
    pattern: { source: ["watchbill"], "detail-type": ["productUsage.wanted"] },
    to: { function: "askProduct" },
  },
  {
    name: "mail-wanted",
    pattern: { source: ["watchbill"], "detail-type": ["mail.wanted"] },
    to: { function: "sendMail" },
  },
  {
    name: "stripe-events",
    partner: "stripe",
    pattern: { source: [{ prefix: "aws.partner/stripe.com" }] },
    to: { function: "stripe" },
  },
  {
    name: "product-events",
    pattern: { source: [{ prefix: "product." }] },
    to: { function: "events" },
  },
]

export const WORKFLOWS: Record<string, Workflow> = {
  export: exportWorkflow,
  reconciliation: reconciliationWorkflow,
}

/** Files a person downloads and directory snapshots live in one bucket; exports expire after seven days. */
export const EXPORT_LIFE_DAYS = 7

/** Indexes of the one table; docs/table.md says what stands in each. */
export const TABLE = {
  name: "watchbill",
  gsi1: { pk: "gsi1pk", sk: "gsi1sk", projection: "ALL" },
  gsi2: { pk: "gsi2pk", sk: "gsi2sk", projection: "KEYS_ONLY" },
  ttl: "ttl",
} as const
