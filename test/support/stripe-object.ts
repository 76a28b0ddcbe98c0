/** A JSON object as Stripe would send it. */
export type Told = Record<string, unknown>

/** Seconds since 1970 of a day or an instant: Stripe's clock. */
export const unix = (at: string): number => Date.parse(at.length === 10 ? `${at}T00:00:00Z` : at) / 1_000

let eventCount = 0
/** An event about an object, told at a second. Ids count up unless one is given. */
export function told(
  type: string,
  created: number,
  object: Told,
  { id, previous, livemode = true }: { id?: string; previous?: Told; livemode?: boolean } = {},
): Told {
  return {
    id: id ?? `evt_${String(++eventCount).padStart(6, "0")}`,
    object: "event",
    api_version: "2026-03-25.dahlia",
    created,
    data: { object, ...(previous ? { previous_attributes: previous } : {}) },
    livemode,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  }
}

export interface PriceWish {
  id?: string
  name?: string | null
  cents?: number | null
  /** Finer than a cent, as decimal text. */
  decimal?: string
  interval?: "day" | "week" | "month" | "year"
  count?: number
  currency?: string
  metered?: boolean
  more?: Told
}

/** A price of today's shape. */
export function priceObject(wish: PriceWish = {}): Told {
  const {
    id,
    name = "Pro",
    cents = 4_900,
    decimal,
    interval = "month",
    count = 1,
    currency = "usd",
    metered,
    more,
  } = wish
  return {
    id: id ?? `price_${name}_${interval}${count}_${cents ?? decimal}`.toLowerCase(),
    object: "price",
    active: true,
    billing_scheme: "per_unit",
    currency,
    nickname: name,
    product: "prod_1",
    recurring: { interval, interval_count: count, meter: null, usage_type: metered ? "metered" : "licensed" },
    tiers_mode: null,
    transform_quantity: null,
    type: "recurring",
    unit_amount: decimal ? null : cents,
    unit_amount_decimal: decimal ?? (cents === null ? null : String(cents)),
    ...more,
  }
}

/** A subscription item of today's shape. */
export const itemObject = (price: Told, quantity: number | null = 1, more: Told = {}): Told => ({
  id: `si_${String(price["id"])}`,
  object: "subscription_item",
  price,
  quantity,
  discounts: [],
  ...more,
})

/** A coupon of today's shape. */
export const couponObject = (more: Told = {}): Told => ({
  id: "coupon_1",
  object: "coupon",
  amount_off: null,
  created: unix("2026-01-01"),
  currency: null,
  duration: "forever",
  duration_in_months: null,
  livemode: true,
  max_redemptions: null,
  metadata: {},
  name: "Friends",
  percent_off: 25,
  redeem_by: null,
  times_redeemed: 0,
  valid: true,
  ...more,
})

/** A promotion code of today's shape. */
export const promotionCodeObject = (more: Told = {}): Told => ({
  id: "promo_1",
  object: "promotion_code",
  active: true,
  code: "FRIENDS",
  created: unix("2026-01-02"),
  customer: null,
  expires_at: null,
  livemode: true,
  max_redemptions: null,
  metadata: {},
  promotion: { type: "coupon", coupon: "coupon_1" },
  restrictions: { first_time_transaction: false, minimum_amount: null, minimum_amount_currency: null },
  times_redeemed: 0,
  ...more,
})

/** A discount of today's shape: `percent` or `amount` off, from `start` to `end`. */
export const discountObject = (
  off: { percent?: number; amount?: number; currency?: string },
  duration: "forever" | "repeating" | "once" = "forever",
  span: { start?: number; end?: number | null; id?: string; couponId?: string; promotionCodeId?: string } = {},
): Told => ({
  id: span.id ?? "di_1",
  object: "discount",
  start: span.start ?? 0,
  end: span.end ?? null,
  ...(span.promotionCodeId === undefined ? {} : { promotion_code: span.promotionCodeId }),
  source: {
    type: "coupon",
    coupon: {
      id: span.couponId ?? "coupon_1",
      object: "coupon",
      percent_off: off.percent ?? null,
      amount_off: off.amount ?? null,
      currency: off.amount === undefined ? null : (off.currency ?? "usd"),
      duration,
      duration_in_months: duration === "repeating" ? 3 : null,
    },
  },
})

/** A subscription of today's shape. */
export function subscribed({ items, ...more }: Told & { items?: Told[] } = {}): Told {
  const held = items ?? [itemObject(priceObject())]
  const created = (more["created"] as number | undefined) ?? unix("2026-01-01")
  return {
    id: "sub_1",
    object: "subscription",
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    created,
    currency: (held[0]?.["price"] as Told | undefined)?.["currency"] ?? "usd",
    customer: "cus_1",
    discounts: [],
    ended_at: null,
    items: { object: "list", data: held, has_more: false, total_count: held.length },
    livemode: true,
    metadata: {},
    pause_collection: null,
    start_date: created,
    status: "active",
    trial_end: null,
    trial_start: null,
    ...more,
  }
}

/** A customer of today's shape. */
export const customerObject = (more: Told = {}): Told => ({
  id: "cus_1",
  object: "customer",
  created: unix("2026-01-01"),
  currency: "usd",
  description: null,
  email: "ada@example.org",
  livemode: true,
  metadata: { organizationId: "org_1" },
  name: "Ada & Co",
  ...more,
})

/** An invoice of today's shape, finalized and paid at once. */
export const invoiceObject = (more: Told = {}): Told => ({
  id: "in_1",
  object: "invoice",
  amount_due: 4_900,
  amount_paid: 4_900,
  amount_remaining: 0,
  created: unix("2026-01-01"),
  currency: "usd",
  customer: "cus_1",
  livemode: true,
  number: "A-0001",
  parent: { type: "subscription_details", subscription_details: { subscription: "sub_1", metadata: {} } },
  post_payment_credit_notes_amount: 0,
  status: "paid",
  status_transitions: {
    finalized_at: unix("2026-01-01"),
    paid_at: unix("2026-01-01"),
    marked_uncollectible_at: null,
    voided_at: null,
  },
  total: 4_900,
  ...more,
})
