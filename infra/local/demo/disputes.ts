import { type Calendar, DAY_SECONDS, HOUR_SECONDS } from "./calendar.ts"
import { balanceShape, currencyOf, settledCents } from "./charges.ts"
import { idOf } from "./dice.ts"
import { eventOf, type StripeEvent } from "./life.ts"
import type { Shape } from "./stripe-shapes.ts"
import type { Lived } from "./subscriptions.ts"

/** What became of a disputed charge. */
interface Kind {
  status: string
  type: "created" | "updated" | "closed"
  reason: string
  /** Until when it is to be answered, counted from now. */
  dueSeconds: number
  submissions: number
}

/** One of each, the first for the organization whose usage is told best; the oldest charges first. */
const KINDS: readonly Kind[] = [
  { status: "needs_response", type: "created", reason: "fraudulent", dueSeconds: 5 * DAY_SECONDS, submissions: 0 },
  { status: "won", type: "closed", reason: "subscription_canceled", dueSeconds: -2 * DAY_SECONDS, submissions: 1 },
  { status: "lost", type: "closed", reason: "fraudulent", dueSeconds: -3 * DAY_SECONDS, submissions: 0 },
  { status: "under_review", type: "updated", reason: "unrecognized", dueSeconds: 4 * DAY_SECONDS, submissions: 1 },
  {
    ...{ status: "needs_response", type: "created", reason: "product_not_received" },
    ...{ dueSeconds: 20 * HOUR_SECONDS, submissions: 0 },
  },
  { status: "warning_needs_response", type: "created", reason: "general", dueSeconds: 9 * DAY_SECONDS, submissions: 0 },
]
const FEE_CENTS = 1_500
/** How long after a charge its cardholder notices, and the bank says so at the latest before now. */
const NOTICED_SECONDS = 20 * HOUR_SECONDS
const TOLD_SECONDS = 40 * 60

/** What banks took back or asked about of the charges that were told, a warning of fraud, and what Stripe answers about them. */
export function disputes(calendar: Calendar, lived: readonly Lived[]): { told: StripeEvent[]; known: Shape[] } {
  const charges = lived
    .flatMap(({ told }) => told)
    .filter(({ type }) => type === "charge.succeeded")
    .map(({ data }) => data.object)
  const refunded = new Set(
    lived
      .flatMap(({ told }) => told)
      .flatMap(({ data }) => (data.object.object === "refund" ? data.object["charge"] : [])),
  )
  const [first, ...others] = charges.filter(({ id }) => !refunded.has(id))
  const inTurn = others.sort((one, other) => Number(one["created"]) - Number(other["created"]))
  const warned = inTurn.pop()
  const all = KINDS.flatMap((kind, nth) => {
    const charge = nth === 0 ? first : inTurn[nth - 1]
    return charge ? [disputed(calendar, charge, kind)] : []
  })
  return {
    told: [...all.map(({ event }) => event), ...(warned ? [warning(calendar, warned)] : [])],
    known: all.flatMap(({ known }) => known),
  }
}

/** The charge's own moment, or a later one, but never later than now. */
const after = ({ nowSeconds }: Calendar, charge: Shape, seconds: number): number => {
  const created = Number(charge["created"])
  return Math.max(created, Math.min(created + seconds, nowSeconds - TOLD_SECONDS))
}

function disputed(calendar: Calendar, charge: Shape, kind: Kind): { event: StripeEvent; known: Shape[] } {
  const id = idOf("dp", charge.id, 24)
  const created = after(calendar, charge, NOTICED_SECONDS)
  const takes = !kind.status.startsWith("warning_")
  const cents = settledCents(calendar, Number(charge["amount"]), currencyOf(charge), created)
  const entry = (name: string, amount: number, fee: number) =>
    balanceShape(calendar, idOf("txn", `${id}${name}`, 24), {
      ...{ amount, fee, created, type: "adjustment", source: id, rate: null },
    })
  const moved = [
    ...(takes ? [entry("", -cents, FEE_CENTS)] : []),
    ...(kind.status === "won" ? [entry(" back", cents, 0)] : []),
  ]
  const told: Shape = {
    ...{ id, object: "dispute", amount: charge["amount"], balance_transactions: moved, charge: charge.id },
    ...{ created, currency: charge["currency"], evidence: {} },
    evidence_details: {
      due_by: calendar.nowSeconds + kind.dueSeconds,
      has_evidence: kind.submissions > 0,
      past_due: kind.dueSeconds < 0 && kind.submissions === 0,
      submission_count: kind.submissions,
    },
    ...{ is_charge_refundable: !takes, livemode: true, metadata: {}, payment_intent: charge["payment_intent"] },
    ...{ reason: kind.reason, status: kind.status },
  }
  // What is decided or answered is told by its last event alone.
  const at = kind.type === "created" ? created : after(calendar, charge, NOTICED_SECONDS + 3 * DAY_SECONDS)
  return {
    event: eventOf(`charge.dispute.${kind.type}`, at, told),
    known: [{ ...charge, disputed: takes }, told, ...moved],
  }
}

/** The issuer thinks that somebody else used the card. */
function warning(calendar: Calendar, charge: Shape): StripeEvent {
  const at = after(calendar, charge, HOUR_SECONDS)
  return eventOf("radar.early_fraud_warning.created", at, {
    ...{ id: idOf("issfr", charge.id, 24), object: "radar.early_fraud_warning", actionable: true },
    ...{ charge: charge.id, created: at, fraud_type: "unauthorized_use_of_card", livemode: true },
    payment_intent: charge["payment_intent"],
  })
}
