import type { ServerResponse, IncomingMessage } from "node:http"
import type * as z from "zod/mini"
import type { CONTRACT, EndpointName } from "#shared/contract/contract.ts"
import type { MemberRole, Shown, StaffRole } from "#shared/contract/endpoint.ts"
import type { IngestKey } from "#shared/contract/ingest-keys.ts"
import type { RaisedSpend, SpendAlert } from "#shared/contract/spend-alerts.ts"
import { creditAnswers } from "./fixture-credits.ts"
import { outboxAnswers } from "./fixture-outbox.ts"
import { isWithin, type TimeFilter } from "#shared/contract/time-filter.ts"
import { instant } from "#shared/time.ts"
import { emptyOverview, overviewOf } from "../charts/overview-fixture.ts"
import { accessAt } from "./fixture-access.ts"
import { boardAnswers } from "./fixture-board.ts"
import { catalogAnswers } from "./fixture-catalog.ts"
import { discountAnswers } from "./fixture-discounts.ts"
import { disputeAnswers } from "./fixture-disputes.ts"
import { generationAnswers } from "./fixture-generations.ts"
import { keyAnswers } from "./fixture-keys.ts"
import { logAnswers } from "./fixture-logs.ts"
import { metricsOf } from "./fixture-metrics.ts"
import { movementAnswers } from "./fixture-movements.ts"
import { reconciliationAnswers } from "./fixture-reconciliation.ts"
import { spendAnswers } from "./fixture-spend.ts"
import { subscriptionAnswers } from "./fixture-subscriptions.ts"
import { transactionAnswers } from "./fixture-transactions.ts"
import { userAnswers } from "./fixture-users.ts"
import { viewAnswers, type View } from "./fixture-views.ts"
import { deliveryAt, entryAt, exportAt, NOW, ORGANIZATIONS, payloadOf } from "./fixture-answers.ts"

export type Input = Record<string, string | undefined> & { body?: Record<string, unknown> }
export type Refusal = { status: number; code: string; detail: string }

/** What a test may turn while pages are open. */
export interface Stage {
  staffRole: StaffRole | null
  memberRole: MemberRole | null
  signedIn: boolean
  empty: boolean
  /** Some deliveries were given up. */
  parked: boolean
  filling: number | null
  sandboxes: string[]
  demo: boolean
  /** Endpoints that answer with a failure, or not at all. */
  failing: Partial<Record<EndpointName, Refusal | "silent">>
  delayMs: number
  freshSignIn: boolean
  chain: "ok" | "broken"
  /** A comparison with Stripe is under way. */
  reconciling: boolean
  versions: Record<string, number>
  settings: z.infer<typeof CONTRACT.readSettings.output>
  plans: z.infer<typeof CONTRACT.readPlans.output>
  views: View[]
  keys: IngestKey[]
  alerts: { items: SpendAlert[]; raised: RaisedSpend[] }
  calls: { endpoint: EndpointName; input: Record<string, unknown>; headers: IncomingMessage["headers"] }[]
}

const PAGE = 50
const holds = (row: object, search: string | undefined) =>
  !search || JSON.stringify(row).toLowerCase().includes(search.toLowerCase())

const timeOf = ({ from, to }: Input): TimeFilter => ({ from, to })

/** A page of rows after a cursor, which here is the place in the list. */
function paged<Row>(rows: Row[], { cursor, limit }: Input) {
  const from = Number(cursor ?? 0)
  const size = Number(limit ?? PAGE)
  return { items: rows.slice(from, from + size), nextCursor: from + size < rows.length ? String(from + size) : null }
}

const isParked = ({ status }: { status: string }) => status === "parked"

const deliveries = (stage: Stage) => {
  const fresh = (stage.versions["webhooks"] ?? 1) - 1
  const told = Array.from({ length: 180 }, (_, at) => deliveryAt(at))
  const news = Array.from({ length: fresh }, (_, at) => ({
    ...deliveryAt(500 + at, instant(Date.parse(NOW) + at * 1_000)),
    status: "applied" as const,
    reason: null,
  }))
  if (stage.empty) return []
  return [...news.reverse(), ...told].filter((one) => stage.parked || !isParked(one))
}

