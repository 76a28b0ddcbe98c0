import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { endpoint, page, queryCount, staff } from "./endpoint.ts"
import { Id, PathId } from "./id.ts"
import { StripeCommand } from "./stripe-commands.ts"
import { Mode } from "./transactions.ts"

/** As Stripe has them. */
export const SubscriptionStatus = z.enum([
  "trialing",
  "active",
  "past_due",
  "unpaid",
  "paused",
  "incomplete",
  "incomplete_expired",
  "canceled",
])
export type SubscriptionStatus = z.infer<typeof SubscriptionStatus>

/** What asks for somebody's attention: an end that is asked for, collection that is paused, a payment that failed. */
export const Concern = z.enum(["cancelling", "paused", "failing"])
export type Concern = z.infer<typeof Concern>

export const Cadence = z.object({ interval: z.enum(["day", "week", "month", "year"]), count: z.number() })

/** An open invoice whose payment failed. Amounts in minor units. */
export const FailingInvoice = z.object({
  invoiceId: z.string(),
  number: z.nullable(z.string()),
  currency: z.string(),
  dueCents: z.number(),
  attempts: z.number(),
  /** When Stripe tries again by itself; null when it does not, or did not say. */
  nextAttemptAt: z.nullable(Instant),
})
export type FailingInvoice = z.infer<typeof FailingInvoice>

export const Subscription = z.object({
  subscriptionId: z.string(),
  mode: Mode,
  customerId: z.string(),
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  organizationId: z.nullable(z.string()),
  status: SubscriptionStatus,
  collectionPaused: z.boolean(),
  /** What its recurring items are called, in their order. */
  plans: z.array(z.string()),
  cadence: z.nullable(Cadence),
  seats: z.number(),
  currency: z.string(),
  /** MRR now, as its stored items say: the same that the day cubes hold. Minor units of its currency. */
  mrrCents: z.number(),
  /** What it would be worth once its trial ends, or if it were not paused. */
  trialCents: z.number(),
  pausedCents: z.number(),
  startedAt: Instant,
  trialEndsAt: z.nullable(Instant),
  /** When its period ends and the next begins; null where none does, or Stripe did not say. */
  renewsAt: z.nullable(Instant),
  /** The end that is asked for; null while it goes on, and once it has ended. */
  cancellation: z.nullable(z.object({ askedAt: z.nullable(Instant), endsAt: z.nullable(Instant) })),
  endedAt: z.nullable(Instant),
  failing: z.nullable(FailingInvoice),
  /** A command on it that Stripe has not answered yet. */
  isWaiting: z.boolean(),
})
export type Subscription = z.infer<typeof Subscription>

export const SUBSCRIPTION_SORTS = ["mrr", "customer", "started", "renews", "ends"] as const

const filters = {
  mode: z._default(Mode, "live"),
  status: z.optional(SubscriptionStatus),
  /** One of its plans, by name. */
  plan: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  concern: z.optional(Concern),
  /** Text in an id, the customer, the organization's id or a plan, as the reader reads them, of any case. */
  search: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  sort: z._default(z.enum(SUBSCRIPTION_SORTS), "mrr"),
  order: z._default(z.enum(["asc", "desc"]), "desc"),
}
/** What narrows and orders the list; its CSV and its saved views share it. */
export const SubscriptionQuery = z.object(filters)
export type SubscriptionQuery = z.infer<typeof SubscriptionQuery>

const Money = z.array(z.object({ currency: z.string(), cents: z.number() }))

/** What all that match add up to. */
export const SubscriptionTotals = z.object({
  count: z.number(),
  /** How many earn. */
  earning: z.number(),
  mrr: Money,
  /** Of the MRR what is past due, and what ends by a cancellation that is asked for. */
  pastDue: Money,
  leaving: Money,
  /** MRR in the reporting currency, each currency converted once at today's rate; null where a rate is missing. */
  converted: z.object({ currency: z.string(), mrrCents: z.nullable(z.number()), missingRates: z.array(z.string()) }),
})
export type SubscriptionTotals = z.infer<typeof SubscriptionTotals>

