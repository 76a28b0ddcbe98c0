import type { PlanTerms } from "#shared/contract/plans.ts"
import type { Rate } from "#shared/contract/settings.ts"
import type { Instant } from "#shared/time.ts"
import { calendarOf } from "./calendar.ts"
import type { CloudEvent } from "./cloud-event.ts"
import { customers } from "./customers.ts"
import { discounts } from "./discounts.ts"
import { disputes } from "./disputes.ts"
import { generationEvents } from "./generations.ts"
import { knownOf } from "./known.ts"
import type { StripeEvent } from "./life.ts"
import { organizationEvents, organizations } from "./organizations.ts"
import { payouts } from "./payouts.ts"
import { memberEvents, signupEvents } from "./people.ts"
import { ratesUntil, termsOf } from "./prices.ts"
import { recordEvents } from "./records.ts"
import type { Shape } from "./stripe-shapes.ts"
import { testTries } from "./test-mode.ts"
import { workshopEvents } from "./workshop.ts"
import { activityEvents, sessionEvents, usageEvents } from "./telemetry.ts"

/** Everything the demo's product and its Stripe account told by an instant. */
export interface History {
  /** Customer by customer, each customer's in the order in which they happened; what names no customer, coupons among it, comes last, and disputes after all. */
  deliveries: StripeEvent[]
  /** What Stripe answers when it is asked: its payments, and every other object as it stands. */
  known: Shape[]
  /** What the product itself told, noun by noun. */
  events: CloudEvent[]
  /** What foreign currencies were worth, from before the oldest subscription on. */
  rates: Rate[]
  /** What its prices stand for. */
  terms: PlanTerms[]
}

/** The history that ends at an instant: the same for the same instant, on every machine. */
export function history(now: Instant): History {
  const calendar = calendarOf(now)
  const lived = customers(calendar)
  const disputed = disputes(calendar, lived)
  const discounted = discounts(calendar, lived)
  const deliveries = [
    ...lived.flatMap(({ told }) => told),
    ...payouts(calendar),
    ...testTries(calendar),
    ...discounted.told,
    ...disputed.told,
  ]
  const all = organizations(calendar, lived)
  return {
    deliveries,
    known: [
      ...lived.flatMap(({ known }) => known),
      ...knownOf(deliveries, lived),
      ...disputed.known,
      ...discounted.known,
    ],
    events: [
      ...organizationEvents(calendar, all),
      ...memberEvents(calendar, all),
      ...workshopEvents(calendar, all),
      ...signupEvents(calendar, all),
      ...recordEvents(calendar, all, deliveries),
      ...activityEvents(calendar, all),
      ...usageEvents(calendar, all),
      ...sessionEvents(calendar, all),
      ...generationEvents(calendar, all),
    ],
    rates: ratesUntil(calendar),
    terms: termsOf(calendar),
  }
}
