import * as z from "zod/mini"
import { Day, Instant } from "../time.ts"
import { endpoint, queryCount, staff } from "./endpoint.ts"
import { GeneralSettings } from "./settings.ts"

/** A figure against its like-for-like period `[from, to]`; `ratio` is difference / before, null when before is 0. */
export const Change = z.object({
  before: z.nullable(z.number()),
  difference: z.nullable(z.number()),
  ratio: z.nullable(z.number()),
  from: Day,
  to: Day,
})
export type Change = z.infer<typeof Change>

/** One day of MRR movements in the reporting currency, all amounts ≥ 0; start + new + reactivation + expansion − contraction − churn + fx = end. */
export const MovementDay = z.object({
  day: Day,
  newCents: z.number(),
  expansionCents: z.number(),
  contractionCents: z.number(),
  churnCents: z.number(),
  reactivationCents: z.number(),
  fxCents: z.number(),
})

export const MovementKind = z.enum(["new", "expansion", "contraction", "churn", "reactivation"])
export type MovementKind = z.infer<typeof MovementKind>

/** One customer's change of MRR on one day, in the currency it is billed in. */
export const MovementRow = z.object({
  day: Day,
  at: Instant,
  kind: MovementKind,
  customerId: z.string(),
  name: z.nullable(z.string()),
  organizationId: z.nullable(z.string()),
  currency: z.string(),
  deltaCents: z.number(),
  mrrAfterCents: z.number(),
  what: z.string(),
})
export type MovementRow = z.infer<typeof MovementRow>

/** A month in the reporting currency: start + new + reactivation + expansion − contraction − churn + fx = end, to the cent. */
export const MonthStatement = z.object({
  from: Day,
  startCents: z.number(),
  newCents: z.number(),
  expansionCents: z.number(),
  contractionCents: z.number(),
  churnCents: z.number(),
  reactivationCents: z.number(),
  fxCents: z.number(),
  endCents: z.number(),
  counts: z.record(MovementKind, z.number()),
})
export type MonthStatement = z.infer<typeof MonthStatement>

/** What can fail without the figures of revenue. */
export const OverviewPart = z.enum(["activity", "signups", "platform"])
export type OverviewPart = z.infer<typeof OverviewPart>

export const Overview = z.object({
  asOf: Instant,
  day: Day,
  timeZone: z.string(),
  currency: z.string(),
  version: z.number(),
  /** Null while a rate is missing: see `missingRates`. */
  mrrCents: z.nullable(z.number()),
  totalSubscribers: z.number(),
  newSubscribersThisMonth: z.number(),
  /** Customers with MRR at the month's start and none now, over those at its start; null when there were none. */
  churnRate: z.nullable(z.number()),
  arpuCents: z.nullable(z.number()),
  changes: z.object({
    mrr: Change,
    totalSubscribers: Change,
    newSubscribersThisMonth: Change,
    churnRate: Change,
    arpu: Change,
  }),
  churn: z.object({
    lost: z.number(),
    atStart: z.number(),
    cancellationsRequested: z.number(),
    thirtyDayRate: z.nullable(z.number()),
  }),
  byCurrency: z.array(z.object({ currency: z.string(), mrrCents: z.number(), convertedCents: z.nullable(z.number()) })),
  missingRates: z.array(z.object({ currency: z.string(), day: Day })),
  /** The running month in the reporting currency, which adds up to the cent; null while a rate is missing. */
  month: z.nullable(MonthStatement),
  beside: z.object({
    pastDueCents: z.nullable(z.number()),
    pausedCents: z.nullable(z.number()),
    trialCents: z.nullable(z.number()),
    committedCents: z.nullable(z.number()),
    /** Paid for metered use in the last 30 days. */
    usageCents: z.nullable(z.number()),
  }),
  /** What the settings' rule takes off MRR beyond the discounts that Stripe takes off, by subscriptions as they stand now; null for another day, and while a rate is missing. */
  discounts: z.object({ rule: GeneralSettings.shape.discounts, beyondStripeCents: z.nullable(z.number()) }),
  /** Null when it could not be read: see `failed`. */
  activity: z.nullable(
    z.object({
      signupsToday: z.number(),
      activeCompanies: z.number(),
      jobsCreated24h: z.number(),
      invoicesSent24h: z.number(),
      before: z.object({
        signupsToday: z.number(),
        activeCompanies: z.number(),
        jobsCreated24h: z.number(),
        invoicesSent24h: z.number(),
      }),
    }),
  ),
  series: z.object({
    mrr: z.array(z.object({ day: Day, cents: z.nullable(z.number()) })),
    subscribers: z.array(z.object({ day: Day, count: z.number() })),
    movements: z.array(MovementDay),
    /** Null when they could not be read: see `failed`. */
    signups: z.nullable(z.array(z.object({ day: Day, count: z.number() }))),
    /** Paid invoices less what was refunded on them, by the day they were paid, in the reporting currency. */
    revenue: z.array(z.object({ day: Day, cents: z.nullable(z.number()) })),
    /** Twelve months, the running one last: what the sparklines of monthly figures draw. */
    months: z.array(z.object({ month: z.string(), newSubscribers: z.number(), churnRate: z.nullable(z.number()) })),
  }),
  recentMovements: z.array(MovementRow),
  /** Null when it could not be read: see `failed`. */
  platform: z.nullable(
    z.object({
      organizations: z.number(),
      organizationsThisMonth: z.number(),
      users: z.number(),
      usersThisMonth: z.number(),
      activeSubscriptions: z.number(),
      tokens30d: z.number(),
      costMicros30d: z.number(),
      /** What organizations have in credits that can be used; null for another day than today. */
      creditsMicros: z.nullable(z.number()),
    }),
  ),
  /** The zone or the discount rule was changed, and not everything is computed again yet: figures are not complete. */
  recomputing: z.boolean(),
  /** Parts that could not be read while the others could, each with the id that finds the reason in the log. */
  failed: z.array(z.object({ part: OverviewPart, requestId: z.string() })),
  /**
   * The cubes that the figures were added up from, by kind: when the newest was folded, and whether one was made by an older
   * version of its fold. A kind without any is not named: what it says was counted from the facts themselves.
   */
  cubes: z.record(z.string(), z.object({ foldedAt: Instant, outdated: z.boolean() })),
  /** When facts of this kind begin, null while there are none. */
  historyBegins: z.object({ revenue: z.nullable(Day), invoices: z.nullable(Day), signups: z.nullable(Day) }),
})
export type Overview = z.infer<typeof Overview>

export const readOverview = endpoint({
  method: "GET",
  path: "/api/overview",
  who: staff.any,
  shows: ["personal", "money"],
  summary: "Revenue figures with their changes, movements, recent activity and platform figures.",
  input: z.object({
    days: queryCount(7, 400, 90),
    /** The figures as they stood at the end of a past day; what was still to come is left out. */
    asOf: z.optional(Day),
    mode: z._default(z.enum(["live", "test"]), "live"),
  }),
  output: Overview,
})