export const listSubscriptions = endpoint({
  method: "GET",
  path: "/api/subscriptions",
  who: staff.any,
  shows: ["personal", "money"],
  subjectOf: ({ mode }) => mode,
  summary:
    "Every subscription with its MRR now, in any of its orders; and what all that match add up to. MRR of different currencies is ordered by what it is worth in the reporting currency.",
  input: z.object({ ...filters, limit: queryCount(1, 200, 50), cursor: z.optional(z.string()) }),
  output: z.extend(page(Subscription), {
    totals: SubscriptionTotals,
    /** Of all of the mode: how many of each status, and what there is to choose from. */
    statuses: z.record(z.string(), z.number()),
    plans: z.array(z.string()),
    masked: z.boolean(),
    version: z.number(),
  }),
})

const Discount = z.object({
  /** Which coupon it is of; null where nobody told. */
  couponId: z.nullable(z.string()),
  kind: z.enum(["percent", "amount"]),
  /** Percent as decimal text, or minor units. */
  value: z.string(),
  currency: z.nullable(z.string()),
  duration: z.enum(["forever", "repeating", "once"]),
  endsAt: z.nullable(Instant),
  /** Whether it lowers MRR now, by the rule of the settings. */
  counts: z.boolean(),
})

/** A price that a subscription of the same currency has, and what this one's MRR would be with it. */
export const PriceChoice = z.object({
  itemId: z.string(),
  priceId: z.string(),
  plan: z.string(),
  cadence: Cadence,
  /** For one, in minor units as decimal text; null where tiers say it. */
  unit: z.nullable(z.string()),
  mrrCents: z.number(),
})

/** What was told of it at one moment, and what that changed. */
export const SubscriptionNews = z.object({
  at: Instant,
  type: z.string(),
  /** The delivery that told it; null where Stripe was asked. */
  deliveryId: z.nullable(z.string()),
  changes: z.array(z.string()),
})
export type SubscriptionNews = z.infer<typeof SubscriptionNews>

export const SubscriptionDetail = z.extend(Subscription, {
  items: z.array(
    z.object({
      itemId: z.string(),
      plan: z.string(),
      priceId: z.nullable(z.string()),
      quantity: z.number(),
      unit: z.nullable(z.string()),
      cadence: z.nullable(Cadence),
      metered: z.boolean(),
      mrrCents: z.number(),
      discounts: z.array(Discount),
    }),
  ),
  discounts: z.array(Discount),
  choices: z.array(PriceChoice),
  /** Newest first. */
  news: z.array(SubscriptionNews),
  /** Newest first; of its invoices too. */
  commands: z.array(StripeCommand),
  /** Fields that Stripe should have told and did not, by path. */
  misses: z.array(z.string()),
  masked: z.boolean(),
  version: z.number(),
})
export type SubscriptionDetail = z.infer<typeof SubscriptionDetail>

const named = { mode: Mode, subscriptionId: PathId }

export const readSubscription = endpoint({
  method: "GET",
  path: "/api/subscriptions/{mode}/{subscriptionId}",
  who: staff.any,
  shows: ["personal", "money"],
  summary: "One subscription with its items, discounts, history and commands, and the prices it could have.",
  input: z.object(named),
  output: SubscriptionDetail,
})

/** A command is taken when it stands in the table with its audit entry; how it ends is told with the subscription. */
const taken = {
  method: "POST",
  who: staff.admin,
  shows: [],
  output: z.object({ commandId: z.string() }),
  status: 202,
  freshSignIn: "staff",
  idempotent: true,
} as const

export const cancelSubscription = endpoint({
  ...taken,
  path: "/api/subscriptions/{mode}/{subscriptionId}/cancel",
  summary: "Tells Stripe to end a subscription with its period. Audited.",
  input: z.object(named),
})

export const resumeSubscription = endpoint({
  ...taken,
  path: "/api/subscriptions/{mode}/{subscriptionId}/resume",
  summary: "Tells Stripe to take back the end that was asked for: the subscription goes on. Audited.",
  input: z.object(named),
})

/** How Stripe settles the rest of the running period when a price changes. */
export const Proration = z.enum(["create_prorations", "always_invoice", "none"])
export type Proration = z.infer<typeof Proration>

export const changePlan = endpoint({
  ...taken,
  path: "/api/subscriptions/{mode}/{subscriptionId}/plan",
  summary:
    "Tells Stripe to give an item of a subscription another price, one that a subscription of the same currency has. Audited.",
  input: z.object({ ...named, itemId: Id, priceId: Id, proration: z._default(Proration, "create_prorations") }),
})
