import * as z from "zod/mini"
import { microsOfUsd } from "../money.ts"
import { Instant } from "../time.ts"
import { endpoint } from "./endpoint.ts"
import { Id, PathId } from "./id.ts"
import { IngestKey } from "./ingest-keys.ts"
import { Line } from "./line.ts"
import { SPEND_READERS } from "./spend.ts"

/** How many spend alerts one organization has at most. */
export const SPEND_ALERTS_MAX = 20

/** What is watched: an amount of a day, one of a calendar month, or a day against its own weekdays before. */
export const SpendAlertKind = z.enum(["day", "month", "unusual"])
export type SpendAlertKind = z.infer<typeof SpendAlertKind>

const rule = {
  alertId: z.string(),
  name: z.nullable(z.string()),
  /** Null: the whole organization. */
  project: z.nullable(z.string()),
  kind: SpendAlertKind,
}

/** `2026-11-20` or `2026-11`, of the organization's zone. */
const period = z.string()

export const SpendAlert = z.object({
  ...rule,
  /** Integer micro-dollars of a day or month; null of what is unusual. */
  amountMicros: z.nullable(z.number()),
  createdBy: IngestKey.shape.createdBy,
  createdAt: Instant,
  /** The running period, and how it stands. */
  period,
  spentMicros: z.number(),
  /** What is too much in the running period: above it, not at it. Null while it is learned. */
  limitMicros: z.nullable(z.number()),
  /** Of what is unusual: how many of the same weekday are known, of those that it takes. */
  weeksKnown: z.nullable(z.number()),
  /** When it was raised for the running period; null while it is not. */
  raisedAt: z.nullable(Instant),
  /** The last time that it was raised for any period. */
  lastRaisedAt: z.nullable(Instant),
})
export type SpendAlert = z.infer<typeof SpendAlert>

/** That an alert was raised, once for its period; what was so stays so, whatever becomes of the alert. */
export const RaisedSpend = z.object({
  ...rule,
  period,
  /** What was spent when it was noticed, and what was too much. */
  spentMicros: z.number(),
  limitMicros: z.number(),
  raisedAt: Instant,
})
export type RaisedSpend = z.infer<typeof RaisedSpend>

const DIGITS = /^\d{1,9}(\.\d{1,6})?$/
/** Whether a text is an amount of dollars that can be watched: decimal text above 0. */
export const isSpendAmount = (text: string): boolean => DIGITS.test(text) && microsOfUsd(text) > 0
const isAmount = z.refine<string>(isSpendAmount, {
  error: "This is no amount of dollars",
  params: {
    wanted: "dollars above 0 as decimal text, like 250.00, with at most 9 digits before the point and 6 after",
  },
})
const hasItsAmount = z.refine<{ kind: SpendAlertKind; amountUsd?: string | undefined }>(
  ({ kind, amountUsd }) => (kind === "unusual") === (amountUsd === undefined),
  {
    path: ["amountUsd"],
    error: "The amount does not go with the kind",
    params: { wanted: "an amount for a day or a month, and none for what is unusual" },
  },
)

const WRITERS = { staff: ["admin"], members: ["owner", "admin"] } as const

export const listSpendAlerts = endpoint({
  method: "GET",
  path: "/api/organizations/{organizationId}/spend-alerts",
  who: SPEND_READERS,
  shows: ["personal", "money"],
  summary:
    "The spend alerts of an organization and of its projects, how each stands in its running period, and what was raised lately.",
  input: z.object({ organizationId: PathId }),
  output: z.object({
    items: z.array(SpendAlert),
    /** The newest first, 50 at most. */
    raised: z.array(RaisedSpend),
    timeZone: z.string(),
    asOf: Instant,
    version: z.number(),
  }),
})
export type SpendAlerts = z.infer<typeof listSpendAlerts.output>

export const createSpendAlert = endpoint({
  method: "POST",
  path: "/api/organizations/{organizationId}/spend-alerts",
  who: WRITERS,
  shows: [],
  summary: `Has an organization's spend, or one project's, watched from now on; it has ${SPEND_ALERTS_MAX} alerts at most. Audited.`,
  input: z
    .object({
      organizationId: PathId,
      name: z.optional(Line(60)),
      project: z.optional(Id),
      kind: SpendAlertKind,
      amountUsd: z.optional(z.string().check(isAmount)),
    })
    .check(hasItsAmount),
  output: z.object({ alertId: z.string() }),
  status: 201,
  idempotent: true,
})

export const deleteSpendAlert = endpoint({
  method: "DELETE",
  path: "/api/organizations/{organizationId}/spend-alerts/{alertId}",
  who: WRITERS,
  shows: [],
  summary: "Ends a spend alert: it is raised no more. What it raised stays. Audited.",
  input: z.object({ organizationId: PathId, alertId: PathId }),
  output: z.object({ alertId: z.string() }),
})
