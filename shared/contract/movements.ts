import * as z from "zod/mini"
import { Day, Instant } from "../time.ts"
import { endpoint, page, queryCount, staff } from "./endpoint.ts"
import { MonthStatement, MovementKind, MovementRow } from "./overview.ts"
import { Mode } from "./transactions.ts"

/** A calendar month of the reporting zone, as in `2026-11`. */
export const Month = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/))

/** One month of MRR. Rates are shares; null where their denominator is 0, or while a rate of exchange is missing. */
export const MovementMonth = z.object({
  month: Month,
  /** The month is over; if not, all of it is so far. */
  over: z.boolean(),
  /** The account that adds up to the cent; null while a rate is missing. */
  statement: z.nullable(MonthStatement),
  /** (churn + contraction) / MRR at the beginning. */
  grossChurnRate: z.nullable(z.number()),
  /** The same less (expansion + reactivation) / MRR at the beginning; below zero where more was gained than lost. */
  netChurnRate: z.nullable(z.number()),
  /** (new + reactivation + expansion) / (contraction + churn). */
  quickRatio: z.nullable(z.number()),
  /** Customers with MRR when it began, when it ended, and those of the first that had none at its end. */
  subscribers: z.object({ atStart: z.number(), lost: z.number(), atEnd: z.number() }),
  churnRate: z.nullable(z.number()),
  /** Trials that ended in it, and those that ended in MRR. */
  trials: z.object({ ended: z.number(), converted: z.number() }),
})
export type MovementMonth = z.infer<typeof MovementMonth>

/** Customers by the month in which they first had MRR, and how they stood at the end of that month and of each one after. */
export const Cohort = z.object({
  month: Month,
  /** Customers who first had MRR in it. */
  size: z.number(),
  /** That month first, the running one last. MRR in the reporting currency at today's rates; null while one is missing. */
  cells: z.array(z.object({ subscribers: z.number(), mrrCents: z.nullable(z.number()) })),
})
export type Cohort = z.infer<typeof Cohort>

/** What a subscriber brings until it leaves: ARPU over the monthly churn of the last three months that are over. */
export const LifetimeValue = z.object({
  /** Null without churn, while a rate of exchange is missing, and below 20 subscribers at the beginning of the three months. */
  cents: z.nullable(z.number()),
  arpuCents: z.nullable(z.number()),
  /** Lost in the three months, over those at the beginning of each, added up. */
  lost: z.number(),
  atStart: z.number(),
  /** Subscribers at the beginning of the three months. */
  n: z.number(),
})
export type LifetimeValue = z.infer<typeof LifetimeValue>

export const Movements = z.object({
  asOf: Instant,
  day: Day,
  timeZone: z.string(),
  currency: z.string(),
  version: z.number(),
  /** Newest first. */
  months: z.array(MovementMonth),
  /** Newest first; months without a new customer are left out. */
  cohorts: z.array(Cohort),
  ltv: LifetimeValue,
  missingRates: z.array(z.object({ currency: z.string(), day: Day })),
  /** The zone or the discount rule was changed, and not everything is computed again yet: figures are not complete. */
  recomputing: z.boolean(),
  /** When the newest cube was folded, and whether one was made by an older version of its fold; null without cubes. */
  cube: z.nullable(z.object({ foldedAt: Instant, outdated: z.boolean() })),
  /** The first day on which anything is known of revenue; null while nothing is. */
  since: z.nullable(Day),
})
export type Movements = z.infer<typeof Movements>

export const readMovements = endpoint({
  method: "GET",
  path: "/api/movements",
  who: staff.any,
  shows: ["money"],
  subjectOf: ({ mode }) => mode,
  summary:
    "MRR month by month as an account that adds up, with revenue churn, quick ratio and trial conversion; cohorts by first month; lifetime value.",
  input: z.object({
    mode: z._default(Mode, "live"),
    months: queryCount(1, 24, 13),
    /** The figures as they stood at the end of a past day. */
    asOf: z.optional(Day),
  }),
  output: Movements,
})

const filters = {
  mode: z._default(Mode, "live"),
  /** Unsaid: of all time. */
  month: z.optional(Month),
  kind: z.optional(MovementKind),
  /** In which the customer is billed. */
  currency: z.optional(z.string().check(z.regex(/^[a-z]{3}$/))),
  /** Text in the customer's id or name, or in what happened, of any case. */
  search: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
}
export const MovementFilter = z.object(filters)
export type MovementFilter = z.infer<typeof MovementFilter>

export const listMovements = endpoint({
  method: "GET",
  path: "/api/movements/rows",
  who: staff.any,
  shows: ["personal", "money"],
  subjectOf: ({ mode }) => mode,
  summary: "Changes of customers' MRR, one a customer, currency and day, the newest day first.",
  input: z.object({ ...filters, limit: queryCount(1, 200, 50), cursor: z.optional(z.string()) }),
  output: z.extend(page(MovementRow), {
    /** How many there are of each kind and in each currency, of the month but without the search. */
    kinds: z.record(z.string(), z.number()),
    currencies: z.array(z.string()),
    /** How far back a rare search looked before it stopped; null when the list is complete. */
    scannedTo: z.nullable(Instant),
    masked: z.boolean(),
    version: z.number(),
  }),
})