/** What each endpoint answers on a stage. */
export const ANSWERS: Record<EndpointName, (stage: Stage, input: Input, response: ServerResponse) => unknown> = {
  ...boardAnswers,
  ...catalogAnswers,
  ...logAnswers,
  ...generationAnswers,
  ...movementAnswers,
  ...spendAnswers,
  ...creditAnswers,
  ...outboxAnswers,
  ...transactionAnswers,
  ...subscriptionAnswers,
  ...disputeAnswers,
  ...discountAnswers,
  ...reconciliationAnswers,
  ...userAnswers,
  readMe: (stage) => ({
    personId: "per_1",
    name: stage.staffRole === null ? "Marta Kessler" : "Ines Okafor",
    email: stage.staffRole === null ? "owner@acme.test" : "admin@demo.test",
    staffRole: stage.staffRole,
    organizations: stage.memberRole ? [{ id: "org_acme", name: "Acme", role: stage.memberRole }] : [],
    signedInAt: NOW,
    ...(stage.staffRole === null
      ? {}
      : { parkedCount: deliveries(stage).filter(isParked).length, waitingDisputeCount: stage.empty ? 0 : 4 }),
    console: {
      timeZone: stage.settings.reportingZone,
      currency: "usd",
      now: NOW,
      sandboxes: stage.sandboxes,
      filling: stage.filling,
      demo: stage.demo,
    },
  }),
  readOverview: (stage, input) => (stage.empty ? emptyOverview() : overviewOf({ days: Number(input["days"] ?? 90) })),
  listOrganizations: (stage, input) => {
    const rows = (stage.empty ? [] : ORGANIZATIONS)
      .filter((row) => holds({ name: row.name, id: row.id, email: row.billingEmail }, input["search"]))
      .filter(
        (row) =>
          (!input["plan"] || row.plan === input["plan"]) &&
          (!input["devPlan"] || row.devPlan === input["devPlan"]) &&
          (!input["status"] || row.status === input["status"]),
      )
      .filter((row) => !input["createdFrom"] || (row.createdAt ?? "") >= input["createdFrom"])
    const by = input["sort"] as "name"
    const sign = input["order"] === "asc" ? 1 : -1
    rows.sort((a, b) => {
      const [one, other] = [a[by] as unknown, b[by] as unknown]
      if (typeof one === "number" && typeof other === "number") return sign * (one - other)
      return sign * String(one ?? "").localeCompare(String(other ?? ""))
    })
    return {
      ...paged(rows, input),
      currency: "usd",
      total: rows.length,
      asOf: NOW,
      version: stage.versions["organizations"],
    }
  },
  readOrganization: (stage, { organizationId }) => {
    const row = ORGANIZATIONS.find(({ id }) => id === organizationId)
    if (!row) return { status: 404, code: "missing", detail: "There is no such organization" }
    const { id, name, status, createdAt, stub, plan, billingEmail } = row
    const sees = {
      plan: stage.staffRole || stage.memberRole === "owner" || stage.memberRole === "admin",
      email: stage.staffRole || stage.memberRole === "owner",
    }
    return {
      id,
      name,
      status,
      createdAt,
      stub,
      memberCount: 14,
      version: 1,
      ...(sees.plan ? { plan } : {}),
      ...(sees.email ? { billingEmail } : {}),
    }
  },
  readOrganizationMetrics: (stage, asked) =>
    metricsOf(
      asked as Record<string, string | undefined>,
      stage.empty,
      stage.staffRole !== null || ["owner", "admin"].includes(stage.memberRole ?? ""),
    ),
  listDeliveries: (stage, input) => {
    const all = deliveries(stage).filter(({ receivedAt }) => isWithin(timeOf(input), receivedAt))
    const counts = { received: 0, applied: 0, ignored: 0, parked: 0 }
    for (const { status } of all) counts[status]++
    const rows = all.filter(
      (row) =>
        (!input["status"] || row.status === input["status"]) &&
        (!input["type"] || row.type === input["type"]) &&
        holds(row, input["search"]),
    )
    return { ...paged(rows, input), counts, scannedTo: null, asOf: NOW, version: stage.versions["webhooks"] }
  },
  readDelivery: (stage, { deliveryId }) => {
    const row = deliveries(stage).find((one) => one.deliveryId === deliveryId)
    if (!row) return { status: 404, code: "missing", detail: "There is no such delivery; bodies are kept 90 days" }
    return {
      ...row,
      payload: payloadOf(row),
      payloadKeptUntil: "2027-02-18T14:02:11.000Z",
      masked: stage.staffRole === "viewer",
    }
  },
  replayDelivery: (_, { deliveryId }) => ({ deliveryId, requestedAt: instant(Date.now()) }),
  listAudit: (stage, input) => {
    const rows = stage.empty
      ? []
      : Array.from({ length: 219 + (stage.versions["audit"] ?? 1) }, (_, at) =>
          entryAt(219 + (stage.versions["audit"] ?? 1) - at),
        )
    const kept = rows.filter(
      (row) =>
        (!input["action"] || row.action.includes(input["action"])) &&
        (!input["actor"] || row.actor.label.includes(input["actor"])) &&
        isWithin(timeOf(input), row.at) &&
        holds(row, input["search"]),
    )
    return { ...paged(kept, input), asOf: NOW, version: stage.versions["audit"] }
  },
  listAccess: (stage, input) => {
    if (stage.staffRole !== "admin")
      return { status: 403, code: "forbidden", detail: "Your role may not do this; it takes staff admin." }
    const rows = (stage.empty ? [] : Array.from({ length: 70 }, (_, at) => accessAt(at))).filter(
      (row) =>
        (!input["actor"] || row.actor.label === input["actor"]) &&
        (!input["shows"] || row.shows.includes(input["shows"] as Shown)) &&
        isWithin(timeOf(input), row.at) &&
        holds(row, input["search"]),
    )
    return { ...paged(rows, input), asOf: NOW }
  },
  verifyAudit: (stage) => ({
    verdict: stage.empty ? "empty" : stage.chain,
    entries: stage.empty ? 0 : 220,
    brokenAtSeq: stage.chain === "broken" ? 112 : null,
    fromSeq: 1,
    headHash: null,
    anchor: null,
    nextCursor: null,
    checkedAt: NOW,
  }),
  requestExport: (_, { request }) => ({
    ...exportAt(4),
    list: (request as unknown as { list: string }).list,
    format: (request as unknown as { format?: "ndjson" }).format ?? "csv",
    status: "requested",
  }),
  listExports: (stage) => ({ items: stage.empty ? [] : Array.from({ length: 9 }, (_, at) => exportAt(at)), asOf: NOW }),
  readExport: (_, { exportId }) => ({ ...exportAt(0), exportId, downloadUrl: "/download.csv" }),
  readSettings: (stage) => stage.settings,
  saveSettings: (stage, input) =>
    (stage.settings = { ...(input as unknown as Stage["settings"]), revision: stage.settings.revision + 1 }),
  readPlans: (stage) => (stage.empty ? { ...stage.plans, terms: [], prices: [] } : stage.plans),
  savePlans: (stage, input) => {
    const { terms } = input as unknown as { terms: Stage["plans"]["terms"] }
    return (stage.plans = { ...stage.plans, terms, revision: stage.plans.revision + 1 })
  },
  ...keyAnswers,
  ...viewAnswers,
  createLiveTicket: (_stage, _input, response) => ({ ticket: "t", url: `ws://${response.req.headers.host}/live` }),
  readTopics: (stage, { topics }) => ({
    topics: Object.fromEntries(Object.entries(stage.versions).filter(([name]) => topics?.split(",").includes(name))),
    now: NOW,
  }),
}
