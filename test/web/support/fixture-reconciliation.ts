import type { EndpointName } from "#shared/contract/contract.ts"
import type { Discrepancy, ReconciledCounts, Reconciliation } from "#shared/contract/reconciliation.ts"
import { DAY_MS, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { NOW } from "./fixture-answers.ts"
import type { Input, Stage } from "./fixture-endpoints.ts"

const counted = (object: ReconciledCounts["object"], listed: number, more: Partial<ReconciledCounts> = {}) => {
  const one = { missing: 0, different: 0, tooFresh: 0, repaired: 0, unrepaired: 0, notAtStripe: 0, ...more }
  const { missing, different, tooFresh } = one
  return { mode: "live" as const, object, listed, same: listed - missing - different - tooFresh, ...one }
}
const amount = (
  of: "charges" | "net" | "refunds",
  currency: string,
  stripe: number,
  before: number,
  after = stripe,
) => ({
  ...{ mode: "live" as const, of, currency },
  ...{ stripeCents: stripe, beforeCents: before, afterCents: after },
})

/** A night's comparison; the newest found something, one before it failed, all others found nothing. */
export function reconciliationAt(nth: number): Reconciliation {
  const requestedAt = instant(msOf("2026-11-20T02:30:00.000Z") - nth * DAY_MS)
  const isNewest = nth === 0
  const isFailed = nth === 3
  return {
    reconciliationId: requestedAt,
    trigger: nth === 1 ? "person" : "night",
    requestedBy: nth === 1 ? "Tom Abel" : null,
    requestedAt,
    reach: nth === 1 ? "everything" : "35days",
    from: nth === 1 ? null : instant(msOf(requestedAt) - 35 * DAY_MS),
    status: isFailed ? "failed" : "complete",
    ending: isFailed ? "notAllowed" : "complete",
    reason: isFailed ? "Stripe's key may not list what is compared." : null,
    startedAt: requestedAt,
    endedAt: instant(msOf(requestedAt) + MINUTE_MS + nth * 977),
    place: null,
    counts: isFailed
      ? []
      : [
          counted("customer", 412),
          counted("subscription", 438, isNewest ? { different: 1, unrepaired: 1 } : {}),
          counted("invoice", 1_204, isNewest ? { missing: 2, repaired: 2 } : {}),
          counted("charge", 1_198, isNewest ? { missing: 2, different: 1, repaired: 3, tooFresh: 1 } : {}),
          counted("refund", 31),
          counted("dispute", 4, isNewest ? { notAtStripe: 1 } : {}),
        ],
    amounts: isFailed
      ? []
      : [
          amount("charges", "eur", 1_841_200, 1_841_200),
          amount("refunds", "eur", 24_900, 24_900),
          amount("charges", "usd", 9_204_310, isNewest ? 9_174_410 : 9_204_310),
          amount("refunds", "usd", 118_400, 118_400),
          amount("net", "usd", 10_640_118, isNewest ? 10_611_085 : 10_640_118, isNewest ? 10_627_533 : 10_640_118),
        ],
  }
}

const sample = (
  more: Partial<Discrepancy> & Pick<Discrepancy, "object" | "objectId" | "found" | "outcome">,
): Discrepancy => ({
  ...{ mode: "live", customerId: "cus_QkZm2LkdIwHu7i", chargeId: null, fields: [], why: null },
  ...more,
})
const SAMPLES: readonly Discrepancy[] = [
  sample({
    ...{ object: "subscription", objectId: "sub_1RkZm2LkdIwHu7ixb2", found: "different", outcome: "unrepaired" },
    fields: [{ field: "status", ours: "canceled", stripe: "active" }],
    why: "What was told before keeps status as it stands: an end is not taken back.",
  }),
  sample({
    ...{ object: "charge", objectId: "ch_3QkZm2LkdIwHu7ix0a", found: "missing", outcome: "repaired" },
    chargeId: "ch_3QkZm2LkdIwHu7ix0a",
    fields: [
      { field: "status", ours: null, stripe: "succeeded" },
      { field: "captured", ours: null, stripe: "149.00 USD" },
      { field: "net", ours: null, stripe: "144.38 USD" },
    ],
  }),
  sample({ ...{ object: "dispute", objectId: "dp_1Qw7Xn2eZvKYlo2C", found: "notAtStripe", outcome: "untouched" } }),
]

const all = (stage: Stage): Reconciliation[] => {
  if (stage.empty) return []
  const runs = Array.from({ length: 9 }, (_, nth) => reconciliationAt(nth))
  if (!stage.reconciling) return runs
  const working: Reconciliation = {
    ...reconciliationAt(1),
    ...{ reconciliationId: "run_1", requestedAt: NOW, startedAt: NOW, endedAt: null, status: "running", ending: null },
    place: { stage: "compare", mode: "live", object: "invoice" },
    counts: [counted("customer", 412), counted("subscription", 438), counted("invoice", 700)],
    amounts: [],
  }
  return [working, ...runs]
}

/** What the endpoints of reconciliation answer on a stage. */
export const reconciliationAnswers = {
  listReconciliations: (stage: Stage) => ({
    items: all(stage),
    asOf: NOW,
    version: stage.versions["reconciliations"] ?? 1,
  }),
  readReconciliation: (stage: Stage, { reconciliationId }: Input) => {
    const run = all(stage).find((one) => one.reconciliationId === reconciliationId)
    if (!run) return { status: 404, code: "missing", detail: "There is no such comparison; they are kept 90 days" }
    const isNewest = run.reconciliationId === reconciliationAt(0).reconciliationId
    const masked = stage.staffRole === "viewer"
    return { ...run, samples: isNewest ? SAMPLES : [], masked, version: stage.versions["reconciliations"] ?? 1 }
  },
  startReconciliation: (stage: Stage) => {
    stage.reconciling = true
    return all(stage)[0]
  },
} satisfies Partial<Record<EndpointName, unknown>>
