import { monthsAfter } from "./calendar.ts"
import { idOf } from "./dice.ts"
import { type Coupon, COUPONS, type Currency, monthsOf, type Plan, priceIdOf, START_CODE } from "./prices.ts"

/** An object as the API tells it. */
export type Shape = Record<string, unknown> & { id: string; object: string }

/** A customer of the demo, as Stripe knows it. */
export interface Customer {
  id: string
  organizationId: string
  name: string
  email: string
  currency: Currency
  createdSeconds: number
  /** Whether the organization's id stands in its metadata already. */
  tagged: boolean
}

/** Where a subscription stands. */
export interface Subscription {
  id: string
  customer: Customer
  plan: Plan
  seats: number
  status: "trialing" | "active" | "past_due" | "paused" | "canceled"
  createdSeconds: number
  /** The instant that its periods count from. */
  anchorSeconds: number
  periodFrom: number
  periodTo: number
  trialFrom: number | null
  trialTo: number | null
  cancelAtPeriodEnd: boolean
  canceledSeconds: number | null
  endedSeconds: number | null
  endReason: "cancellation_requested" | "payment_failed" | null
  feedback: string | null
  collectionPaused: boolean
  coupon: Coupon | null
  latestInvoice: string | null
  tagged: boolean
}

const metadataOf = (tagged: boolean, { organizationId }: Pick<Customer, "organizationId">) =>
  tagged ? { organizationId } : {}

export const customerShape = (customer: Customer): Shape => ({
  id: customer.id,
  object: "customer",
  address: null,
  balance: 0,
  created: customer.createdSeconds,
  currency: customer.currency,
  default_source: null,
  delinquent: false,
  description: null,
  email: customer.email,
  invoice_prefix: customer.id.slice(-8).toUpperCase(),
  invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
  livemode: true,
  metadata: metadataOf(customer.tagged, customer),
  name: customer.name,
  phone: null,
  preferred_locales: ["en"],
  shipping: null,
  tax_exempt: "none",
  test_clock: null,
})

export const priceShape = (plan: Plan, currency: Currency): Shape => ({
  id: priceIdOf(plan.id, currency),
  object: "price",
  active: true,
  billing_scheme: "per_unit",
  created: 1_672_531_200,
  currency,
  custom_unit_amount: null,
  livemode: true,
  lookup_key: `${plan.id}_${currency}`,
  metadata: {},
  nickname: plan.nickname,
  product: idOf("prod", plan.level),
  recurring: {
    interval: plan.interval,
    interval_count: plan.intervalCount,
    meter: null,
    trial_period_days: null,
    usage_type: "licensed",
  },
  tax_behavior: "exclusive",
  tiers_mode: null,
  transform_quantity: null,
  type: "recurring",
  unit_amount: plan.seatCents[currency],
  unit_amount_decimal: String(plan.seatCents[currency]),
})

const itemShape = ({ id, customer, createdSeconds, periodFrom, periodTo, plan, seats }: Subscription): Shape => ({
  id: idOf("si", id),
  object: "subscription_item",
  billing_thresholds: null,
  created: createdSeconds,
  current_period_end: periodTo,
  current_period_start: periodFrom,
  discounts: [],
  metadata: {},
  price: priceShape(plan, customer.currency),
  quantity: seats,
  subscription: id,
  tax_rates: [],
})

/** When a subscription's discount runs out; null when it never does. */
export const discountEnd = ({ coupon, createdSeconds }: Subscription): number | null =>
  coupon?.months ? monthsAfter(createdSeconds, coupon.months) : null

export const couponShape = (coupon: Coupon) => ({
  id: coupon.id,
  object: "coupon",
  amount_off: null,
  created: 1_672_531_200,
  currency: null,
  duration: coupon.months === null ? "forever" : "repeating",
  duration_in_months: coupon.months,
  livemode: true,
  max_redemptions: null,
  metadata: {},
  name: coupon.name,
  percent_off: coupon.percentOff,
  redeem_by: null,
  valid: true,
})

const discountShape = (subscription: Subscription, coupon: Coupon): Shape => ({
  id: idOf("di", subscription.id),
  object: "discount",
  checkout_session: null,
  customer: subscription.customer.id,
  end: discountEnd(subscription),
  invoice: null,
  invoice_item: null,
  promotion_code: coupon.id === COUPONS.start.id ? START_CODE.id : null,
  source: {
    type: "coupon",
    coupon: couponShape(coupon),
  },
  start: subscription.createdSeconds,
  subscription: subscription.id,
})

export const subscriptionShape = (subscription: Subscription): Shape => ({
  id: subscription.id,
  object: "subscription",
  application: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor: subscription.anchorSeconds,
  billing_mode: {
    flexible: { proration_discounts: "included" },
    type: "flexible",
    updated_at: subscription.createdSeconds,
  },
  cancel_at: subscription.cancelAtPeriodEnd ? subscription.periodTo : null,
  cancel_at_period_end: subscription.cancelAtPeriodEnd,
  canceled_at: subscription.canceledSeconds,
  cancellation_details: { comment: null, feedback: subscription.feedback, reason: subscription.endReason },
  collection_method: subscription.plan.collection,
  created: subscription.createdSeconds,
  currency: subscription.customer.currency,
  customer: subscription.customer.id,
  days_until_due: subscription.plan.collection === "send_invoice" ? 14 : null,
  default_payment_method: null,
  description: null,
  discounts: subscription.coupon ? [discountShape(subscription, subscription.coupon)] : [],
  ended_at: subscription.endedSeconds,
  items: {
    object: "list",
    data: [itemShape(subscription)],
    has_more: false,
    total_count: 1,
    url: `/v1/subscription_items?subscription=${subscription.id}`,
  },
  latest_invoice: subscription.latestInvoice,
  livemode: true,
  metadata: metadataOf(subscription.tagged, subscription.customer),
  pause_collection: subscription.collectionPaused ? { behavior: "void", resumes_at: null } : null,
  pending_update: null,
  schedule: null,
  start_date: subscription.createdSeconds,
  status: subscription.status,
  test_clock: null,
  trial_end: subscription.trialTo,
  trial_start: subscription.trialFrom,
})

/** When the period that begins at an instant ends. */
export const periodEnd = (from: number, plan: Plan): number => monthsAfter(from, monthsOf(plan))
