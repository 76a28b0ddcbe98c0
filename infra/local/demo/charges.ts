import { dayOf, instantOfUnix } from "#shared/time.ts"
import { type Calendar, DAY_SECONDS, HOUR_SECONDS } from "./calendar.ts"
import { type Dice, diceOf, idOf } from "./dice.ts"
import { type Invoice, totalOf } from "./invoice-shapes.ts"
import { type Life, later, tell } from "./life.ts"
import { ratesUntil } from "./prices.ts"
import type { Customer, Shape } from "./stripe-shapes.ts"
import { VOLUME } from "./volume.ts"

const CARDS = ["visa 4242", "visa 1881", "mastercard 4444", "amex 0005"] as const
const DECLINES = [
  { code: "card_declined", message: "Your card was declined." },
  { code: "insufficient_funds", message: "Your card has insufficient funds." },
  { code: "expired_card", message: "Your card has expired." },
] as const
/** What Stripe takes of a card's payment: a share and a fixed part, and more where it changes the money. */
const FEE = { share: 0.029, cents: 30, exchangeShare: 0.02 }
const REFUNDS = { chance: 0.12, whole: 0.3 }

/** A try to charge the card for an invoice: Stripe knows all of them, and told us of those of the last days. */
export function chargeCard(life: Life, invoice: Invoice, isPaid: boolean): void {
  const dice = diceOf(`card of ${invoice.id} ${invoice.attempts}`)
  const charge = chargeShape(invoice, life.clock, isPaid ? null : dice.pick(DECLINES))
  const isTold = life.clock > life.calendar.nowSeconds - VOLUME.chargeDays * DAY_SECONDS
  life.known.push(charge)
  if (!isPaid) {
    life.known.push({ ...invoicePaymentShape(invoice, life.clock), amount_paid: null, status: "open" })
    if (isTold) tell(life, "charge.failed", charge)
    return
  }
  life.known.push(balanceOfCharge(life.calendar, charge))
  if (!isTold) return
  tell(life, "invoice_payment.paid", invoicePaymentShape(invoice, life.clock))
  tell(life, "charge.succeeded", charge)
  if (dice.chance(REFUNDS.chance)) later(life, life.clock + hours(dice, 5, 50), () => refund(life, charge, dice))
}

const hours = (dice: Dice, low: number, high: number): number => dice.whole(low, high) * HOUR_SECONDS

function chargeShape(invoice: Invoice, atSeconds: number, failure: (typeof DECLINES)[number] | null): Shape {
  const { customer, plan } = invoice.subscription
  const name = `${invoice.id} ${invoice.attempts}`
  const [brand, last4] = diceOf(`card of ${customer.id}`).pick(CARDS).split(" ")
  const amount = totalOf(invoice)
  return {
    id: idOf("ch", name, 24),
    object: "charge",
    amount,
    amount_captured: failure ? 0 : amount,
    amount_refunded: 0,
    balance_transaction: failure ? null : idOf("txn", name, 24),
    billing_details: { address: null, email: customer.email, name: customer.name, phone: null },
    captured: failure === null,
    created: atSeconds,
    currency: customer.currency,
    customer: customer.id,
    description: `Subscription of ${plan.nickname}`,
    disputed: false,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    livemode: true,
    metadata: {},
    outcome: { network_status: failure ? "declined_by_network" : "approved_by_network", risk_level: "normal" },
    paid: failure === null,
    payment_intent: paymentIntentId(invoice),
    payment_method_details: { card: { brand, last4 }, type: "card" },
    refunded: false,
    status: failure ? "failed" : "succeeded",
  }
}

const paymentIntentId = ({ id }: Invoice): string => idOf("pi", id, 24)

const invoicePaymentShape = (invoice: Invoice, atSeconds: number): Shape => ({
  id: idOf("inpay", invoice.id, 24),
  object: "invoice_payment",
  amount_paid: totalOf(invoice),
  amount_requested: totalOf(invoice),
  created: atSeconds,
  currency: invoice.subscription.customer.currency,
  invoice: invoice.id,
  is_default: true,
  livemode: true,
  payment: { payment_intent: paymentIntentId(invoice), type: "payment_intent" },
  status: "paid",
  status_transitions: { canceled_at: null, paid_at: atSeconds },
})

