import { DAY_SECONDS } from "./calendar.ts"
import { idOf } from "./dice.ts"
import { priceShape, type Shape, type Subscription } from "./stripe-shapes.ts"

export interface Line {
  description: string
  cents: number
  proration: boolean
  from: number
  to: number
  seats: number
}

/** Where an invoice stands. */
export interface Invoice {
  id: string
  /** The customer's how-manieth it is. */
  nth: number
  subscription: Subscription
  reason: "subscription_create" | "subscription_cycle" | "subscription_update"
  status: "draft" | "open" | "paid" | "uncollectible"
  lines: Line[]
  discountCents: number
  createdSeconds: number
  finalizedSeconds: number | null
  paidSeconds: number | null
  uncollectibleSeconds: number | null
  attempts: number
  nextAttemptSeconds: number | null
}

export const subtotalOf = ({ lines }: Pick<Invoice, "lines">): number =>
  lines.reduce((sum, { cents }) => sum + cents, 0)
export const totalOf = (invoice: Invoice): number => subtotalOf(invoice) - invoice.discountCents

const lineShape = ({ id, subscription }: Invoice, line: Line, nth: number): Shape => {
  const price = priceShape(subscription.plan, subscription.customer.currency)
  return {
    id: idOf("il", `${id} ${nth}`),
    object: "line_item",
    amount: line.cents,
    currency: subscription.customer.currency,
    description: line.description,
    discountable: !line.proration,
    discounts: [],
    invoice: id,
    livemode: true,
    metadata: {},
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: line.proration,
        proration_details: { credited_items: null },
        subscription: subscription.id,
        subscription_item: idOf("si", subscription.id),
      },
      type: "subscription_item_details",
    },
    period: { end: line.to, start: line.from },
    pricing: {
      price_details: { price: price.id, product: price["product"] },
      type: "price_details",
      unit_amount_decimal: price["unit_amount_decimal"],
    },
    quantity: line.seats,
    taxes: [],
  }
}

export function invoiceShape(invoice: Invoice): Shape {
  const { id, subscription, status, createdSeconds, finalizedSeconds } = invoice
  const { customer, plan } = subscription
  const [subtotal, total] = [subtotalOf(invoice), totalOf(invoice)]
  const paid = status === "paid"
  const sent = plan.collection === "send_invoice"
  return {
    id,
    object: "invoice",
    account_country: "US",
    account_name: "Fieldnote",
    amount_due: total,
    amount_overpaid: 0,
    amount_paid: paid ? total : 0,
    amount_remaining: paid ? 0 : total,
    amount_shipping: 0,
    attempt_count: invoice.attempts,
    attempted: invoice.attempts > 0,
    auto_advance: status === "draft" || status === "open",
    billing_reason: invoice.reason,
    collection_method: plan.collection,
    created: createdSeconds,
    currency: customer.currency,
    customer: customer.id,
    customer_email: customer.email,
    customer_name: customer.name,
    discounts: subscription.coupon && invoice.discountCents > 0 ? [idOf("di", subscription.id)] : [],
    due_date: sent ? createdSeconds + 14 * DAY_SECONDS : null,
    effective_at: finalizedSeconds,
    hosted_invoice_url: finalizedSeconds === null ? null : `https://invoice.stripe.com/i/acct_demo/live_${id.slice(3)}`,
    lines: {
      object: "list",
      data: invoice.lines.map((line, nth) => lineShape(invoice, line, nth)),
      has_more: false,
      total_count: invoice.lines.length,
      url: `/v1/invoices/${id}/lines`,
    },
    livemode: true,
    metadata: {},
    next_payment_attempt: invoice.nextAttemptSeconds,
    number:
      finalizedSeconds === null
        ? null
        : `${customer.id.slice(-8).toUpperCase()}-${String(invoice.nth).padStart(4, "0")}`,
    parent: {
      quote_details: null,
      subscription_details: { metadata: { organizationId: customer.organizationId }, subscription: subscription.id },
      type: "subscription_details",
    },
    period_end: createdSeconds,
    period_start: invoice.reason === "subscription_cycle" ? subscription.periodFrom : createdSeconds,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    starting_balance: 0,
    status,
    status_transitions: {
      finalized_at: finalizedSeconds,
      marked_uncollectible_at: invoice.uncollectibleSeconds,
      paid_at: invoice.paidSeconds,
      voided_at: null,
    },
    subtotal,
    subtotal_excluding_tax: subtotal,
    test_clock: null,
    total,
    total_discount_amounts:
      invoice.discountCents > 0 ? [{ amount: invoice.discountCents, discount: idOf("di", subscription.id) }] : [],
    total_excluding_tax: total,
    total_taxes: [],
    webhooks_delivered_at: createdSeconds,
  }
}

/** Money on its way to the bank, which belongs to no customer. */
export const payoutShape = (day: string, atSeconds: number, cents: number): Shape => ({
  id: idOf("po", day, 24),
  object: "payout",
  amount: cents,
  arrival_date: atSeconds,
  automatic: true,
  created: atSeconds - 2 * DAY_SECONDS,
  currency: "usd",
  description: "STRIPE PAYOUT",
  livemode: true,
  method: "standard",
  reconciliation_status: "completed",
  status: "paid",
  type: "bank_account",
})
