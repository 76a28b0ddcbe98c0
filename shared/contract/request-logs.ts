import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { endpoint, page, queryCount, STAFF } from "./endpoint.ts"
import { PathId } from "./id.ts"
import { endsAfterItBegins, timeFilter } from "./time-filter.ts"

export const RequestStatus = z.enum(["ok", "error"])
export type RequestStatus = z.infer<typeof RequestStatus>

const told = z.nullable(z.string())
const count = z.nullable(z.number())

/** One call of a model as the product told it; null is what it did not tell. */
export const RequestLog = z.object({
  requestId: z.string(),
  at: Instant,
  status: RequestStatus,
  /** As told, or the status of a call that failed without one. */
  errorType: told,
  provider: told,
  model: told,
  /** Ids as the call told them, and what the product calls them besides: a key without a name by its prefix. */
  project: told,
  projectName: told,
  key: told,
  keyName: told,
  userId: told,
  /** What events call the user; masked for staff viewers where it is an e-mail address. */
  user: told,
  inputTokens: count,
  outputTokens: count,
  cachedTokens: count,
  durationMs: count,
  /** input + output + cached − discount. */
  costMicros: z.number(),
  /** The same as decimal text, six digits after the point. */
  costUsd: z.string(),
})
export type RequestLog = z.infer<typeof RequestLog>

const Cost = z.object({ micros: z.number(), usd: z.string() })

export const RequestDetail = z.extend(RequestLog, {
  /** The status in the product's own word or number. */
  statusTold: told,
  costs: z.object({ input: Cost, output: Cost, cached: Cost, discount: Cost }),
  /** The scope of the key that it came by, the event's source and its id: `platform|gateway|evt_1`. */
  eventId: z.string(),
  /** Whatever else the product told of it; personal fields are masked for staff viewers. */
  more: z.record(z.string(), z.unknown()),
  keptFrom: Instant,
})
export type RequestDetail = z.infer<typeof RequestDetail>

const word = z.optional(z.string().check(z.minLength(1), z.maxLength(300)))
const filters = {
  status: z.optional(RequestStatus),
  model: word,
  key: word,
  /** A user's opaque id, as `userId` has it. */
  user: word,
  project: word,
  /** Text in the type of the error, of any case. */
  error: word,
  ...timeFilter,
}
export const RequestFilter = z.object(filters).check(endsAfterItBegins)
export type RequestFilter = z.infer<typeof RequestFilter>

const who = { staff: STAFF, members: ["owner", "admin"] } as const

export const listRequestLogs = endpoint({
  method: "GET",
  path: "/api/organizations/{organizationId}/logs",
  who,
  shows: ["personal", "money"],
  summary:
    "Calls of models of one organization, newest first, of a time `[from, to)` if asked. A rare filter stops after 25 read units and says how far back it looked.",
  input: z
    .object({ organizationId: PathId, ...filters, limit: queryCount(1, 200, 50), cursor: z.optional(z.string()) })
    .check(endsAfterItBegins),
  output: z.extend(page(RequestLog), {
    /** Everything newer than this was looked at when the page stopped short; null when it is full, or the list ends. */
    scannedThrough: z.nullable(Instant),
    /** Older calls are not kept. */
    keptFrom: Instant,
  }),
})

export const readRequestLog = endpoint({
  method: "GET",
  path: "/api/organizations/{organizationId}/logs/{requestId}",
  who,
  shows: ["personal", "money"],
  summary: "One call of a model with everything that was told of it.",
  input: z.object({ organizationId: PathId, requestId: PathId }),
  output: RequestDetail,
})
