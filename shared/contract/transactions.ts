import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { endpoint, page, queryCount, staff } from "./endpoint.ts"
import { PathId } from "./id.ts"
import { endsAfterItBegins, timeFilter } from "./time-filter.ts"

/** Stripe's live mode, or its test mode: they never meet. */
export const Mode = z.enum(["live", "test"])
export type Mode = z.infer<typeof Mode>

/**
 * paid · pending: not decided yet · uncaptured: authorized, not taken · released: authorized and given up · failed ·
 * partlyRefunded, refunded: by what was given back of what was taken · disputed: a dispute or an inquiry is open ·
 * disputeLost · unknown: something is told of a charge that nobody told.
 */
export const TransactionStatus = z.enum([
  "paid",
  "pending",
  "uncaptured",
  "released",
  "failed",
  "partlyRefunded",
  "refunded",
  "disputed",
  "disputeLost",
  "unknown",
])
export type TransactionStatus = z.infer<typeof TransactionStatus>

/** What is not known yet, because its balance transaction was not read yet. */
export const PendingPart = z.enum(["charge", "refunds", "disputes"])
export type PendingPart = z.infer<typeof PendingPart>

/** What balance transactions add up to in one settlement currency: net = settled + refunds + disputes − fee. Minor units. */
export const Settled = z.object({
  currency: z.string(),
  settledCents: z.number(),
  feeCents: z.number(),
  refundCents: z.number(),
  disputeCents: z.number(),
  netCents: z.number(),
})
export type Settled = z.infer<typeof Settled>

export const Transaction = z.object({
  chargeId: z.string(),
  mode: Mode,
  /** When the charge was made. */
  at: Instant,
  status: TransactionStatus,
  paymentIntentId: z.nullable(z.string()),
  customerId: z.nullable(z.string()),
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  description: z.nullable(z.string()),
  /** How it was paid, as in `visa 4242`. */
  method: z.nullable(z.string()),
  /** The currency of the charge, of its gross and of what was refunded of it. */
  currency: z.string(),
  /** What was taken. */
  grossCents: z.number(),
  authorizedCents: z.number(),
  refundedCents: z.number(),
  /** Major units of the settlement currency for one of the charge's, with six digits; null where they are one currency. */
  fx: z.nullable(z.string()),
  /** The settlement currency of the charge first. */
  settled: z.array(Settled),
  /** Stripe's and others' fees by type; given back where negative. */
  fees: z.array(z.object({ type: z.string(), currency: z.string(), cents: z.number() })),
  pending: z.array(PendingPart),
  disputes: z.array(z.object({ disputeId: z.string(), status: z.string() })),
  invoice: z.nullable(z.object({ invoiceId: z.string(), number: z.nullable(z.string()), url: z.nullable(z.string()) })),
  failure: z.nullable(z.object({ code: z.nullable(z.string()), message: z.nullable(z.string()) })),
  /** Fields that Stripe should have told and did not, by path. */
  misses: z.array(z.string()),
})
export type Transaction = z.infer<typeof Transaction>

const Listed = z.extend(Transaction, { organizationId: z.nullable(z.string()) })
export type ListedTransaction = z.infer<typeof Listed>

const Currency = z.string().check(z.regex(/^[a-z]{3}$/))

const filters = {
  mode: z._default(Mode, "live"),
  status: z.optional(TransactionStatus),
  /** Of the charge. */
  currency: z.optional(Currency),
  /** In which the charge is settled. */
  settlement: z.optional(Currency),
  /** Text in an id, the customer, the description or the invoice's number, as the reader reads them, of any case. */
  search: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  ...timeFilter,
}
export const TransactionFilter = z.object(filters).check(endsAfterItBegins)
export type TransactionFilter = z.infer<typeof TransactionFilter>

/** What transactions add up to. */
export const TransactionTotals = z.object({
  count: z.number(),
  /** How many have something pending: the sums below are without it. */
  pending: z.number(),
  gross: z.array(z.object({ currency: Currency, cents: z.number() })),
  settled: z.array(Settled),
  /** Net of all settlement currencies in the reporting currency, each day at the rate in force; null where a rate is missing. */
  converted: z.object({
    currency: Currency,
    netCents: z.nullable(z.number()),
    missingRates: z.array(Currency),
  }),
})
export type TransactionTotals = z.infer<typeof TransactionTotals>

export const listTransactions = endpoint({
  method: "GET",
  path: "/api/transactions",
  who: staff.any,
  shows: ["personal", "money"],
  subjectOf: ({ mode }) => mode,
  summary:
    "Charges with what was settled, refunded and disputed of each, newest first, and what all of them in the time `[from, to)` add up to, per settlement currency.",
  input: z
    .object({ ...filters, limit: queryCount(1, 200, 50), cursor: z.optional(z.string()) })
    .check(endsAfterItBegins),
  output: z.extend(page(Listed), {
    /** Of the time and the filters but for the search, which they do not know; null on a further page. */
    totals: z.nullable(TransactionTotals),
    /** What there is in the time asked for, to choose from. */
    statuses: z.record(z.string(), z.number()),
    currencies: z.array(Currency),
    settlements: z.array(Currency),
    /** How far back a rare filter looked before it stopped; null when the list is complete. */
    scannedTo: z.nullable(Instant),
    masked: z.boolean(),
    version: z.number(),
  }),
})

/** One movement of the balance. */
export const BalanceEntry = z.object({
  balanceTransactionId: z.string(),
  /** What moved it. */
  of: z.enum(["charge", "refund", "refundFailure", "dispute"]),
  type: z.string(),
  at: Instant,
  currency: z.string(),
  amountCents: z.number(),
  feeCents: z.number(),
  netCents: z.number(),
  availableAt: z.nullable(Instant),
})
export type BalanceEntry = z.infer<typeof BalanceEntry>

export const TransactionDetail = z.extend(Listed, {
  balance: z.array(BalanceEntry),
  refunds: z.array(
    z.object({
      refundId: z.string(),
      status: z.string(),
      currency: z.string(),
      amountCents: z.number(),
      at: Instant,
      reason: z.nullable(z.string()),
      failureReason: z.nullable(z.string()),
    }),
  ),
  disputed: z.array(
    z.object({
      disputeId: z.string(),
      status: z.string(),
      currency: z.string(),
      amountCents: z.number(),
      at: Instant,
      reason: z.nullable(z.string()),
      dueAt: z.nullable(Instant),
    }),
  ),
  /** What is still asked of Stripe, and how that went. */
  wanted: z.array(z.object({ object: z.string(), id: z.string() })),
  asking: z.nullable(z.object({ attempts: z.number(), failure: z.nullable(z.string()), nextAt: z.nullable(Instant) })),
  /** Deliveries that told of it, newest first. */
  told: z.array(z.object({ deliveryId: z.string(), type: z.string(), at: Instant })),
  masked: z.boolean(),
})
export type TransactionDetail = z.infer<typeof TransactionDetail>

export const readTransaction = endpoint({
  method: "GET",
  path: "/api/transactions/{mode}/{chargeId}",
  who: staff.any,
  shows: ["personal", "money"],
  summary: "One charge with every movement of the balance, refund and dispute, and what is still asked of Stripe.",
  input: z.object({ mode: Mode, chargeId: PathId }),
  output: TransactionDetail,
})
