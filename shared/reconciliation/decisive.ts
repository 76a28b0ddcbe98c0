import type { ReconciledAmount } from "../contract/reconciliation.ts"
import { decimalOf, knowsCurrency } from "../money.ts"
import { partsOf } from "../payments/parts.ts"
import type { Payment } from "../payments/payment.ts"
import type { ChargeSnapshot, DisputeSnapshot, RefundSnapshot } from "../payments/payment-fact.ts"
import { subscriptionNow } from "../revenue/life.ts"
import { inOrder } from "../revenue/order.ts"
import type {
  CustomerSnapshot,
  Discount,
  InvoiceSnapshot,
  Item,
  StripeFact,
  SubscriptionSnapshot,
} from "../revenue/stripe-fact.ts"
import { customerKnown, invoiceLife } from "../revenue/timeline.ts"
import { instantOfUnix } from "../time.ts"

/**
 * What two sides are compared by: fields as text for a person, equal where the sides agree. Of a customer the organization, name
 * and address; of a subscription status, currency, cancellation, trial, pause, items and discounts; of an invoice status,
 * currency, number, subscription, what was paid and credited; of a charge status, currency, amounts, customer, dispute and net;
 * of a refund status, currency, amount and net; of a dispute status, currency, amount, reason, due date, answers and net; of a
 * coupon its name, what it takes off, for how long, limit and end, and of a promotion code what is typed in, whether it is active, limit, end and whom it is for.
 */
export interface Standing {
  fields: Readonly<Record<string, string | null>>
  /** What changes without an event: where nothing else differs it is taken over, and nothing is said to differ. */
  untold?: Readonly<Record<string, string | null>>
  amounts: readonly Amount[]
}
export type Amount = Pick<ReconciledAmount, "of" | "currency"> & { cents: number }

/** One object of a customer as everything told about it together tells it; nothing where nothing is told. */
export function customerStanding(facts: readonly StripeFact[]): Standing | undefined {
  const [first] = facts
  if (!first) return undefined
  if (first.object === "customer") return standing(customerFields(customerKnown(inOrder(facts as (typeof first)[]))))
  if (first.object === "invoice")
    return standing(invoiceFields(invoiceLife(first.objectId, facts as (typeof first)[]).snapshot))
  return standing(subscriptionFields(subscriptionNow(facts as (typeof first)[])!.snapshot))
}

const standing = (fields: Standing["fields"]): Standing => ({ fields, amounts: [] })

/** A charge, or a refund or dispute of it, as everything told about the charge tells it; nothing where nothing is told. */
export function paymentStanding(
  payment: Payment,
  { object, objectId }: { object: "charge" | "refund" | "dispute"; objectId: string },
): Standing | undefined {
  if (object === "charge") {
    const { charge } = payment
    if (!charge) return undefined
    const entries = entriesOf(payment, partsOf(payment).charge)
    const taken = charge.status === "succeeded" ? [amount("charges", charge.currency, charge.capturedCents)] : []
    return { fields: { ...chargeFields(charge), ...netField(entries) }, amounts: [...taken, ...netOf(entries)] }
  }
  if (object === "refund") {
    const snapshot = payment.refunds.find(({ id }) => id === objectId)?.snapshot
    if (!snapshot) return undefined
    const { balanceTransactionId, failureBalanceTransactionId, status } = snapshot
    const entries = entriesOf(
      payment,
      [balanceTransactionId, failureBalanceTransactionId].filter((id) => id !== null),
    )
    const given =
      status === "succeeded" || status === "pending" ? [amount("refunds", snapshot.currency, snapshot.amountCents)] : []
    return { fields: { ...refundFields(snapshot), ...netField(entries) }, amounts: [...given, ...netOf(entries)] }
  }
  const snapshot = payment.disputes.find(({ id }) => id === objectId)?.snapshot
  if (!snapshot) return undefined
  const entries = entriesOf(payment, snapshot.balanceTransactionIds)
  return { fields: { ...disputeFields(snapshot), ...netField(entries) }, amounts: netOf(entries) }
}

