import type { EndpointName } from "#shared/contract/contract.ts"
import type { DisputeDetail, DisputeMoment, FraudWarning, ListedDispute } from "#shared/contract/disputes.ts"
import { maskEmail } from "#shared/directory/mask.ts"
import type { Evidence, EvidenceTexts } from "#shared/contract/evidence.ts"
import { composedEvidence, filesFor } from "#shared/payments/evidence-draft.ts"
import type { ProductUsage } from "#shared/contract/product-usage.ts"
import type { UsageSnapshot } from "#shared/contract/usage-snapshot.ts"
import { addDays, DAY_MS, dayOf, daysFrom, HOUR_MS, type Instant, instant, msOf } from "#shared/time.ts"
import { ago, NOW, ORGANIZATIONS, token } from "./fixture-answers.ts"
import type { Input, Stage } from "./fixture-endpoints.ts"

const after = (ms: number): Instant => instant(msOf(NOW) + ms)

/** What is unlike an ordinary chargeback that is due in twelve days, in the order of the list. */
const KINDS: readonly Partial<ListedDispute>[] = [
  { dueAt: after(5 * HOUR_MS), reason: "product_not_received" },
  { dueAt: after(2.5 * DAY_MS), kind: "inquiry", status: "warning_needs_response", settled: [] },
  {
    ...{ dueAt: after(11.4 * DAY_MS), currency: "eur", amountCents: 61_200, name: "Orsini Landscaping" },
    settled: [{ currency: "usd", amountCents: -66_824, feeCents: 1_500 }],
  },
  { dueAt: after(14 * DAY_MS), pending: true, settled: [], escalated: true, reason: "unrecognized" },
  { dueAt: after(4 * DAY_MS), status: "under_review", answered: true, submissions: 1 },
  { dueAt: null, name: null, email: null, customerId: null, organizationId: null },
  { status: "lost", at: ago(40 * DAY_MS), dueAt: ago(30 * DAY_MS), pastDue: true },
  { status: "won", at: ago(60 * DAY_MS), dueAt: ago(50 * DAY_MS), submissions: 1, answered: true },
  { status: "warning_closed", kind: "inquiry", at: ago(70 * DAY_MS), dueAt: ago(62 * DAY_MS), settled: [] },
]
const COUNT = 58

/** An invented dispute; after the first ones all are decided, the older the higher their number. */
function disputeAt(nth: number): ListedDispute {
  const { id, name, billingEmail } = ORGANIZATIONS[nth % 19]!
  return {
    disputeId: `dp_1Q${token(nth + 40, 18)}`,
    mode: "live",
    chargeId: `ch_3Q${token(nth + 60, 18)}`,
    at: ago(3.7 * DAY_MS),
    ...{ kind: "chargeback", status: "needs_response", reason: "fraudulent", escalated: false },
    ...{ customerId: `cus_${token(nth, 12)}`, name, email: billingEmail, organizationId: id },
    ...{ currency: "usd", amountCents: 12_000, settled: [{ currency: "usd", amountCents: -12_000, feeCents: 1_500 }] },
    ...{ pending: false, dueAt: null, pastDue: false, submissions: 0, answered: false },
    used: nth === 3 ? null : { activities: 412, sessions: 87, requests: 1_841, generations: 96 },
    ...(KINDS[nth] ?? {
      ...{ status: nth % 3 === 0 ? "won" : "lost", at: ago((70 + nth) * DAY_MS), submissions: nth % 3 === 0 ? 1 : 0 },
    }),
  }
}

const all = (stage: Stage, mode: string | undefined): ListedDispute[] => {
  if (stage.empty || mode === "test") return []
  const rows = Array.from({ length: COUNT }, (_, nth) => disputeAt(nth))
  return stage.staffRole === "viewer" ? rows.map(masked) : rows
}

const masked = <Of extends { name: string | null; email: string | null }>(row: Of): Of => ({
  ...row,
  name: row.name && maskEmail(row.name),
  email: row.email && maskEmail(row.email),
})

const warnings = (stage: Stage): (FraudWarning & { organizationId: string | null })[] =>
  stage.empty
    ? []
    : [
        {
          ...{
            warningId: "issfr_1QkE2uLkdIwHu7ix",
            mode: "live",
            chargeId: `ch_3Q${token(60, 18)}`,
            at: ago(9 * HOUR_MS),
          },
          ...{ actionable: true, fraudType: "unauthorized_use_of_card", customerId: "cus_9f2k", name: "Acme" },
          ...{ email: "accounts@acme.example", currency: "usd", amountCents: 12_000, chargedAt: ago(2 * DAY_MS) },
          organizationId: "org_acme",
        },
      ]

const OPEN = 6

