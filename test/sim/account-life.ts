import type { PlanTerms } from "#shared/contract/plans.ts"
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
import { type PaymentLife, paymentLife } from "./payment-life.ts"
import type { Random } from "./random.ts"

/** Everything Stripe tells of a customer that buys credits and a dev plan, and which organization it is in the end. */
export interface AccountLife {
  customerId: string
  organizationId: string
  /** In the order in which it happened. */
  events: Told[]
  payments: PaymentLife[]
}

export const ORGANIZATIONS = ["org_a", "org_b"] as const
/** What each payment buys. */
export const BOUGHT_USD = 100
const MONTH_SECONDS = 30 * 86_400
const term = (tier: "lite" | "max", usd: number): PlanTerms => ({
  priceId: `price_${tier}`,
  product: "devPlan",
  tier,
  creditsMicros: usd * 1_000_000,
  from: "2025-01-01",
})
export const TERMS: readonly PlanTerms[] = [term("lite", 10), term("max", 100)]

/** A customer of one organization, perhaps of another later, with a dev plan that is renewed and changed, and payments for credits. */
export function accountLife(random: Random, nth: number): AccountLife {
  const events: Told[] = []
  const customerId = `cus_${nth}`
  let second = unix("2026-01-05T10:00:00Z") + random.below(5) * 86_400
  const created = second
  const tell = (type: string, object: Told) =>
    events.push(told(type, second, object, { id: `evt_${customerId}_${events.length}` }))
  const known = (organizationId: string) => customerObject({ id: customerId, metadata: { organizationId } })
  let organizationId: string = random.pick(ORGANIZATIONS)
  tell("customer.created", known(organizationId))
  let tier = random.pick(["lite", "max"])
  const standing = (more: Told = {}) => {
    const item = itemObject(priceObject({ id: `price_${tier}` }), 1, { current_period_end: created + MONTH_SECONDS })
    return subscribed({ id: `sub_${nth}`, customer: customerId, created, items: [item], ...more })
  }
  const pay = (cycle: number) => {
    const at = created + (cycle - 1) * MONTH_SECONDS
    const period = { start: at, end: at + MONTH_SECONDS }
    tell(
      "invoice.paid",
      invoiceObject({
        id: `in_${nth}_${cycle}`,
        customer: customerId,
        created: at,
        parent: { type: "subscription_details", subscription_details: { subscription: `sub_${nth}`, metadata: {} } },
        status_transitions: { finalized_at: at, paid_at: at, marked_uncollectible_at: null, voided_at: null },
        lines: { object: "list", data: [{ id: `il_${nth}_${cycle}`, object: "line_item", amount: 1_000, period }] },
      }),
    )
  }
  tell("customer.subscription.created", standing())
  pay(1)
  for (let changes = random.below(4); changes > 0; changes--) {
    second += 3_600 + random.below(3 * 86_400)
    if (random.chance(0.3)) {
      organizationId = random.pick(ORGANIZATIONS)
      tell("customer.updated", known(organizationId))
    } else {
      tier = random.pick(["lite", "max"])
      tell("customer.subscription.updated", standing({ cancel_at_period_end: random.chance(0.3) }))
    }
  }
  if (random.chance(0.6)) {
    second = created + MONTH_SECONDS
    pay(2)
  }
  if (random.chance(0.3)) {
    second += 86_400
    tell("customer.subscription.deleted", standing({ status: "canceled", ended_at: second }))
  }
  const payments = Array.from({ length: random.below(3) }, (_, of) =>
    paymentLife(random, "live", nth * 10 + of, {
      customer: customerId,
      metadata: { creditsUsd: BOUGHT_USD.toFixed(2) },
    }),
  )
  return { customerId, organizationId, events, payments }
}
