import type { Want } from "../payments/parts.ts"
import { byObject } from "./by-object.ts"
import { isOver, type SubscriptionFact, subscriptionNow } from "./life.ts"
import { ASKED } from "./order.ts"
import type { StripeFact } from "./stripe-fact.ts"

const PART = /^items\.has_more$|^items\[\d+\]\.price\.tiers$|^(?:items\[\d+\]\.)?discounts?(?:\[\d+\])?\.coupon$/

/** Whether a miss says that an event told only a part of a subscription, which Stripe tells whole when it is asked. */
const isPart = (miss: string): boolean => PART.test(miss)

const nowOf = (facts: readonly StripeFact[]): [string, SubscriptionFact | undefined][] =>
  byObject(facts.filter((fact) => fact.object === "subscription")).map(([id, told]) => [
    id,
    subscriptionNow(told as SubscriptionFact[]),
  ])

/**
 * What is to be asked of Stripe about a customer: subscriptions of which the newest news tell only a part. One that ended earns
 * nothing, whatever its items; of one that Stripe answered so, it says no more.
 */
export const customerWants = (facts: readonly StripeFact[]): Want[] =>
  nowOf(facts).flatMap(([id, now]) => {
    if (!now || isOver(now.snapshot) || now.type === ASKED || !now.misses.some(isPart)) return []
    return [{ object: "subscription", id }]
  })

/** Fields that should have been told of a customer's objects and were not; what an event told in part, until newer news tell it whole. */
export function missesOf(facts: readonly StripeFact[]): string[] {
  const newest = new Set<StripeFact | undefined>(nowOf(facts).map(([, now]) => now))
  const still = (fact: StripeFact, miss: string) => fact.object !== "subscription" || !isPart(miss) || newest.has(fact)
  const misses = facts.flatMap((fact) =>
    fact.misses.filter((miss) => still(fact, miss)).map((miss) => `${fact.object}.${miss}`),
  )
  return [...new Set(misses)].sort()
}