const amount = (of: Amount["of"], currency: string, cents: number): Amount => ({ of, currency, cents })

type Entry = { currency: string; netCents: number } | undefined
const entriesOf = ({ balance }: Payment, ids: readonly string[]): Entry[] => ids.map((id) => balance.get(id))
const netOf = (entries: readonly Entry[]): Amount[] =>
  entries.flatMap((one) => (one ? [amount("net", one.currency, one.netCents)] : []))

/** Net as text once every movement is read, and nothing until then. */
function netField(entries: readonly Entry[]): Standing["fields"] {
  const sums = new Map<string, number>()
  for (const one of entries) {
    if (!one) return {}
    sums.set(one.currency, (sums.get(one.currency) ?? 0) + one.netCents)
  }
  if (sums.size === 0) return {}
  return { net: [...sums].map(([currency, cents]) => money(cents, currency)).join(" + ") }
}

const customerFields = ({ organizationId, name, email }: CustomerSnapshot) => ({
  organization: organizationId,
  name,
  email,
})

const subscriptionFields = (told: SubscriptionSnapshot) => ({
  status: told.status,
  currency: told.currency,
  "cancels at": second(told.cancelAtSeconds),
  "cancels at the period's end": told.cancelAtPeriodEnd ? "yes" : "no",
  "cancellation asked for": second(told.canceledSeconds),
  ended: second(told.endedSeconds),
  "trial ends": second(told.trialEndSeconds),
  "collection paused": told.collectionPaused ? "yes" : "no",
  items: listed(told.items.map((item) => itemText(item, told.currency))),
  discounts: listed(told.discounts.map(discountText)),
})

const invoiceFields = (told: InvoiceSnapshot) => ({
  status: told.status,
  currency: told.currency,
  number: told.number,
  subscription: told.subscriptionId,
  paid: money(told.paidCents, told.currency),
  credited: money(told.refundedCents, told.currency),
})

const chargeFields = (told: ChargeSnapshot) => ({
  status: told.status,
  currency: told.currency,
  authorized: money(told.authorizedCents, told.currency),
  captured: money(told.capturedCents, told.currency),
  refunded: money(told.refundedCents, told.currency),
  disputed: told.disputed ? "yes" : "no",
  customer: told.customerId,
})

const refundFields = (told: RefundSnapshot) => ({
  status: told.status,
  currency: told.currency,
  amount: money(told.amountCents, told.currency),
})

const disputeFields = (told: DisputeSnapshot) => ({
  status: told.status,
  currency: told.currency,
  amount: money(told.amountCents, told.currency),
  reason: told.reason,
  due: second(told.dueSeconds),
  answers: String(told.submissions),
})

const second = (seconds: number | null): string | null => (seconds === null ? null : instantOfUnix(seconds))
const money = (cents: number, currency: string): string =>
  `${knowsCurrency(currency) ? decimalOf(cents, currency) : cents} ${currency.toUpperCase()}`
const listed = (texts: readonly string[]): string => (texts.length === 0 ? "none" : [...texts].sort().join("; "))

function itemText(
  { quantity, unit, tiers, tiersMode, cadence, metered, priceId, transform, discounts }: Item,
  currency: string,
) {
  const cost = metered ? "metered" : tiers ? `${tiersMode} ${JSON.stringify(tiers)}` : `${unit ?? "?"} ${currency}`
  return [
    `${quantity} × ${priceId ?? "a price"}`,
    cadence ? `${cost} per ${cadence.count} ${cadence.interval}` : cost,
    ...(transform ? [`by ${transform.divideBy}, rounded ${transform.round}`] : []),
    ...(discounts.length > 0 ? [listed(discounts.map(discountText))] : []),
  ].join(", ")
}

const discountText = ({ couponId, kind, value, currency, duration, endSeconds }: Discount): string =>
  [
    ...(couponId == null ? [] : [`${couponId}:`]),
    kind === "percent" ? `${value} %` : `${value} ${currency ?? ""}`,
    duration,
    ...(endSeconds === null ? [] : [`until ${instantOfUnix(endSeconds)}`]),
  ].join(" ")
