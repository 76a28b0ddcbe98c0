import type { Calendar } from "./calendar.ts"
import { type Dice, idOf } from "./dice.ts"
import type { Line } from "./invoice-shapes.ts"
import type { Plan } from "./prices.ts"
import { type Customer, type Shape, type Subscription, subscriptionShape } from "./stripe-shapes.ts"

/** One event as Stripe delivers it. */
export interface StripeEvent {
  id: string
  object: "event"
  api_version: string
  created: number
  data: { object: Shape; previous_attributes?: Record<string, unknown> }
  livemode: boolean
  pending_webhooks: number
  request: { id: string | null; idempotency_key: null }
  type: string
}

/** A customer's life as it goes on: its clock, what it still has before it, and what was told of it so far. */
export interface Life {
  calendar: Calendar
  dice: Dice
  clock: number
  agenda: { at: number; step: () => void }[]
  told: StripeEvent[]
  /** What Stripe answers when it is asked; of an object the last is how it stands. */
  known: Shape[]
  customer: Customer
  subscription: Subscription | undefined
  subscriptionCount: number
  invoiceCount: number
  /** Parts of a period that the next invoice charges for. */
  carried: Line[]
  /** What the card does at the next renewal: null pays, otherwise days until it pays again, Infinity for never. */
  daysUntilPaid: number | null
  nextPlan: Plan | undefined
}

export const eventOf = (
  type: string,
  created: number,
  object: Shape,
  previous?: Record<string, unknown>,
): StripeEvent => ({
  id: idOf("evt", `${object.id} ${type} ${created}`, 24),
  object: "event",
  api_version: "2025-11-17.clover",
  created,
  data: previous ? { object, previous_attributes: previous } : { object },
  livemode: true,
  pending_webhooks: 1,
  request: { id: null, idempotency_key: null },
  type,
})

/** Says what happened at the life's own instant. */
export const tell = (life: Life, type: string, object: Shape, previous?: Record<string, unknown>): void =>
  void life.told.push(eventOf(type, life.clock, object, previous))

/** Puts something before the life, to happen at an instant, or never if that is later than now. */
export const later = (life: Life, at: number, step: () => void): void => void life.agenda.push({ at, step })

/** Lets everything happen that lies before the end of the history, in order of time. */
export function liveOn(life: Life): void {
  for (;;) {
    const next = life.agenda.reduce<Life["agenda"][number] | undefined>(
      (first, one) => (first && first.at <= one.at ? first : one),
      undefined,
    )
    if (!next || next.at > life.calendar.nowSeconds) return
    life.agenda.splice(life.agenda.indexOf(next), 1)
    life.clock = Math.max(life.clock, next.at)
    next.step()
  }
}

/** Changes a subscription and tells what it was before, field by field. */
export function change(
  life: Life,
  subscription: Subscription,
  to: Partial<Subscription>,
  type = "customer.subscription.updated",
): void {
  const before = subscriptionShape(subscription)
  Object.assign(subscription, to)
  const after = subscriptionShape(subscription)
  // Only updates say what stood there before; ends and pauses are told whole.
  tell(life, type, after, type.endsWith(".updated") ? previousOf(before, after) : undefined)
}

/** The fields of `before` that are otherwise in `after`. */
export const previousOf = (before: Shape, after: Shape): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(before).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(after[field])),
  )
