import { centsIn, idOf, type Json, listIn, need, numberIn, objectIn, secondsIn, textIn } from "./field.ts"
import { discountsOf } from "./stripe-discount.ts"
import type { CustomerSnapshot, InvoiceSnapshot, SubscriptionSnapshot, SubscriptionStatus } from "./stripe-fact.ts"
import { invoiceDiscountsOf } from "./stripe-invoice-discount.ts"
import { invoiceLinesOf } from "./stripe-invoice-line.ts"
import { itemOf, NO_CURRENCY, periodOf } from "./stripe-price.ts"

const STATUSES: readonly string[] = [
  "incomplete",
  "incomplete_expired",
  "trialing",
  "active",
  "past_due",
  "canceled",
  "unpaid",
  "paused",
]

/** A subscription of any year: items with prices, items with plans, or one plan and a quantity on itself. */
export function subscriptionOf(told: Json, misses: string[]): SubscriptionSnapshot {
  const items = itemsOf(told)
  if (items.length === 0) misses.push("items")
  if (objectIn(told, "items")?.["has_more"] === true) misses.push("items.has_more")
  const status = textIn(told, "status")
  const created = secondsIn(told, "created") ?? secondsIn(told, "start_date") ?? secondsIn(told, "start")
  const price = objectIn(items[0] ?? null, "price") ?? objectIn(items[0] ?? null, "plan")
  const currency = currencyOf(textIn(told, "currency") ?? textIn(price, "currency"), misses)
  const period = periodOf(told).toSeconds === null && items[0] ? periodOf(items[0]) : periodOf(told)
  return {
    status: need(
      status && STATUSES.includes(status) ? (status as SubscriptionStatus) : null,
      misses,
      "status",
      "incomplete",
    ),
    currency,
    createdSeconds: need(created, misses, "created", 0),
    startedSeconds: secondsIn(told, "start_date") ?? secondsIn(told, "start") ?? created ?? 0,
    trialEndSeconds: secondsIn(told, "trial_end"),
    cancelAtSeconds: secondsIn(told, "cancel_at"),
    cancelAtPeriodEnd: told["cancel_at_period_end"] === true,
    canceledSeconds: secondsIn(told, "canceled_at"),
    endedSeconds: secondsIn(told, "ended_at"),
    collectionPaused: objectIn(told, "pause_collection") !== null,
    periodEndSeconds: period.toSeconds,
    items: items.map((item, index) => itemOf(item, index, currency, misses)),
    discounts: discountsOf(told, period, "", misses),
  }
}

function itemsOf(told: Json): Json[] {
  const listed = listIn(told, "items")
  if (listed.length > 0) return listed
  const [price, plan] = [objectIn(told, "price"), objectIn(told, "plan")]
  return price || plan ? [{ id: told["id"], price, plan, quantity: told["quantity"] }] : []
}

/** A currency's code in lower case. */
const currencyOf = (code: string | null, misses: string[]): string =>
  need(code !== null && /^[a-z]{3}$/i.test(code) ? code.toLowerCase() : null, misses, "currency", NO_CURRENCY)

/** An invoice of any year. Where it does not say when it was finalized or paid, the event that says so does. */
export function invoiceOf(told: Json, type: string, createdSeconds: number, misses: string[]): InvoiceSnapshot {
  const transitions = objectIn(told, "status_transitions")
  const parent = objectIn(objectIn(told, "parent"), "subscription_details")
  const paid = told["paid"] === true || textIn(told, "status") === "paid"
  const sentByEvent = type === "invoice.sent" || type === "invoice.finalized" ? createdSeconds : null
  const due = paid ? (centsIn(told, "amount_due") ?? centsIn(told, "total")) : 0
  return {
    status: textIn(told, "status") ?? (paid ? "paid" : null),
    currency: currencyOf(textIn(told, "currency"), misses),
    number: textIn(told, "number"),
    url: textIn(told, "hosted_invoice_url"),
    subscriptionId: idOf(told, "subscription") ?? idOf(parent, "subscription"),
    createdSeconds: secondsIn(told, "created") ?? secondsIn(told, "date"),
    sentSeconds: secondsIn(transitions, "finalized_at") ?? sentByEvent,
    paidSeconds: secondsIn(transitions, "paid_at") ?? (paid ? createdSeconds : null),
    paidCents: need(centsIn(told, "amount_paid") ?? due, misses, "amount_paid", 0),
    lines: invoiceLinesOf(told),
    discounts: invoiceDiscountsOf(told, misses),
    refundedCents: Math.max(0, centsIn(told, "post_payment_credit_notes_amount") ?? 0),
    dueCents: centsIn(told, "amount_remaining") ?? centsIn(told, "amount_due"),
    attemptCount: numberIn(told, "attempt_count"),
    nextAttemptSeconds: secondsIn(told, "next_payment_attempt"),
    periodEndSeconds: lastPeriodEnd(told),
  }
}

function lastPeriodEnd(told: Json): number | null {
  const ends = listIn(told, "lines").map((line) => secondsIn(objectIn(line, "period"), "end") ?? 0)
  return Math.max(0, ...ends) || null
}

const ORGANIZATION_FIELDS = ["organizationId", "organization_id", "orgId", "org_id"]

/** A customer of any year, also one of whom only the id is left. */
export function customerOf(told: Json, type: string): CustomerSnapshot {
  const metadata = objectIn(told, "metadata")
  const organizationId = ORGANIZATION_FIELDS.map((field) => textIn(metadata, field)).find((id) => id !== null) ?? null
  return {
    name: textIn(told, "name") ?? textIn(told, "description"),
    email: textIn(told, "email"),
    organizationId,
    deleted: told["deleted"] === true || type === "customer.deleted",
  }
}
