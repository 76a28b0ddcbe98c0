import { DAY_SECONDS, HOUR_SECONDS } from "./calendar.ts"
import { chargeCard } from "./charges.ts"
import { idOf } from "./dice.ts"
import { type Invoice, invoiceShape, type Line } from "./invoice-shapes.ts"
import { change, type Life, later, tell } from "./life.ts"
import { discountEnd, type Subscription } from "./stripe-shapes.ts"

/** An older invoice is told by its last event alone, which says everything the ones before it did. */
const TOLD_IN_FULL_DAYS = 7
/** How long Stripe waits before each next try of a card; after the last one it gives up. */
const RETRY_DAYS = [3, 5, 6]
const DRAFT_SECONDS = HOUR_SECONDS + 7

export const seatLine = ({ plan, seats, periodFrom, periodTo, customer }: Subscription): Line => ({
  description: `${seats} × ${plan.nickname}`,
  cents: seats * plan.seatCents[customer.currency],
  proration: false,
  from: periodFrom,
  to: periodTo,
  seats,
})

/** What the rest of a period costs for so many seats more; negative where it is given back. */
export function restLine({ plan, periodFrom, periodTo, customer }: Subscription, seats: number, at: number): Line {
  const whole = seats * plan.seatCents[customer.currency]
  const cents = Math.round((whole * (periodTo - at)) / (periodTo - periodFrom))
  const description = `${seats < 0 ? "Unused" : "Remaining"} time on ${Math.abs(seats)} × ${plan.nickname}`
  return { description, cents, proration: true, from: at, to: periodTo, seats: Math.abs(seats) }
}

/** Makes the invoice of a period that has just begun; it is finalized at once, or after an hour's draft when nobody waits for it. */
export function bill(life: Life, subscription: Subscription, reason: Invoice["reason"]): void {
  const line = seatLine(subscription)
  const lines = [...life.carried.splice(0), line]
  life.invoiceCount++
  const invoice: Invoice = {
    id: idOf("in", `${subscription.id} ${life.clock}`),
    nth: life.invoiceCount,
    subscription: { ...subscription },
    reason,
    status: "draft",
    lines,
    discountCents: Math.round((line.cents * percentOff(subscription, life.clock)) / 100),
    createdSeconds: life.clock,
    finalizedSeconds: null,
    paidSeconds: null,
    uncollectibleSeconds: null,
    attempts: 0,
    nextAttemptSeconds: null,
  }
  subscription.latestInvoice = invoice.id
  if (inFull(life, invoice)) tell(life, "invoice.created", invoiceShape(invoice))
  const draft = reason === "subscription_cycle" ? DRAFT_SECONDS : 0
  later(life, life.clock + draft, () => finalize(life, subscription, invoice))
}

function percentOff(subscription: Subscription, at: number): number {
  const end = discountEnd(subscription)
  return subscription.coupon && (end === null || at < end) ? subscription.coupon.percentOff : 0
}

const inFull = (life: Life, { createdSeconds }: Invoice): boolean =>
  createdSeconds > life.calendar.nowSeconds - TOLD_IN_FULL_DAYS * DAY_SECONDS

function finalize(life: Life, subscription: Subscription, invoice: Invoice): void {
  const days = life.daysUntilPaid
  Object.assign(invoice, { status: "open", finalizedSeconds: life.clock })
  if (days !== null || inFull(life, invoice)) tell(life, "invoice.finalized", invoiceShape(invoice))
  if (invoice.subscription.plan.collection === "send_invoice") {
    tell(life, "invoice.sent", invoiceShape(invoice))
    later(life, life.clock + life.dice.whole(2 * DAY_SECONDS, 12 * DAY_SECONDS), () => pay(life, subscription, invoice))
  } else if (days === null) later(life, life.clock + 3, () => pay(life, subscription, invoice))
  else {
    life.daysUntilPaid = null
    if (Number.isFinite(days)) later(life, life.clock + days * DAY_SECONDS, () => pay(life, subscription, invoice))
    later(life, life.clock + 4, () => attempt(life, subscription, invoice))
  }
}

function pay(life: Life, subscription: Subscription, invoice: Invoice): void {
  if (invoice.status !== "open") return
  Object.assign(invoice, {
    status: "paid",
    paidSeconds: life.clock,
    attempts: invoice.attempts + 1,
    nextAttemptSeconds: null,
  })
  tell(life, "invoice.paid", invoiceShape(invoice))
  if (invoice.subscription.plan.collection === "charge_automatically") chargeCard(life, invoice, true)
  if (subscription.status === "past_due") change(life, subscription, { status: "active" })
}

/** A try of the card that fails. */
function attempt(life: Life, subscription: Subscription, invoice: Invoice): void {
  if (invoice.status !== "open" || subscription.endedSeconds !== null) return
  const waitDays = RETRY_DAYS[invoice.attempts]
  if (waitDays === undefined) return giveUp(life, subscription, invoice)
  const next = life.clock + waitDays * DAY_SECONDS
  Object.assign(invoice, { attempts: invoice.attempts + 1, nextAttemptSeconds: next })
  chargeCard(life, invoice, false)
  tell(life, "invoice.payment_failed", invoiceShape(invoice))
  if (subscription.status === "active") change(life, subscription, { status: "past_due" })
  later(life, next, () => attempt(life, subscription, invoice))
}

function giveUp(life: Life, subscription: Subscription, invoice: Invoice): void {
  Object.assign(invoice, { status: "uncollectible", uncollectibleSeconds: life.clock, nextAttemptSeconds: null })
  tell(life, "invoice.marked_uncollectible", invoiceShape(invoice))
  const ended = {
    status: "canceled",
    canceledSeconds: life.clock,
    endedSeconds: life.clock,
    endReason: "payment_failed",
  } as const
  change(life, subscription, ended, "customer.subscription.deleted")
}
