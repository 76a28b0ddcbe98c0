import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { endpoint, MEMBERS, page, queryCount, STAFF, staff } from "./endpoint.ts"
import { PathId } from "./id.ts"
import { endsAfterItBegins, timeFilter } from "./time-filter.ts"

export const SESSION_STATUSES = ["created", "active", "completed", "failed", "cancelled"] as const
export const SessionStatus = z.enum(SESSION_STATUSES)
export type SessionStatus = z.infer<typeof SessionStatus>

const told = z.nullable(z.string())
const count = z.nullable(z.number())

/** One agent session as its newest snapshot tells it. */
export const Session = z.object({
  organizationId: z.string(),
  sessionId: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  status: SessionStatus,
  /** Null where the session named nobody, and where who ran it hides from boards. */
  userId: told,
  user: told,
  hidden: z.boolean(),
  repo: told,
  model: told,
  costMicros: z.number(),
  /** The same as decimal text, six digits after the point. */
  costUsd: z.string(),
  turns: z.number(),
  prs: z.number(),
  durationSeconds: count,
  failureReason: told,
  archived: z.boolean(),
  pulls: z.array(z.object({ number: count, repo: told, state: z.enum(["open", "merged", "closed"]) })),
})
export type Session = z.infer<typeof Session>

const filters = {
  /** A person's opaque id, or `__unknown__` for nobody's. */
  user: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  /** A repository, or `__none__` for sessions without one. */
  repo: z.optional(z.string().check(z.minLength(1), z.maxLength(2_000))),
  status: z.optional(SessionStatus),
  ...timeFilter,
}
export const SessionsAsked = z.object(filters).check(endsAfterItBegins)
export type SessionsAsked = z.infer<typeof SessionsAsked>

const paging = { limit: queryCount(1, 200, 50), cursor: z.optional(z.string()) }
const answer = z.extend(page(Session), {
  /** Everything newer than this was looked at when the page stopped short; null when it is full, or the list ends. */
  scannedThrough: z.nullable(Instant),
  /** Older sessions are counted still, but no longer kept one by one. */
  keptFrom: Instant,
  version: z.number(),
})

export const listSessions = endpoint({
  method: "GET",
  path: "/api/sessions",
  who: staff.any,
  shows: ["personal", "money"],
  summary:
    "Agent sessions of the whole platform, each once by its newest snapshot, newest created first; of a time `[from, to)` if asked.",
  input: z.object({ ...filters, ...paging }).check(endsAfterItBegins),
  output: answer,
})

export const listOrganizationSessions = endpoint({
  method: "GET",
  path: "/api/organizations/{organizationId}/sessions",
  who: { staff: STAFF, members: MEMBERS },
  shows: ["personal", "money"],
  summary: "The same of one organization; whoever may see its board may see them.",
  input: z.object({ organizationId: PathId, ...filters, ...paging }).check(endsAfterItBegins),
  output: answer,
})
