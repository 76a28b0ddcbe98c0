import * as z from "zod/mini"
import { Day, Instant } from "../time.ts"
import { endpoint, MEMBERS, STAFF } from "./endpoint.ts"
import { Id, PathId } from "./id.ts"
import { endsAfterItBegins, timeFilter } from "./time-filter.ts"

export const METRICS_WINDOWS = ["1h", "4h", "12h", "1d", "7d", "30d", "90d", "365d"] as const
export const MetricsWindowName = z.enum(METRICS_WINDOWS)
export type MetricsWindowName = z.infer<typeof MetricsWindowName>

/** Integer micro-dollars; total = input + output + cached − discount. Absent for members and viewers. */
const Cost = z.object({
  inputMicros: z.number(),
  outputMicros: z.number(),
  cachedMicros: z.number(),
  discountMicros: z.number(),
  totalMicros: z.number(),
})
const Tokens = z.object({ input: z.number(), output: z.number(), cached: z.number(), total: z.number() })

/** Nearest rank, within 1 %; null while no call told how long it took. */
const Latency = z.nullable(z.object({ p50Ms: z.number(), p95Ms: z.number(), p99Ms: z.number() }))

const figures = {
  requests: z.number(),
  errors: z.number(),
  tokens: Tokens,
  cost: z.optional(Cost),
  latency: Latency,
}

/** One step of the chart; partial while it is not over, or where the window begins within it. */
const Point = z.object({ start: Instant, partial: z.boolean(), ...figures })

/** Errors over requests; null where there were none. */
const Totals = z.object({ ...figures, errorRate: z.nullable(z.number()) })
export type MetricsTotals = z.infer<typeof Totals>

const Tally = z.object({
  requests: z.number(),
  errors: z.number(),
  tokens: z.number(),
  costMicros: z.optional(z.number()),
})
export type MetricsTally = z.infer<typeof Tally>

/** `ratio` is difference ÷ before; both are null where a side is not known, the ratio also where `before` is 0. */
const Change = z.object({
  before: z.nullable(z.number()),
  difference: z.nullable(z.number()),
  ratio: z.nullable(z.number()),
})
export type MetricsChange = z.infer<typeof Change>

/** The first names of a dimension by what they cost, or by tokens for those who see no cost. */
const Top = z.object({
  rows: z.array(
    z.extend(Tally, {
      /** Null: the calls that named none. */
      name: z.nullable(z.string()),
      /** What it is called: a person by what events call them, a project or key by the name that was told, else as `name`. */
      label: z.nullable(z.string()),
      /** Of the whole of what is ranked by; null where that is 0. */
      share: z.nullable(z.number()),
      /** The same name before; absent unless a comparison was asked for. */
      previous: z.optional(Tally),
    }),
  ),
  /** Everything that stands in no row. */
  rest: Tally,
  /** Cheap names were put together below: a row may lack some of its calls. */
  approximate: z.boolean(),
})
export type MetricsTop = z.infer<typeof Top>

const Errors = z.object({
  rows: z.array(z.object({ name: z.string(), count: z.number() })),
  rest: z.number(),
  approximate: z.boolean(),
})

export const OrganizationMetrics = z.object({
  window: z.object({
    name: z.nullable(MetricsWindowName),
    from: Instant,
    to: Instant,
    timeZone: z.string(),
    /** How long a step of the chart is. Days and months are the organization's; shorter steps are counted from midnight UTC. */
    bucket: z.object({ unit: z.enum(["minute", "day", "month"]), count: z.number() }),
  }),
  /** What the project that was asked for is called; null where none was, or no name was told. */
  projectName: z.nullable(z.string()),
  points: z.array(Point),
  totals: Totals,
  rankedBy: z.enum(["cost", "tokens"]),
  /**
   * Null where a project was asked for of which some cube keeps no more than sums: there latencies are null too, and steps may be
   * longer. Of one project there are no `projects`.
   */
  top: z.nullable(z.object({ models: Top, projects: z.nullable(Top), keys: Top, users: Top })),
  errorTypes: z.nullable(Errors),
  /** The same stretch one window earlier; null unless it was asked for. */
  previous: z.nullable(
    z.object({
      from: Instant,
      to: Instant,
      totals: Totals,
      changes: z.object({
        requests: Change,
        errorRate: Change,
        tokens: Change,
        costMicros: z.optional(Change),
        p95Ms: Change,
      }),
    }),
  ),
  /** The first day anything is known of, null while nothing is. */
  historyBegins: z.nullable(Day),
  asOf: Instant,
  version: z.number(),
})
export type OrganizationMetrics = z.infer<typeof OrganizationMetrics>

/** What a window is asked for by: its name, or instead [from, to), where `from` is moved back to the chart's step. */
export const windowAsked = { window: z._default(MetricsWindowName, "1d"), ...timeFilter }

const DAYS_MAX = 800
const isBothOrNone = z.refine<{ from?: Instant | undefined; to?: Instant | undefined }>(
  ({ from, to }) => (from === undefined) === (to === undefined),
  {
    path: ["to"],
    error: "One end of this time is missing",
    params: { wanted: "`from` and `to` together, or neither" },
  },
)
const isNotTooLong = z.refine<{ from?: Instant | undefined; to?: Instant | undefined }>(
  ({ from, to }) => !from || !to || Date.parse(to) - Date.parse(from) <= DAYS_MAX * 86_400_000,
  { path: ["to"], error: "This time is too long", params: { wanted: `at most ${DAYS_MAX} days after \`from\`` } },
)

/** What refuses a stretch of time that is none, or a very long one. */
export const isWindowAsked = [isBothOrNone, endsAfterItBegins, isNotTooLong] as const

export const readOrganizationMetrics = endpoint({
  method: "GET",
  path: "/api/organizations/{organizationId}/metrics",
  who: { staff: STAFF, members: MEMBERS },
  shows: ["personal", "money"],
  summary:
    "What an organization's model calls, or those of one project, add up to in a window, step by step and by model, project, key and person; costs for staff, owners and organization admins.",
  input: z
    .object({
      organizationId: PathId,
      ...windowAsked,
      project: z.optional(Id),
      compare: z.optional(z.enum(["previous"])),
    })
    .check(...isWindowAsked),
  output: OrganizationMetrics,
})
