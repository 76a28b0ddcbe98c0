import type { Transaction } from "#shared/contract/transactions.ts"
import type { PaymentFact } from "#shared/payments/payment-fact.ts"
import { paymentOf } from "#shared/payments/payment.ts"
import { transactionOf } from "#shared/payments/transaction.ts"
import { readStripeEvent } from "#shared/revenue/stripe-event.ts"
import { type Told, unix } from "./stripe-object.ts"

export const PAID_AT = unix("2026-03-01T12:00:00Z")

/** A charge of today's shape, paid by card. */
export const chargeObject = (more: Told = {}): Told => ({
  id: "ch_1",
  object: "charge",
  amount: 10_000,
  amount_captured: more["amount"] ?? 10_000,
  amount_refunded: 0,
  balance_transaction: "txn_charge",
  billing_details: { address: null, email: "ada@example.org", name: "Ada Lovelace", phone: null },
  captured: true,
  created: PAID_AT,
  currency: "usd",
  customer: "cus_1",
  description: "Subscription update",
  disputed: false,
  failure_code: null,
  failure_message: null,
  livemode: true,
  paid: true,
  payment_intent: "pi_1",
  payment_method_details: { card: { brand: "visa", last4: "4242" }, type: "card" },
  refunded: false,
  status: "succeeded",
  ...more,
})

/** A movement of the balance; its net is its amount less its fee. */
export const balanceObject = (id: string, amount: number, fee: number, more: Told = {}): Told => ({
  id,
  object: "balance_transaction",
  amount,
  available_on: PAID_AT + 172_800,
  created: PAID_AT,
  currency: "usd",
  exchange_rate: null,
  fee,
  fee_details: fee === 0 ? [] : [{ amount: fee, currency: more["currency"] ?? "usd", type: "stripe_fee" }],
  net: amount - fee,
  reporting_category: "charge",
  source: "ch_1",
  status: "pending",
  type: "charge",
  ...more,
})

export const refundObject = (more: Told = {}): Told => ({
  id: "re_1",
  object: "refund",
  amount: 4_000,
  balance_transaction: "txn_refund",
  charge: "ch_1",
  created: PAID_AT + 3_600,
  currency: "usd",
  payment_intent: "pi_1",
  reason: "requested_by_customer",
  status: "succeeded",
  ...more,
})

export const disputeObject = (more: Told = {}): Told => ({
  id: "dp_1",
  object: "dispute",
  amount: 10_000,
  balance_transactions: [],
  charge: "ch_1",
  created: PAID_AT + 86_400,
  currency: "usd",
  evidence_details: { due_by: PAID_AT + 15 * 86_400, has_evidence: false, past_due: false, submission_count: 0 },
  livemode: true,
  payment_intent: "pi_1",
  reason: "fraudulent",
  status: "needs_response",
  ...more,
})

export const warningObject = (more: Told = {}): Told => ({
  id: "issfr_1",
  object: "radar.early_fraud_warning",
  actionable: true,
  charge: "ch_1",
  created: PAID_AT + 43_200,
  fraud_type: "unauthorized_use_of_card",
  livemode: true,
  payment_intent: "pi_1",
  ...more,
})

export const invoicePaymentObject = (more: Told = {}): Told => ({
  id: "inpay_1",
  object: "invoice_payment",
  amount_paid: 10_000,
  amount_requested: 10_000,
  created: PAID_AT,
  currency: "usd",
  invoice: "in_1",
  is_default: true,
  livemode: true,
  payment: { payment_intent: "pi_1", type: "payment_intent" },
  status: "paid",
  ...more,
})

/** The facts in these events, of whichever charge. */
export const paymentFactsIn = (events: readonly unknown[]): PaymentFact[] =>
  events.flatMap((event) => {
    const { reading } = readStripeEvent(event)
    return "payments" in reading ? reading.payments.facts.map(({ fact }) => fact) : []
  })

/** Balance transactions as Stripe answers them when it is asked: in a charge that is told with them whole. */
export const answered = (...balance: readonly Told[]): PaymentFact[] =>
  balance.map((one) => {
    const event = { id: `evt_of_${String(one["id"])}`, object: "event", type: "charge.updated", created: PAID_AT }
    const facts = paymentFactsIn([
      { ...event, livemode: true, data: { object: chargeObject({ balance_transaction: one }) } },
    ])
    return facts.find(({ object }) => object === "balance")!
  })

/** The one charge that these facts tell of, as the list shows it. */
export function transactionIn(facts: readonly PaymentFact[]): Transaction {
  const transaction = transactionOf("ch_1", "live", paymentOf(facts), [])
  if (!transaction) throw new Error("Nothing is told of the charge")
  return transaction
}