function listed(stage: Stage, input: Input) {
  const rows = all(stage, input["mode"])
  const found = rows.filter(
    (one) =>
      (!input["status"] || one.status === input["status"]) &&
      (!input["kind"] || one.kind === input["kind"]) &&
      (!input["reason"] || one.reason === input["reason"]) &&
      (!input["search"] || JSON.stringify(one).toLowerCase().includes(input["search"].toLowerCase())),
  )
  const from = Number(input["cursor"] ?? 0)
  const size = Number(input["limit"] ?? 50)
  const counts = Object.fromEntries(
    [...Map.groupBy(rows, (one) => one.status)].map(([name, some]) => [name, some.length]),
  )
  return {
    items: found.slice(from, from + size),
    nextCursor: from + size < found.length ? String(from + size) : null,
    totals: input["cursor"]
      ? null
      : {
          ...{ open: Math.min(OPEN, rows.length), waiting: rows.length > 0 ? 4 : 0, dueSoon: rows.length > 0 ? 2 : 0 },
          ...{
            decided: Math.max(0, rows.length - OPEN),
            won: counts["won"] ?? 0,
            lost: counts["lost"] ?? 0,
            more: false,
          },
        },
    warnings: input["cursor"] || input["mode"] === "test" ? [] : warnings(stage),
    statuses: counts,
    reasons: [...new Set(rows.flatMap(({ reason }) => reason ?? []))].sort(),
    scannedTo: null,
    masked: stage.staffRole === "viewer",
    asOf: NOW,
    version: stage.versions["disputes"] ?? 0,
  }
}

const moment = (what: DisputeMoment["what"], at: Instant, more: Partial<DisputeMoment> = {}): DisputeMoment => ({
  ...{ what, at, status: null, amountCents: null, currency: null, note: null },
  ...more,
})

/** What an invented customer used: more on working days, less lately. */
function usageAt({ at, organizationId, name }: ListedDispute): UsageSnapshot {
  const lastDay = dayOf(at)
  const days = daysFrom(addDays(lastDay, -59), lastDay)
    .map((day, nth) => ({ day, nth, weekday: new Date(day).getUTCDay() }))
    .filter(({ weekday }) => weekday !== 0)
    .map(({ day, nth }) => ({
      ...{ day, activities: 4 + ((nth * 7) % 9), sessions: nth % 4 },
      ...{ requests: 30 + ((nth * 13) % 40), generations: nth % 5 },
    }))
  const sum = (name: "activities" | "sessions" | "requests" | "generations") =>
    organizationId === null ? 0 : days.reduce((total, one) => total + one[name], 0)
  return {
    ...{ takenAt: at, organizationId, organizationName: name, zone: "UTC", firstDay: days[0]!.day, lastDay },
    days: organizationId === null ? [] : days,
    sums: {
      ...{ activities: sum("activities"), sessions: sum("sessions") },
      ...{ requests: sum("requests"), generations: sum("generations") },
    },
    firstSeenOn: organizationId === null ? null : "2025-02-02",
    lastSeenOn: organizationId === null ? null : lastDay,
    services: [
      {
        subscriptionId: "sub_1Q",
        plan: "Pro",
        from: "2025-02-02T09:00:00.000Z",
        to: null,
        paidThrough: after(12 * DAY_MS),
      },
    ],
    receipts: [1, 2, 3].map((nth) => ({
      ...{ invoiceId: `in_${nth}`, number: `WB-${1_400 - nth}`, paidAt: ago(nth * 30 * DAY_MS) },
      ...{ currency: "usd", paidCents: 12_000, url: null },
    })),
  }
}

const ASKED: ProductUsage = {
  ...{ state: "waiting", host: null, askedAt: null, attempts: 0, failure: null, nextTryAt: NOW, answer: null },
}
const ANSWERED: ProductUsage = {
  ...{ state: "answered", host: "product.example.com", askedAt: ago(3.6 * DAY_MS), attempts: 1 },
  ...{ failure: null, nextTryAt: null },
  answer: {
    lines: [
      { label: "Account made", value: "2 February 2025, verified by e-mail" },
      { label: "Last sign-in", value: "15 November 2026, 203.0.113.7, Hamburg" },
      { label: "Seats in use", value: "14 of 15" },
      { label: "Documents exported", value: "86" },
    ],
    note: "Terms of service accepted on 2 February 2025.",
  },
}

/** What the product said, by the place in the list: an answer, and how asking for one may stand. */
function productAt(stage: Stage, { disputeId }: ListedDispute): ProductUsage | null {
  const failed = { host: "product.example.com", askedAt: ago(HOUR_MS), failure: "It answered 503 where 200 is wanted" }
  const kinds: (ProductUsage | null)[] = [
    ASKED,
    { ...ASKED, ...failed, attempts: 7, nextTryAt: after(300_000) },
    stage.staffRole === "viewer" ? { ...ANSWERED, answer: null } : ANSWERED,
    { ...ASKED, ...failed, state: "givenUp", attempts: 20, nextTryAt: null },
    { ...ANSWERED, answer: { lines: [] } },
  ]
  return kinds[Array.from({ length: COUNT }, (_, nth) => disputeAt(nth).disputeId).indexOf(disputeId)] ?? null
}

