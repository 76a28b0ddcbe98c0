import { randomBytes } from "node:crypto"
import { type Act, type Changed, changedTo, refused, unchanged, unknownIn } from "./act.ts"
import type { StripeObject, StripeObjects } from "./objects.ts"

/** What Stripe takes of a card's payment: a share, and a fixed part. */
const FEE = { share: 0.029, cents: 30 }
const AVAILABLE_SECONDS = 2 * 86_400
/** A card that was turned down for this reason has money by now; any other is turned down again. */
const PASSING = "insufficient_funds"

const idOf = (prefix: string): string => `${prefix}_${randomBytes(12).toString("hex")}`

/** `POST /v1/invoices/{id}/pay`: charges the customer's card. One that the bank turned down last, for a reason that stays, is turned down again. */
export const payInvoice: Act = (known, invoice, form, nowSeconds) => {
  const odd = unknownIn(form, [])
  if (odd) return unchanged(odd)
  if (invoice["status"] === "paid") return unchanged(refused(400, "Invoice is already paid", "invoice_already_paid"))
  if (invoice["status"] !== "open")
    return unchanged(refused(400, `Invoices that are ${String(invoice["status"])} cannot be paid`, "invoice_not_open"))
  const last = known.where("charge", "customer", String(invoice["customer"]))[0]
  // Of several tries Stripe counts those that it makes by itself.
  const attempts = Math.max(1, Number(invoice["attempt_count"] ?? 0))
  return last?.["status"] === "failed" && last["failure_code"] !== PASSING
    ? decline(invoice, last, attempts, nowSeconds)
    : pay(known, invoice, last, attempts, nowSeconds)
}

function decline(invoice: StripeObject, last: StripeObject, attempts: number, nowSeconds: number) {
  const charge = { ...last, id: idOf("ch"), amount: invoice["amount_due"], created: nowSeconds }
  const [code, message] = [String(last["failure_code"]), String(last["failure_message"])]
  const next = { attempt_count: attempts, attempted: true }
  const declined = refused(402, message, code === "expired_card" ? code : "card_declined", "card_error", {
    charge: charge.id,
    ...(code === "expired_card" ? {} : { decline_code: code === "card_declined" ? "generic_decline" : code }),
  })
  return {
    answer: declined,
    changed: [{ object: charge, type: "charge.failed" }, changedTo(invoice, next, "invoice.payment_failed")],
  }
}

function pay(
  known: StripeObjects,
  invoice: StripeObject,
  last: StripeObject | undefined,
  attempts: number,
  nowSeconds: number,
) {
  const [amount, currency] = [Number(invoice["amount_due"]), String(invoice["currency"])]
  const balance = settled(known, amount, currency, nowSeconds)
  const charge: StripeObject = {
    ...last,
    id: balance["source"] as string,
    object: "charge",
    amount,
    amount_captured: amount,
    amount_refunded: 0,
    balance_transaction: balance.id,
    captured: true,
    created: nowSeconds,
    currency,
    customer: invoice["customer"],
    disputed: false,
    failure_code: null,
    failure_message: null,
    livemode: invoice["livemode"],
    outcome: { network_status: "approved_by_network", risk_level: "normal" },
    paid: true,
    payment_intent: idOf("pi"),
    refunded: false,
    status: "succeeded",
  }
  const payment: StripeObject = {
    id: idOf("inpay"),
    object: "invoice_payment",
    amount_paid: amount,
    created: nowSeconds,
    currency,
    invoice: invoice.id,
    livemode: invoice["livemode"],
    payment: { payment_intent: charge["payment_intent"], type: "payment_intent" },
    status: "paid",
  }
  const paid = changedTo(
    invoice,
    {
      amount_paid: amount,
      amount_remaining: 0,
      attempt_count: attempts,
      attempted: true,
      next_payment_attempt: null,
      status: "paid",
      status_transitions: { ...(invoice["status_transitions"] as object), paid_at: nowSeconds },
    },
    "invoice.paid",
  )
  return {
    answer: { status: 200, body: paid.object },
    changed: [
      { object: balance },
      { object: charge, type: "charge.succeeded" },
      { object: payment, type: "invoice_payment.paid" },
      paid,
      ...recovered(known, invoice),
    ],
  }
}

/** Money that is not the account's own is changed as it was changed last. */
function settled(known: StripeObjects, amount: number, currency: string, nowSeconds: number): StripeObject {
  const earlier = known
    .where("charge", "currency", currency)
    .flatMap((charge) => known.get("balance_transaction", String(charge["balance_transaction"])) ?? [])[0]
  const rate = Number(earlier?.["exchange_rate"] ?? 1)
  const gross = Math.round(amount * rate)
  const fee = Math.round(gross * FEE.share) + FEE.cents
  const owned = String(earlier?.["currency"] ?? currency)
  return {
    id: idOf("txn"),
    object: "balance_transaction",
    amount: gross,
    available_on: nowSeconds + AVAILABLE_SECONDS,
    created: nowSeconds,
    currency: owned,
    description: null,
    exchange_rate: earlier?.["exchange_rate"] ?? null,
    fee,
    fee_details: [{ amount: fee, currency: owned, description: "Stripe processing fees", type: "stripe_fee" }],
    net: gross - fee,
    reporting_category: "charge",
    source: idOf("ch"),
    status: "pending",
    type: "charge",
  }
}

/** A subscription that was behind is no more. */
function recovered(known: StripeObjects, invoice: StripeObject): Changed[] {
  const parent = invoice["parent"] as { subscription_details?: { subscription?: string } } | null | undefined
  const subscription = known.get("subscription", String(parent?.subscription_details?.subscription))
  return subscription?.["status"] === "past_due"
    ? [changedTo(subscription, { status: "active" }, "customer.subscription.updated")]
    : []
}
