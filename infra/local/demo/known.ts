import type { StripeEvent } from "./life.ts"
import { type Currency, PLANS } from "./prices.ts"
import { priceShape, type Shape } from "./stripe-shapes.ts"

const OBJECTS = ["customer", "subscription", "invoice"]
const CURRENCIES: readonly Currency[] = ["usd", "eur", "gbp"]

/** What Stripe knows of customers, subscriptions and invoices: each as the last delivery about it tells it, and every price there is. */
export function knownOf(deliveries: readonly StripeEvent[]): Shape[] {
  const last = new Map<string, Shape>()
  for (const { data } of deliveries) if (OBJECTS.includes(data.object.object)) last.set(data.object.id, data.object)
  const prices = Object.values(PLANS).flatMap((plan) => CURRENCIES.map((currency) => priceShape(plan, currency)))
  return [...last.values(), ...prices]
}
