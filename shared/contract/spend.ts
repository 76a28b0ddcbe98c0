import * as z from "zod/mini"
import { Day, Instant } from "../time.ts"
import { endpoint, STAFF } from "./endpoint.ts"
import { Id, PathId } from "./id.ts"
import { isWindowAsked, MetricsWindowName, OrganizationMetrics, windowAsked } from "./metrics.ts"

/** Who sees what an organization's model calls cost. */
export const SPEND_READERS = { staff: STAFF, members: ["owner", "admin"] } as const

/** By what cost is told apart step by step. */
export const SpendDimension = z.enum(["models", "projects"])
export type SpendDimension = z.infer<typeof SpendDimension>

export const SpendCourse = z.object({
  window: z.object({
    name: z.nullable(MetricsWindowName),
    from: Instant,
    to: Instant,
    timeZone: z.string(),
    /** How long a step is; longer than the metrics' steps where names are not kept that finely. */
    bucket: OrganizationMetrics.shape.window.shape.bucket,
  }),
  /** The names that cost most in the window, dearest first; null are the calls that name none. */
  names: z.array(z.nullable(z.string())),
  /** Integer micro-dollars: one amount a name, and what everything else of the step costs. */
  points: z.array(
    z.object({ start: Instant, partial: z.boolean(), costsMicros: z.array(z.number()), restMicros: z.number() }),
  ),
  asOf: Instant,
  version: z.number(),
})
export type SpendCourse = z.infer<typeof SpendCourse>

export const SpendMonth = z.object({
  /** `2026-11`. */
  month: z.string(),
  timeZone: z.string(),
  daysInMonth: z.number(),
  /** Every day of the month up to today, which is not over. Integer micro-dollars. */
  days: z.array(z.object({ day: Day, costMicros: z.number() })),
  spentMicros: z.number(),
  /** How many days of the month are over and known from their first to their last moment. */
  fullDays: z.number(),
  /** What the whole month comes to at the average of its full days; null before there are three. */
  forecastMicros: z.nullable(z.number()),
  historyBegins: z.nullable(Day),
  asOf: Instant,
  version: z.number(),
})
export type SpendMonth = z.infer<typeof SpendMonth>

export const readSpendCourse = endpoint({
  method: "GET",
  path: "/api/organizations/{organizationId}/spend/course",
  who: SPEND_READERS,
  shows: ["money"],
  summary:
    "What an organization's model calls, or those of one project, cost in a window, step by step, by model or by project.",
  input: z
    .object({ organizationId: PathId, ...windowAsked, by: SpendDimension, project: z.optional(Id) })
    .check(...isWindowAsked),
  output: SpendCourse,
})

export const readSpendMonth = endpoint({
  method: "GET",
  path: "/api/organizations/{organizationId}/spend/month",
  who: SPEND_READERS,
  shows: ["money"],
  summary:
    "What an organization's model calls, or those of one project, have cost this month, day by day, and what the month comes to at that rate.",
  input: z.object({ organizationId: PathId, project: z.optional(Id) }),
  output: SpendMonth,
})
