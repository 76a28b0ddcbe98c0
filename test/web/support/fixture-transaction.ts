import type { ListedTransaction, Settled } from "#shared/contract/transactions.ts"
import { HOUR_MS } from "#shared/time.ts"
import { ago, ORGANIZATIONS, token } from "./fixture-answers.ts"

const CARDS = ["visa 4242", "mastercard 4444", "amex 0005"]

/** A settlement whose net is what its parts add up to. */
export const sums = (
  currency: string,
  settledCents: number,
  feeCents: number,
  refundCents = 0,
  disputeCents = 0,
): Settled => ({
  ...{ currency, settledCents, feeCents, refundCents, disputeCents },
  netCents: settledCents + refundCents + disputeCents - feeCents,
})
const feesOf = (cents: number, currency = "usd") => [
  { type: "stripe_fee", currency, cents: cents - Math.floor(cents / 10) },
  { type: "tax", currency, cents: Math.floor(cents / 10) },
]

/** What is unlike an ordinary payment of $120.00, by the number of the row. */
const KINDS: readonly (Partial<ListedTransaction> & { of: string })[] = [
  { of: "an ordinary payment" },
  { of: "a payment whose fee nobody told yet", settled: [], fees: [], pending: ["charge"] },
  {
    of: "dollars settled in pesos",
    ...{ grossCents: 30_000, authorizedCents: 30_000, fx: "13.2136" },
    settled: [sums("mxn", 396_409, 16_123, -132_000)],
    ...{ fees: feesOf(16_123, "mxn"), status: "partlyRefunded", refundedCents: 10_000 },
  },
  {
    of: "yen settled in dollars",
    ...{ currency: "jpy", grossCents: 18_400, authorizedCents: 18_400, fx: "0.00660326" },
    ...{ settled: [sums("usd", 12_150, 625)], fees: feesOf(625) },
  },
  { of: "a payment of which something may have been missed", misses: ["billing_details.email"], email: null },
  {
    of: "dinars, of three digits, settled in dollars",
    ...{ currency: "kwd", grossCents: 45_500, authorizedCents: 45_500, fx: "3.25055" },
    ...{ settled: [sums("usd", 14_790, 755)], fees: feesOf(755), invoice: null },
  },
  {
    of: "a payment that failed",
    ...{ status: "failed", grossCents: 0, settled: [], fees: [] },
    failure: { code: "insufficient_funds", message: "Your card has insufficient funds." },
  },
  {
    of: "a payment that is disputed",
    ...{ status: "disputed", settled: [sums("usd", 12_000, 1_878, 0, -12_000)], fees: feesOf(1_878) },
    disputes: [{ disputeId: "dp_1QkE2uLkdIwHu7ix", status: "needs_response" }],
  },
  {
    of: "a payment given back",
    status: "refunded",
    refundedCents: 12_000,
    settled: [sums("usd", 12_000, 378, -12_000)],
  },
  {
    of: "a refund that nobody told the amount of yet",
    ...{ status: "partlyRefunded", refundedCents: 4_000, pending: ["refunds"] },
  },
  { of: "an authorization", status: "uncaptured", grossCents: 0, settled: [], fees: [], invoice: null },
]

/** An invented charge, the older the higher its number. */
export function transactionAt(nth: number, mode: "live" | "test" = "live"): ListedTransaction {
  const { of, ...unlike } = KINDS[nth % KINDS.length]!
  const { id, name, billingEmail } = ORGANIZATIONS[nth % 19]!
  const isKnown = nth % 5 !== 3
  return {
    chargeId: `ch_3Q${token(nth + (mode === "test" ? 900 : 60), 18)}`,
    mode,
    at: ago(nth * 5 * HOUR_MS + 600_000),
    status: "paid",
    paymentIntentId: `pi_3Q${token(nth + 160, 18)}`,
    customerId: `cus_${token(nth % 19, 12)}`,
    name,
    email: billingEmail,
    description: of === "an authorization" ? "Deposit" : "Subscription of Pro",
    method: CARDS[nth % CARDS.length]!,
    ...{ currency: "usd", grossCents: 12_000, authorizedCents: 12_000, refundedCents: 0, fx: null },
    settled: [sums("usd", 12_000, 378)],
    fees: feesOf(378),
    pending: [],
    disputes: [],
    invoice: { invoiceId: `in_${nth}`, number: `WB-${1_400 - nth}`, url: `https://invoice.stripe.com/i/in_${nth}` },
    failure: null,
    misses: [],
    ...unlike,
    organizationId: isKnown ? id : null,
  }
}
