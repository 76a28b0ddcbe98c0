import { createHmac } from "node:crypto"

/** The header that Stripe would send with these bytes, signed now with the secret of one machine. */
export function signedHeaders(
  raw: string | Uint8Array,
  options: { secret?: string; atSeconds?: number } = {},
): Record<string, string> {
  const { secret = "whsec_local", atSeconds = Math.floor(Date.now() / 1000) } = options
  const signature = createHmac("sha256", secret).update(`${atSeconds}.`).update(raw).digest("hex")
  return { "stripe-signature": `t=${atSeconds},v1=${signature}` }
}

const seconds = (at: string): number => Math.floor(Date.parse(at) / 1000)
let nth = 0

/** A Stripe event about an object, at an instant. */
export const stripeEvent = (
  type: string,
  at: string,
  object: Record<string, unknown>,
  previous?: Record<string, unknown>,
  id = `evt_test_${++nth}`,
) => ({
  id,
  object: "event",
  api_version: "2025-10-29.clover",
  created: seconds(at),
  livemode: true,
  type,
  data: { object, ...(previous ? { previous_attributes: previous } : {}) },
})

export interface ItemTerms {
  cents: number
  quantity?: number
  interval?: "day" | "week" | "month" | "year"
  count?: number
  metered?: boolean
}
export interface SubscriptionTerms {
  id: string
  customer: string
  startedAt: string
  status?: string
  currency?: string
  items: ItemTerms[]
  trialEndAt?: string
  endedAt?: string
  cancelAtPeriodEnd?: boolean
  discounts?: Record<string, unknown>[]
}

/** A subscription as Stripe shows it in its newest versions. */
export const subscriptionObject = (terms: SubscriptionTerms): Record<string, unknown> => ({
  id: terms.id,
  object: "subscription",
  customer: terms.customer,
  status: terms.status ?? "active",
  currency: terms.currency ?? "usd",
  created: seconds(terms.startedAt),
  start_date: seconds(terms.startedAt),
  trial_end: terms.trialEndAt ? seconds(terms.trialEndAt) : null,
  ended_at: terms.endedAt ? seconds(terms.endedAt) : null,
  canceled_at: null,
  cancel_at: null,
  cancel_at_period_end: terms.cancelAtPeriodEnd ?? false,
  pause_collection: null,
  discounts: terms.discounts ?? [],
  items: {
    object: "list",
    has_more: false,
    data: terms.items.map(({ cents, quantity = 1, interval = "month", count = 1, metered = false }, index) => ({
      id: `si_${terms.id}_${index}`,
      object: "subscription_item",
      quantity,
      discounts: [],
      price: {
        id: `price_${cents}_${interval}_${count}`,
        object: "price",
        currency: terms.currency ?? "usd",
        nickname: "Pro",
        billing_scheme: "per_unit",
        type: "recurring",
        unit_amount: cents,
        unit_amount_decimal: String(cents),
        recurring: { interval, interval_count: count, usage_type: metered ? "metered" : "licensed" },
      },
    })),
  },
})

/** A discount in the shape of a subscription's `discounts`. */
export const percentOff = (percent: number, duration: "forever" | "repeating" | "once", from: string, to?: string) => ({
  id: `di_${percent}_${duration}`,
  object: "discount",
  start: seconds(from),
  end: to ? seconds(to) : null,
  source: {
    type: "coupon",
    coupon: { id: `c${percent}`, object: "coupon", percent_off: percent, duration, currency: null },
  },
})
