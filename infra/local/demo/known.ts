import type { StripeEvent } from "./life.ts"
import { type Currency, PLANS } from "./prices.ts"
import { priceShape, type Shape, subscriptionShape } from "./stripe-shapes.ts"
import type { Lived } from "./subscriptions.ts"

const LISTED = ["customer", "subscription", "invoice", "invoice_payment"]
const CURRENCIES: readonly Currency[] = ["usd", "eur", "gbp"]

/**
 * What Stripe knows of customers, subscriptions and invoices: each as its last delivery tells it, a subscription in the period it
 * has come to since; and every price there is. Deleted customers it does not list.
 */
export function knownOf(deliveries: readonly StripeEvent[], lived: readonly Lived[]): Shape[] {
  const known = new Map<string, Shape>()
  const inOrder = deliveries.map((event, at) => ({ event, at }))
  inOrder.sort((one, other) => one.event.created - other.event.created || one.at - other.at)
  for (const { event } of inOrder) {
    const { object } = event.data
    if (!LISTED.includes(object.object)) continue
    if (event.type === "customer.deleted") known.delete(object.id)
    else known.set(object.id, object)
  }
  for (const { subscription } of lived) if (subscription) known.set(subscription.id, subscriptionShape(subscription))
  const prices = Object.values(PLANS).flatMap((plan) => CURRENCIES.map((currency) => priceShape(plan, currency)))
  return [...known.values(), ...prices]
}
