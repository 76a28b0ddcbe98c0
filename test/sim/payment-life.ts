import {
  balanceObject,
  chargeObject,
  disputeObject,
  invoicePaymentObject,
  refundObject,
} from "../support/payment-object.ts"
import { invoiceObject, type Told, told, unix } from "../support/stripe-object.ts"
import type { Random } from "./random.ts"

/** Everything Stripe tells of one charge, in the order in which it happened, and what it answers when it is asked. */
export interface PaymentLife {
  mode: "live" | "test"
  chargeId: string
  invoiceId: string
  events: Told[]
  known: Told[]
}

const CURRENCIES = ["usd", "eur", "jpy"]
const SETTLED = ["usd", "cad"]

/** A charge of some day of January or February that is named, paid for an invoice, perhaps given back, disputed, or both; `more` is told of it besides. */
export function paymentLife(random: Random, mode: "live" | "test", nth: number, more: Told = {}): PaymentLife {
  const [events, known]: [Told[], Told[]] = [[], []]
  const livemode = mode === "live"
  const name = `${mode}_${nth}`
  const [chargeId, intentId, invoiceId] = [`ch_${name}`, `pi_${name}`, `in_${name}`]
  const [currency, settled] = [random.pick(CURRENCIES), random.pick(SETTLED)]
  let second = unix("2026-01-30T21:00:00Z") + random.below(6) * 43_200
  const tell = (type: string, object: Told, previous?: Told) =>
    events.push(
      told(type, second, object, { id: `evt_${name}_${events.length}`, livemode, ...(previous ? { previous } : {}) }),
    )
  const balance = (id: string, amount: number, fee: number, type: string) => {
    known.push(balanceObject(`txn_${id}_${name}`, amount, fee, { currency: settled, type, created: second }))
    return `txn_${id}_${name}`
  }
  const common = { currency, livemode, payment_intent: intentId }
  let charge = chargeObject({
    ...common,
    id: chargeId,
    customer: `cus_${name}`,
    created: second,
    balance_transaction: null,
    ...more,
  })
  const change = (type: string, to: Told) => {
    const previous = Object.fromEntries(Object.keys(to).map((field) => [field, charge[field]]))
    charge = { ...charge, ...to }
    tell(type, charge, previous)
  }
  tell("charge.succeeded", charge)
  const invoice = invoiceObject({ id: invoiceId, customer: charge["customer"], livemode, number: `N-${name}` })
  if (random.chance(0.7)) tell("invoice.paid", invoice)
  const payment = { payment_intent: intentId, type: "payment_intent" }
  if (random.chance(0.7)) tell("invoice_payment.paid", invoicePaymentObject({ invoice: invoiceId, payment, livemode }))
  second += random.below(3)
  const named = { balance_transaction: balance("charge", 9_000 + random.below(2_000), 300, "charge") }
  // That nobody tells which balance transaction it was happens too: then Stripe is asked for the charge.
  if (random.chance(0.7)) change("charge.updated", named)
  else charge = { ...charge, ...named }
  if (random.chance(0.5)) {
    second += 3_600 + random.below(86_400)
    const amount = random.pick([2_000, 10_000])
    const refund = refundObject({
      ...common,
      id: `re_${name}`,
      amount,
      charge: chargeId,
      created: second,
      balance_transaction: balance("refund", -amount, 0, "refund"),
    })
    known.push(refund)
    change("charge.refunded", { amount_refunded: amount, refunded: amount === 10_000 })
    if (random.chance(0.7)) tell("refund.created", refund)
  }
  if (random.chance(0.4)) {
    second += 3_600 + random.below(86_400)
    const taken = balanceObject(`txn_taken_${name}`, -9_000, 1_500, { currency: settled, created: second })
    const dispute = disputeObject({
      ...common,
      id: `dp_${name}`,
      charge: chargeId,
      created: second,
      balance_transactions: [taken],
    })
    charge = { ...charge, disputed: true }
    let last = dispute
    tell("charge.dispute.created", dispute)
    if (random.chance(0.6)) {
      second += 86_400
      last = { ...dispute, status: random.pick(["won", "lost"]) }
      tell("charge.dispute.closed", last, { status: "needs_response" })
    }
    known.push(last)
  }
  known.push(charge)
  return { mode, chargeId, invoiceId, events, known }
}
