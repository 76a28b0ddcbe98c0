import * as z from "zod/mini"
import { DISPUTE_STATUSES } from "../payments/payment-fact.ts"
import { Instant } from "../time.ts"
import { endpoint, page, queryCount, staff } from "./endpoint.ts"
import { Evidence } from "./evidence.ts"
import { PathId } from "./id.ts"
import { ProductUsage } from "./product-usage.ts"
import { BalanceEntry, Mode } from "./transactions.ts"
import { UsageSnapshot } from "./usage-snapshot.ts"

export const DisputeStatus = z.enum(DISPUTE_STATUSES)

/** inquiry: the bank asks, and has taken nothing yet · chargeback: it has taken the money back. */
export const DisputeKind = z.enum(["inquiry", "chargeback"])
export type DisputeKind = z.infer<typeof DisputeKind>

export const Dispute = z.object({
  disputeId: z.string(),
  mode: Mode,
  chargeId: z.string(),
  /** When the bank opened it. */
  at: Instant,
  kind: DisputeKind,
  status: DisputeStatus,
  /** As the bank says it, in Stripe's words. */
  reason: z.nullable(z.string()),
  /** It was an inquiry, and became a chargeback: that needs an answer of its own. */
  escalated: z.boolean(),
  customerId: z.nullable(z.string()),
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  /** What is disputed, in the currency of the charge, minor units. */
  currency: z.string(),
  amountCents: z.number(),
  /** What it did to the balance, by settlement currency: taken where negative; Stripe's fee is beside it. */
  settled: z.array(z.object({ currency: z.string(), amountCents: z.number(), feeCents: z.number() })),
  /** A balance transaction of it is not read yet, so what is settled is not known. */
  pending: z.boolean(),
  /** Until when an answer can be given; null where none can. */
  dueAt: z.nullable(Instant),
  pastDue: z.boolean(),
  /** How often evidence was submitted, and whether the stage that it is in now has its answer. */
  submissions: z.number(),
  answered: z.boolean(),
})
export type Dispute = z.infer<typeof Dispute>

const Listed = z.extend(Dispute, {
  organizationId: z.nullable(z.string()),
  /** What its customer had used in the 60 days before; null until it is known, or where there is no organization. */
  used: z.nullable(UsageSnapshot.shape.sums),
})
export type ListedDispute = z.infer<typeof Listed>

/** An early fraud warning of a charge that was neither given back nor disputed yet. */
export const FraudWarning = z.object({
  warningId: z.string(),
  mode: Mode,
  chargeId: z.string(),
  at: Instant,
  /** Whether giving the charge back may still prevent a dispute. */
  actionable: z.boolean(),
  fraudType: z.nullable(z.string()),
  customerId: z.nullable(z.string()),
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  currency: z.string(),
  /** What was taken and not given back. */
  amountCents: z.number(),
  chargedAt: Instant,
})
export type FraudWarning = z.infer<typeof FraudWarning>

const filters = {
  mode: z._default(Mode, "live"),
  status: z.optional(DisputeStatus),
  kind: z.optional(DisputeKind),
  reason: z.optional(z.string().check(z.regex(/^[a-z_]{1,60}$/))),
  /** Text in an id, the customer or the reason, as the reader reads them, of any case. */
  search: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
}
export const DisputeFilter = z.object(filters)
export type DisputeFilter = z.infer<typeof DisputeFilter>

/** Where the disputes of a mode stand. */
export const DisputeTotals = z.object({
  open: z.number(),
  /** Of the open ones those that wait for an answer and can be given one, and which of them are due within 72 hours. */
  waiting: z.number(),
  dueSoon: z.number(),
  /** Of the newest that are decided, `DECIDED_MAX` at most: how many there are, and how many chargebacks were won and lost. */
  decided: z.number(),
  won: z.number(),
  lost: z.number(),
  /** There are older ones, which are not counted. */
  more: z.boolean(),
})
export type DisputeTotals = z.infer<typeof DisputeTotals>

/** So many of the newest decided disputes are counted. */
export const DECIDED_MAX = 400