function detail(stage: Stage, { mode, disputeId }: Input): DisputeDetail | object {
  const row = all(stage, mode).find((one) => one.disputeId === disputeId)
  if (!row) return { status: 404, code: "missing", detail: `There is no dispute ${disputeId} in ${mode} mode` }
  const { amountCents: cents, currency } = row
  const chargedAt = instant(msOf(row.at) - 14 * DAY_MS)
  const [taken] = row.settled
  const isOpen = ["needs_response", "warning_needs_response"].includes(row.status)
  return {
    ...row,
    balance: [
      {
        ...{ balanceTransactionId: "txn_3PaK9dLkdIwHu7ix", of: "charge", type: "charge", at: chargedAt },
        ...{ currency: "usd", amountCents: 66_157, feeCents: 1_949, netCents: 64_208, availableAt: null },
        ...{ presented: { cents, currency }, fx: currency === "usd" ? null : "1.08100" },
      },
      ...(taken
        ? [
            {
              ...{
                balanceTransactionId: "txn_3PbR0fLkdIwHu7ix",
                of: "dispute" as const,
                type: "adjustment",
                at: row.at,
              },
              ...taken,
              ...{ netCents: taken.amountCents - taken.feeCents, availableAt: null },
              ...{ presented: { cents: -cents, currency }, fx: currency === "usd" ? null : "1.09190" },
            },
          ]
        : []),
    ],
    moments: [
      moment("charged", chargedAt, { amountCents: cents, currency, note: "visa 4417" }),
      moment("warned", instant(msOf(chargedAt) + 6 * DAY_MS), { note: "unauthorized_use_of_card" }),
      moment("opened", row.at, { status: row.status, amountCents: cents, currency, note: row.reason }),
      ...(taken ? [moment("withdrawn", row.at, { amountCents: taken.amountCents, currency: taken.currency })] : []),
      ...(row.escalated ? [moment("escalated", instant(msOf(row.at) + DAY_MS), { status: row.status })] : []),
      ...(row.submissions > 0
        ? [moment("answered", instant(msOf(row.at) + 2 * DAY_MS), { status: "under_review" })]
        : []),
      ...(isOpen || row.answered
        ? []
        : [moment("decided", instant(msOf(row.at) + 20 * DAY_MS), { status: row.status })]),
    ],
    alerts: [],
    usage: usageAt(row),
    usageFailure: null,
    product: productAt(stage, row),
    evidence: stage.staffRole === "viewer" ? null : evidenceOf(stage, row),
    told: [{ deliveryId: `evt_1Q${token(4, 22)}`, type: "charge.dispute.created", at: row.at }],
    paymentIntentId: "pi_3QkVb8LkdIwHu7ix",
    method: "visa 4417",
    chargedAt,
    masked: stage.staffRole === "viewer",
    version: stage.versions["disputes"] ?? 0,
  }
}

function evidenceOf(stage: Stage, row: ListedDispute): Evidence {
  const saves = stage.calls.filter(({ endpoint }) => endpoint === "saveEvidence")
  const sent = stage.calls.filter(({ endpoint }) => endpoint === "stageEvidence" || endpoint === "submitEvidence")
  const texts = saves.at(-1)?.input["texts"] as EvidenceTexts | undefined
  return {
    version: saves.length,
    texts: texts ?? composedEvidence(row, "Subscription of Pro", usageAt(row), productAt(stage, row)),
    ...(texts ? { savedBy: { name: "Ines Okafor", isStaff: true }, savedAt: NOW } : { savedBy: null, savedAt: null }),
    files: filesFor(row.reason),
    staged: sent.length > 0,
    commands: sent
      .map(({ endpoint }, nth) => ({
        commandId: `c_${nth}`,
        subject: { kind: "dispute" as const, id: row.disputeId },
        action: endpoint as "stageEvidence" | "submitEvidence",
        ...{ asks: {}, by: { name: "Ines Okafor", isStaff: true }, requestedAt: NOW, attempts: 1 },
        ...(endpoint === "submitEvidence"
          ? { state: "waiting" as const, failure: null, nextTryAt: after(60_000), endedAt: null }
          : { state: "done" as const, failure: null, nextTryAt: null, endedAt: NOW }),
      }))
      .reverse(),
  }
}

/** What the endpoints of disputes answer on a stage. */
export const disputeAnswers = {
  listDisputes: listed,
  readDispute: detail,
  saveEvidence: (stage: Stage) => ({
    version: stage.calls.filter(({ endpoint }) => endpoint === "saveEvidence").length,
  }),
  stageEvidence: () => ({ commandId: "c_0" }),
  submitEvidence: () => ({ commandId: "c_1" }),
} satisfies Partial<Record<EndpointName, (stage: Stage, input: Input) => unknown>>
