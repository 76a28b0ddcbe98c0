import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { endpoint, queryCount, staff } from "./endpoint.ts"
import { PathId } from "./id.ts"
import { Mode } from "./transactions.ts"

/** What Stripe is asked for, kind by kind in this order. */
export const RECONCILED = [
  "customer",
  "subscription",
  "invoice",
  "charge",
  "refund",
  "dispute",
  "coupon",
  "promotionCode",
] as const
export const Reconciled = z.enum(RECONCILED)
export type Reconciled = z.infer<typeof Reconciled>

/** How far back invoices, charges and refunds are looked at; customers, subscriptions, disputes and coupons always are all of them. */
export const Reach = z.enum(["35days", "1year", "everything"])
export type Reach = z.infer<typeof Reach>

/**
 * complete · noKey: no key of Stripe's is set · notAllowed: the key may not list what is to be compared · tooLong ·
 * stopped: it did not go on for an hour and another was started · broke: a step failed to the end.
 */
export const Ending = z.enum(["complete", "noKey", "notAllowed", "tooLong", "stopped", "broke"])
export type Ending = z.infer<typeof Ending>

/** listed = same + missing + different + tooFresh; each of missing and different is repaired or unrepaired once it is looked at again. */
export const ReconciledCounts = z.object({
  mode: Mode,
  object: Reconciled,
  /** What Stripe lists. */
  listed: z.number(),
  same: z.number(),
  missing: z.number(),
  different: z.number(),
  /** Different or missing, and changed so lately that its delivery may be on its way. */
  tooFresh: z.number(),
  repaired: z.number(),
  unrepaired: z.number(),
  /** Held here and not listed by Stripe; nothing is changed of it. */
  notAtStripe: z.number(),
})
export type ReconciledCounts = z.infer<typeof ReconciledCounts>

/**
 * Sums of the objects in reach, in minor units: charges by what was taken, refunds by what was given back, net by the balance
 * transactions of all of them that are known. Before and after are what stands here before and after the repair.
 */
export const ReconciledAmount = z.object({
  mode: Mode,
  of: z.enum(["charges", "refunds", "net"]),
  currency: z.string(),
  stripeCents: z.number(),
  beforeCents: z.number(),
  afterCents: z.number(),
})
export type ReconciledAmount = z.infer<typeof ReconciledAmount>

/** One object that was not the same on both sides. */
export const Discrepancy = z.object({
  mode: Mode,
  object: Reconciled,
  objectId: z.string(),
  customerId: z.nullable(z.string()),
  /** The charge that a charge, a refund or a dispute is shown with. */
  chargeId: z.nullable(z.string()),
  /** The coupon that a coupon or a promotion code is kept under; absent in reports of before. */
  couponId: z.optional(z.nullable(z.string())),
  found: z.enum(["missing", "different", "notAtStripe"]),
  /** The fields that differ, each as text for a person; null where a side says nothing. */
  fields: z.array(z.object({ field: z.string(), ours: z.nullable(z.string()), stripe: z.nullable(z.string()) })),
  outcome: z.enum(["open", "repaired", "unrepaired", "untouched"]),
  /** Why it is not repaired. */
  why: z.nullable(z.string()),
})
export type Discrepancy = z.infer<typeof Discrepancy>

/** Where a run is: comparing what Stripe lists, looking for what it does not list, or looking again at what was repaired. */
export const ReconciliationStage = z.enum(["compare", "held", "verify"])

export const Reconciliation = z.object({
  reconciliationId: z.string(),
  trigger: z.enum(["night", "person"]),
  requestedBy: z.nullable(z.string()),
  requestedAt: Instant,
  reach: Reach,
  /** Since when money is looked at; null where everything is. */
  from: z.nullable(Instant),
  status: z.enum(["requested", "running", "complete", "failed"]),
  ending: z.nullable(Ending),
  /** Why it failed, for a person. */
  reason: z.nullable(z.string()),
  startedAt: z.nullable(Instant),
  endedAt: z.nullable(Instant),
  place: z.nullable(z.object({ stage: ReconciliationStage, mode: z.nullable(Mode), object: z.nullable(Reconciled) })),
  counts: z.array(ReconciledCounts),
  amounts: z.array(ReconciledAmount),
})
export type Reconciliation = z.infer<typeof Reconciliation>

export const listReconciliations = endpoint({
  method: "GET",
  path: "/api/reconciliations",
  who: staff.any,
  shows: ["money"],
  subjectOf: () => null,
  summary: "Comparisons with Stripe, newest first: what each looked at, found and repaired. They are kept 90 days.",
  input: z.object({ limit: queryCount(1, 100, 30) }),
  output: z.object({ items: z.array(Reconciliation), asOf: Instant, version: z.number() }),
})

export const readReconciliation = endpoint({
  method: "GET",
  path: "/api/reconciliations/{reconciliationId}",
  who: staff.any,
  shows: ["personal", "money"],
  summary: "One comparison with Stripe, and samples of what was not the same: at most 20 of each kind and finding.",
  input: z.object({ reconciliationId: PathId }),
  output: z.extend(Reconciliation, { samples: z.array(Discrepancy), masked: z.boolean(), version: z.number() }),
})

export const startReconciliation = endpoint({
  method: "POST",
  path: "/api/reconciliations",
  who: staff.writers,
  shows: [],
  summary:
    "Starts a comparison with Stripe and the repair of what is missing or different here; audited. Refused, with its name, while another is under way.",
  input: z.object({ reach: z._default(Reach, "35days") }),
  output: Reconciliation,
  status: 202,
  idempotent: true,
})