export const listDisputes = endpoint({
  method: "GET",
  path: "/api/disputes",
  who: staff.any,
  shows: ["personal", "money"],
  subjectOf: ({ mode }) => mode,
  summary:
    "Disputes: those that wait for an answer by when it is due, then the other open ones, then the decided, newest first; and early fraud warnings of charges that nobody gave back yet.",
  input: z.object({ ...filters, limit: queryCount(1, 200, 50), cursor: z.optional(z.string()) }),
  output: z.extend(page(Listed), {
    /** Of the mode alone; null on a further page. */
    totals: z.nullable(DisputeTotals),
    /** Newest first, a hundred at most, of the mode alone; null on a further page. */
    warnings: z.nullable(z.array(z.extend(FraudWarning, { organizationId: z.nullable(z.string()) }))),
    /** What there is to choose from, among those that the totals count. */
    statuses: z.record(z.string(), z.number()),
    reasons: z.array(z.string()),
    /** How far back a rare filter looked among the decided before it stopped; null when the list is complete. */
    scannedTo: z.nullable(Instant),
    masked: z.boolean(),
    version: z.number(),
  }),
})

/** created, escalated: once for a dispute · dueIn72h, dueIn24h, result: once for its inquiry, and once for its chargeback. */
export const DisputeAlertKind = z.enum(["created", "escalated", "dueIn72h", "dueIn24h", "result"])
export type DisputeAlertKind = z.infer<typeof DisputeAlertKind>

/** What was said on the bus of a dispute, as `dispute.alerted`, and how the dispute stood then. */
export const DisputeAlert = z.object({
  kind: DisputeAlertKind,
  at: Instant,
  /** What it was then. */
  stage: DisputeKind,
  mode: Mode,
  disputeId: z.string(),
  chargeId: z.string(),
  status: DisputeStatus,
  reason: z.nullable(z.string()),
  dueAt: z.nullable(Instant),
  currency: z.string(),
  amountCents: z.number(),
})
export type DisputeAlert = z.infer<typeof DisputeAlert>

/** Something that happened to a dispute. */
export const DisputeMoment = z.object({
  at: Instant,
  /** charged, refunded: the charge · warned: an early fraud warning · opened, escalated, answered, decided: the dispute · withdrawn, reinstated: the balance. */
  what: z.enum([
    "charged",
    "refunded",
    "warned",
    "opened",
    "escalated",
    "answered",
    "decided",
    "withdrawn",
    "reinstated",
  ]),
  status: z.nullable(DisputeStatus),
  /** Where money moved: how much, in which currency. */
  amountCents: z.nullable(z.number()),
  currency: z.nullable(z.string()),
  /** A reason, a kind of fraud, how it was paid. */
  note: z.nullable(z.string()),
})
export type DisputeMoment = z.infer<typeof DisputeMoment>

/** A movement of the balance beside what the cardholder's bank saw of it. */
export const DisputeMovement = z.extend(BalanceEntry, {
  presented: z.nullable(z.object({ cents: z.number(), currency: z.string() })),
  /** Major units of the settlement currency for one presented, with six digits; null where they are one currency. */
  fx: z.nullable(z.string()),
})
export type DisputeMovement = z.infer<typeof DisputeMovement>

export const DisputeDetail = z.extend(Listed, {
  /** Every movement of the balance of its charge, in the order in which they came. */
  balance: z.array(DisputeMovement),
  /** What happened, oldest first. */
  moments: z.array(DisputeMoment),
  alerts: z.array(DisputeAlert),
  /** What its customer had used; null until it is taken, with what went wrong where it could not be. */
  usage: z.nullable(UsageSnapshot),
  usageFailure: z.nullable(z.string()),
  /** What the product was asked; null where no product URL was set when the dispute was first seen. */
  product: z.nullable(ProductUsage),
  /** The answer to it; null for those who may not read who paid. */
  evidence: z.nullable(Evidence),
  /** Deliveries that told of its charge, newest first. */
  told: z.array(z.object({ deliveryId: z.string(), type: z.string(), at: Instant })),
  paymentIntentId: z.nullable(z.string()),
  method: z.nullable(z.string()),
  chargedAt: z.nullable(Instant),
  masked: z.boolean(),
  version: z.number(),
})
export type DisputeDetail = z.infer<typeof DisputeDetail>

export const readDispute = endpoint({
  method: "GET",
  path: "/api/disputes/{mode}/{disputeId}",
  who: staff.any,
  shows: ["personal", "money"],
  summary: "One dispute with the money that moved because of it and everything that happened to it.",
  input: z.object({ mode: Mode, disputeId: PathId }),
  output: DisputeDetail,
})
