import { type Contribution, contributionsOf } from "#shared/revenue/contribution.ts"
import { readStripeEvent } from "#shared/revenue/stripe-event.ts"
import type { StripeFact } from "#shared/revenue/stripe-fact.ts"
import { type Timeline, timelineOf } from "#shared/revenue/timeline.ts"
import type { Told } from "./stripe-object.ts"

type Rule = "forever" | "active" | "all"

/** The facts in these events; what is set aside is left out. */
export const factsIn = (events: readonly unknown[]): StripeFact[] =>
  events.flatMap((event) => {
    const { reading } = readStripeEvent(event)
    return reading.kind === "fact" ? [reading.fact] : []
  })

/** The one fact an event tells; fails with the reason when it is set aside. */
export function factOf(event: unknown): StripeFact {
  const { reading } = readStripeEvent(event)
  if (reading.kind === "ignored") throw new Error(reading.reason)
  if (reading.kind !== "fact") throw new Error("It is about no customer")
  return reading.fact
}

/** The timeline of one customer told by these events. */
export const timelineIn = (events: readonly Told[], discounts: Rule = "forever"): Timeline =>
  timelineOf(factsIn(events), { discounts })

/** What every customer in these events gives to each day. */
export function contributionsIn(events: readonly unknown[], zone = "UTC", discounts: Rule = "forever"): Contribution[] {
  const byCustomer = Map.groupBy(factsIn(events), ({ customerId }) => customerId)
  return [...byCustomer].flatMap(([customerId, facts]) =>
    contributionsOf(customerId, timelineOf(facts, { discounts }), zone),
  )
}

/** A contribution in one line: `2026-03-01 usd new 0 → 4900`, for each currency that moved. */
export const movesIn = (contributions: readonly Contribution[]): string[] =>
  contributions.flatMap(({ day, changes }) =>
    Object.entries(changes).flatMap(([currency, { kind, before, after }]) =>
      kind ? [`${day} ${currency} ${kind} ${before.mrrCents} → ${after.mrrCents}`] : [],
    ),
  )
