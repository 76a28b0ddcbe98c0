import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { endpoint, page, queryCount, staff } from "./endpoint.ts"
import { PathId } from "./id.ts"
import { StripeCommand } from "./stripe-commands.ts"
import { Mode } from "./transactions.ts"

/**
 * active: it can be redeemed · usedUp: as often as it may · expired: its last day is over · deleted: at Stripe · untold: only
 * subscriptions that have it tell of it.
 */
export const DiscountStatus = z.enum(["active", "usedUp", "expired", "deleted", "untold"])
export type DiscountStatus = z.infer<typeof DiscountStatus>

const Money = z.array(z.object({ currency: z.string(), cents: z.number() }))

export const DiscountKind = z.enum(["percent", "amount"])
export const DiscountDuration = z.enum(["forever", "repeating", "once"])

/** What a coupon takes off, and for how long. */
export const DiscountTerms = z.object({
  kind: DiscountKind,
  /** Percent as decimal text, or minor units. */
  value: z.string(),
  currency: z.nullable(z.string()),
  duration: DiscountDuration,
  /** Of a repeating one; null where nobody says. */
  durationMonths: z.nullable(z.number()),
})
export type DiscountTerms = z.infer<typeof DiscountTerms>

export const Discount = z.object({
  couponId: z.string(),
  mode: Mode,
  name: z.nullable(z.string()),
  /** Null where nobody tells them. */
  terms: z.nullable(DiscountTerms),
  status: DiscountStatus,
  createdAt: z.nullable(Instant),
  /** The last moment at which it can be redeemed. */
  redeemByAt: z.nullable(Instant),
  redemptionsMax: z.nullable(z.number()),
  /** How often it was redeemed, as Stripe counts; null where Stripe did not say. */
  redeemedCount: z.nullable(z.number()),
  /** On how many subscriptions we were told of it, ever and now. */
  redemptions: z.number(),
  running: z.number(),
  /** What it takes off the price of a month now, of subscriptions that earn; and how much of that lowers MRR by the rule of the settings. */
  offMonth: Money,
  offMrr: Money,
  /** What it took off invoices that were sent and are not void. */
  given: Money,
  /** Its promotion codes, those that can be redeemed first. */
  codes: z.array(z.object({ code: z.string(), active: z.boolean() })),
  /** A command on it that Stripe has not answered yet. */
  isWaiting: z.boolean(),
})
export type Discount = z.infer<typeof Discount>

export const DISCOUNT_SORTS = ["offMonth", "given", "redemptions", "created", "expires"] as const

const filters = {
  mode: z._default(Mode, "live"),
  status: z.optional(DiscountStatus),
  /** Text in its name, its id or one of its codes, of any case. */
  search: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  sort: z._default(z.enum(DISCOUNT_SORTS), "offMonth"),
  order: z._default(z.enum(["asc", "desc"]), "desc"),
}
/** What narrows and orders the list; its CSV and its saved views share it. */
export const DiscountQuery = z.object(filters)
export type DiscountQuery = z.infer<typeof DiscountQuery>

/** What all that match add up to, each currency by itself. */
export const DiscountTotals = z.object({
  count: z.number(),
  /** How many can be redeemed. */
  active: z.number(),
  running: z.number(),
  offMonth: Money,
  offMrr: Money,
  given: Money,
  /** What they take off a month in the reporting currency, each currency converted once at today's rate; null where a rate is missing. */
  converted: z.object({
    currency: z.string(),
    offMonthCents: z.nullable(z.number()),
    missingRates: z.array(z.string()),
  }),
})
export type DiscountTotals = z.infer<typeof DiscountTotals>

export const listDiscounts = endpoint({
  method: "GET",
  path: "/api/discounts",
  who: staff.any,
  shows: ["money"],
  subjectOf: ({ mode }) => mode,
  summary:
    "Every coupon with its promotion codes, who has it and what it takes off, in any of its orders; and what all that match add up to.",
  input: z.object({ ...filters, limit: queryCount(1, 200, 50), cursor: z.optional(z.string()) }),
  output: z.extend(page(Discount), {
    totals: DiscountTotals,
    /** Of all of the mode: how many of each status. */
    statuses: z.record(z.string(), z.number()),
    /** Subscriptions with a discount that was told before coupons were kept: it is counted with none. */
    untied: z.number(),
    version: z.number(),
  }),
})

/** A promotion code of a coupon. */
export const PromotionCode = z.object({
  codeId: z.string(),
  code: z.string(),
  /** active: it can be redeemed · deactivated · usedUp · expired · couponOver: its coupon cannot be redeemed any more. */
  status: z.enum(["active", "deactivated", "usedUp", "expired", "couponOver"]),
  createdAt: z.nullable(Instant),
  expiresAt: z.nullable(Instant),
  redemptionsMax: z.nullable(z.number()),
  redeemedCount: z.nullable(z.number()),
  /** On how many subscriptions we were told of it, and what it took off invoices. */
  redemptions: z.number(),
  given: Money,
  firstTimeOnly: z.boolean(),
  minimum: z.nullable(z.object({ cents: z.number(), currency: z.string() })),
  /** The one customer it is for. */
  customerId: z.nullable(z.string()),
})
export type PromotionCode = z.infer<typeof PromotionCode>

/** A subscription that has the coupon, or had it. */
export const Redemption = z.object({
  subscriptionId: z.string(),
  customerId: z.string(),
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  organizationId: z.nullable(z.string()),
  /** The promotion code it was asked for with, by its text where that is told. */
  code: z.nullable(z.string()),
  fromAt: Instant,
  toAt: z.nullable(Instant),
  isRunning: z.boolean(),
  currency: z.string(),
  offMonthCents: z.number(),
  given: Money,
})
export type Redemption = z.infer<typeof Redemption>

/** What was told of a coupon or of a promotion code of it at one moment, and what that changed. */
export const DiscountNews = z.object({
  at: Instant,
  type: z.string(),
  /** The delivery that told it; null where Stripe was asked. */
  deliveryId: z.nullable(z.string()),
  /** The promotion code it is about; null where it is about the coupon. */
  code: z.nullable(z.string()),
  changes: z.array(z.string()),
})
export type DiscountNews = z.infer<typeof DiscountNews>

/** So many redemptions are told, the newest. */
export const REDEMPTIONS_MAX = 200

export const DiscountDetail = z.extend(Discount, {
  deletedAt: z.nullable(Instant),
  /** The products it is for; null where it is for all, or Stripe was not asked. */
  productIds: z.nullable(z.array(z.string())),
  promotionCodes: z.array(PromotionCode),
  /** Newest first. */
  redeemed: z.array(Redemption),
  news: z.array(DiscountNews),
  /** Newest first. */
  commands: z.array(StripeCommand),
  /** Fields that Stripe should have told and did not, by path. */
  misses: z.array(z.string()),
  masked: z.boolean(),
  version: z.number(),
})
export type DiscountDetail = z.infer<typeof DiscountDetail>

/** A coupon, as addresses name it. */
export const namedCoupon = { mode: Mode, couponId: PathId }

export const readDiscount = endpoint({
  method: "GET",
  path: "/api/discounts/{mode}/{couponId}",
  who: staff.any,
  shows: ["personal", "money"],
  summary: `One coupon with its promotion codes, the ${REDEMPTIONS_MAX} newest subscriptions that have or had it, its history and its commands.`,
  input: z.object(namedCoupon),
  output: DiscountDetail,
})
