import type { DiscountFact } from "../discounts/discount-fact.ts"
import type { PaymentNews } from "../payments/payment-fact.ts"
import type { Instant } from "../time.ts"

/** How often a price is paid. */
export interface Cadence {
  interval: "day" | "week" | "month" | "year"
  count: number
}

/** A discount on a subscription or on one of its items. `value` is percent as decimal text, or minor units. */
export interface Discount {
  kind: "percent" | "amount"
  value: string
  currency: string | null
  duration: "forever" | "repeating" | "once"
  startSeconds: number | null
  endSeconds: number | null
  /** Which discount of which coupon it is, and the promotion code it was asked for with; facts of before know none of them. */
  discountId?: string | null
  couponId?: string | null
  promotionCodeId?: string | null
}

/** One item of a subscription: a price and how many. */
export interface Item {
  id: string
  quantity: number
  /** Minor units for one, as decimal text; null where tiers say it, or nobody does. */
  unit: string | null
  tiers: Tier[] | null
  tiersMode: "graduated" | "volume" | null
  transform: { divideBy: number; round: "up" | "down" } | null
  cadence: Cadence | null
  metered: boolean
  priceId: string | null
  planName: string | null
  discounts: Discount[]
}
export interface Tier {
  upTo: number | null
  unit: string
  flat: string
}

export type SubscriptionStatus =
  | "incomplete"
  | "incomplete_expired"
  | "trialing"
  | "active"
  | "past_due"
  | "canceled"
  | "unpaid"
  | "paused"

/** A subscription as one event told it. */
export interface SubscriptionSnapshot {
  status: SubscriptionStatus
  currency: string
  createdSeconds: number
  startedSeconds: number
  trialEndSeconds: number | null
  cancelAtSeconds: number | null
  cancelAtPeriodEnd: boolean
  /** When the cancellation was asked for. */
  canceledSeconds: number | null
  endedSeconds: number | null
  collectionPaused: boolean
  /** When the running period ends; null where the event does not say, absent in facts that were kept before it was read. */
  periodEndSeconds?: number | null
  items: Item[]
  discounts: Discount[]
}

/** What an invoice asks for one item, less its discounts, in minor units; `metered` is null where only the item says. */
export interface InvoiceLine {
  itemId: string | null
  priceId: string | null
  cents: number
  metered: boolean | null
}

/** What one discount took off an invoice, in minor units. */
export interface InvoiceDiscount {
  discountId: string | null
  /** Null where the invoice names the discount by its id alone. */
  couponId: string | null
  cents: number
}

/** An invoice as one event told it. Amounts in minor units. */
export interface InvoiceSnapshot {
  status: string | null
  currency: string
  number: string | null
  /** Where the customer reads it. */
  url: string | null
  subscriptionId: string | null
  /** Absent where it was read before this was kept. */
  createdSeconds?: number | null
  sentSeconds: number | null
  paidSeconds: number | null
  paidCents: number
  /** Given back on credit notes after payment. */
  refundedCents: number
  /** What is to be paid, how often that was tried, and when it is tried next; null where the event does not say, absent in facts that were kept before they were read. */
  dueCents?: number | null
  attemptCount?: number | null
  nextAttemptSeconds?: number | null
  /** Lines that may be for metered use; facts of before know none. */
  lines?: InvoiceLine[]
  /** What discounts took off it; facts of before know none. */
  discounts?: InvoiceDiscount[]
  /** When the last period ends that it charges for. */
  periodEndSeconds?: number | null
}

export interface CustomerSnapshot {
  name: string | null
  email: string | null
  organizationId: string | null
  deleted: boolean
}

/** Values by path (`status_transitions.paid_at`); long ones by a digest, because only equality matters. */
export type Leaves = Record<string, string | number | boolean | null>

/** What every fact of an outside object says beside its snapshot. */
export interface Told {
  objectId: string
  /** Stripe's clock, in whole seconds. */
  createdSeconds: number
  eventId: string
  type: string
  /** What the event says stood there before, by path: orders events of one second. Null when the event does not say. */
  previous: Leaves | null
  /** Values of those same paths, and of the ones that other events usually name. */
  now: Leaves
  /** Fields that should be there and are not, by path. */
  misses: string[]
}
export type StripeFact = Told & { customerId: string } & (
    | { object: "subscription"; snapshot: SubscriptionSnapshot }
    | { object: "invoice"; snapshot: InvoiceSnapshot }
    | { object: "customer"; snapshot: CustomerSnapshot }
  )

/** What a delivery says once it is read. */
export interface StripeReading {
  type: string
  deliveryId: string | null
  createdAt: Instant | null
  livemode: boolean | null
  objectId: string | null
  customerId: string | null
  /** A fact is of a customer; an invoice tells of a payment besides. */
  reading:
    | { kind: "fact"; fact: StripeFact; payments: PaymentNews }
    | { kind: "payment"; payments: PaymentNews }
    | { kind: "discount"; facts: DiscountFact[] }
    | { kind: "ignored"; reason: string }
}
