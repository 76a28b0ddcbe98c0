import { DAY_MS } from "#shared/time.ts"
import {
  customerObject,
  invoiceObject,
  itemObject,
  priceObject,
  subscribed,
  type Told,
  told,
  unix,
} from "../support/stripe-object.ts"
import type { Random } from "./random.ts"

/** Everything Stripe tells of one customer, in the order in which it happened, and what the customer is worth at its end. */
export interface CustomerLife {
  mode: "live" | "test"
  customerId: string
  events: Told[]
  mrrCents: number
}

const DAYS = 12
/** Few, so that a price often comes back: news that came late then takes a day's change away. */
const PRICES = [1_000, 2_500]

/** A subscription that begins, changes its price, is paid for and perhaps ends, over some days of January and February. */
export function customerLife(random: Random, mode: "live" | "test", customerId: string): CustomerLife {
  const events: Told[] = []
  const livemode = mode === "live"
  const name = `${mode}_${customerId}`
  const tell = (type: string, created: number, object: Told) =>
    events.push(told(type, created, object, { id: `evt_${name}_${events.length}`, livemode }))
  let second = unix("2026-01-26T10:00:00Z") + random.below(5) * 86_400
  const created = second
  const standing = (cents: number, more: Told = {}) =>
    subscribed({
      id: `sub_${name}`,
      customer: customerId,
      created,
      livemode,
      items: [itemObject(priceObject({ cents }))],
      ...more,
    })
  if (random.chance(0.4)) tell("customer.created", second, customerObject({ id: customerId, livemode }))
  let mrrCents = random.pick(PRICES)
  tell("customer.subscription.created", second, standing(mrrCents))
  for (let changes = random.below(8); changes > 0; changes--) {
    second += 3_600 + random.below((DAYS * DAY_MS) / 8_000)
    if (random.chance(0.2)) tell("invoice.paid", second, invoice(name, customerId, livemode, mrrCents, second))
    else {
      mrrCents = random.pick(PRICES)
      tell("customer.subscription.updated", second, standing(mrrCents))
    }
  }
  if (random.chance(0.3)) {
    second += 3_600 + random.below(86_400)
    tell(
      "customer.subscription.deleted",
      second,
      standing(mrrCents, { status: "canceled", ended_at: second, canceled_at: second }),
    )
    mrrCents = 0
  }
  return { mode, customerId, events, mrrCents }
}

const invoice = (name: string, customer: string, livemode: boolean, cents: number, second: number): Told =>
  invoiceObject({
    id: `in_${name}_${second}`,
    customer,
    livemode,
    created: second,
    amount_due: cents,
    amount_paid: cents,
    total: cents,
    status_transitions: { finalized_at: second, paid_at: second, marked_uncollectible_at: null, voided_at: null },
  })

/** An event that is none of our business. */
export const ignoredEvent = (nth: number): Told =>
  told("product.created", unix("2026-01-30"), { id: `prod_${nth}`, object: "product" }, { id: `evt_product_${nth}` })