/** The account is settled in dollars; other money is changed at the day's rate. */
export function settledCents(
  calendar: Calendar,
  cents: number,
  currency: Customer["currency"],
  atSeconds: number,
): number {
  if (currency === "usd") return cents
  return Math.round(cents * Number(rateOn(calendar, currency, atSeconds)))
}

const ratesHeld = new WeakMap<Calendar, ReturnType<typeof ratesUntil>>()
function rateOn(calendar: Calendar, currency: Customer["currency"], atSeconds: number): string {
  const rates = ratesHeld.get(calendar) ?? ratesUntil(calendar)
  ratesHeld.set(calendar, rates)
  const day = dayOf(instantOfUnix(atSeconds))
  return rates
    .filter((rate) => rate.currency === currency && rate.day <= day)
    .sort((one, other) => (one.day < other.day ? 1 : -1))[0]!.rate
}

export const currencyOf = (charge: Shape) => charge["currency"] as Customer["currency"]

function balanceOfCharge(calendar: Calendar, charge: Shape): Shape {
  const [cents, created] = [Number(charge["amount"]), Number(charge["created"])]
  const amount = settledCents(calendar, cents, currencyOf(charge), created)
  const exchange = currencyOf(charge) === "usd" ? 0 : Math.round(amount * FEE.exchangeShare)
  const fee = Math.round(amount * FEE.share) + FEE.cents + exchange
  const rate = exchange === 0 ? null : Number(rateOn(calendar, currencyOf(charge), created))
  return balanceShape(calendar, String(charge["balance_transaction"]), {
    amount,
    fee,
    created,
    type: "charge",
    source: charge.id,
    rate,
  })
}

interface Entry {
  amount: number
  fee: number
  created: number
  type: string
  source: string
  rate: number | null
}
export const balanceShape = (
  { nowSeconds }: Calendar,
  id: string,
  { amount, fee, created, type, source, rate }: Entry,
): Shape => ({
  id,
  object: "balance_transaction",
  amount,
  available_on: created + 2 * DAY_SECONDS,
  created,
  currency: "usd",
  description: null,
  exchange_rate: rate,
  fee,
  fee_details:
    fee === 0
      ? []
      : [
          {
            amount: fee,
            application: null,
            currency: "usd",
            description: "Stripe processing fees",
            type: "stripe_fee",
          },
        ],
  net: amount - fee,
  reporting_category: type,
  source,
  status: created + 2 * DAY_SECONDS < nowSeconds ? "available" : "pending",
  type,
})

/** Gives back a part of a charge, or all of it; Stripe keeps its fee. */
function refund(life: Life, charge: Shape, dice: Dice): void {
  const whole = Number(charge["amount"])
  const amount = dice.chance(REFUNDS.whole) ? whole : Math.round(whole * (0.2 + dice.unit() * 0.5))
  const id = idOf("re", charge.id, 24)
  const balanceId = idOf("txn", id, 24)
  const given: Shape = {
    id,
    object: "refund",
    amount,
    balance_transaction: balanceId,
    charge: charge.id,
    created: life.clock,
    currency: charge["currency"],
    metadata: {},
    payment_intent: charge["payment_intent"],
    reason: "requested_by_customer",
    status: "succeeded",
  }
  const cents = settledCents(life.calendar, amount, currencyOf(charge), life.clock)
  const entry = { amount: -cents, fee: 0, created: life.clock, type: "refund", source: id, rate: null }
  const refunded = { ...charge, amount_refunded: amount, refunded: amount === whole }
  life.known.push(refunded, given, balanceShape(life.calendar, balanceId, entry))
  tell(life, "charge.refunded", refunded, { amount_refunded: 0, refunded: false })
  tell(life, "refund.created", given)
}
