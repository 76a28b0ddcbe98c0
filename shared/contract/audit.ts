import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { endpoint, page, queryCount, staff } from "./endpoint.ts"
import { Id } from "./id.ts"
import { endsAfterItBegins, timeFilter } from "./time-filter.ts"

/** One command of a person or of the console itself, in one hash chain per scope. */
export const AuditEntry = z.object({
  scope: z.string(),
  seq: z.number(),
  at: Instant,
  actor: z.object({ personId: z.string(), label: z.string(), role: z.string() }),
  action: z.string(),
  target: z.object({ kind: z.string(), id: z.string() }),
  before: z.nullable(z.record(z.string(), z.unknown())),
  after: z.nullable(z.record(z.string(), z.unknown())),
  requestId: z.string(),
  /** The caller's address, last part cut off. */
  address: z.nullable(z.string()),
  agent: z.nullable(z.string()),
  previousHash: z.string(),
  hash: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** Whose chain; unsaid, the platform's own. */
const organizationId = z.optional(Id)

const filters = {
  organizationId,
  action: z.optional(z.string().check(z.maxLength(100))),
  actor: z.optional(z.string().check(z.maxLength(200))),
  search: z.optional(z.string().check(z.maxLength(200))),
  ...timeFilter,
}
export const AuditFilter = z.object(filters).check(endsAfterItBegins)
export type AuditFilter = z.infer<typeof AuditFilter>

export const listAudit = endpoint({
  method: "GET",
  path: "/api/audit",
  who: staff.any,
  shows: [],
  summary:
    "The audit trail of the platform, or of one organization, newest first; of a time `[from, to)` if asked. What staff does about an organization's own things stands in the organization's.",
  input: z
    .object({ ...filters, limit: queryCount(1, 200, 50), cursor: z.optional(z.string()) })
    .check(endsAfterItBegins),
  output: z.extend(page(AuditEntry), { version: z.number() }),
})

export const verifyAudit = endpoint({
  method: "GET",
  path: "/api/audit/verify",
  who: staff.any,
  shows: [],
  summary:
    "Walks the hash chain of the platform, or of one organization, from the last anchor or from the `first` entry, and says whether it holds. A long walk is `unfinished` and goes on at `nextCursor`.",
  input: z.object({
    organizationId,
    from: z._default(z.enum(["anchor", "first"]), "anchor"),
    cursor: z.optional(z.string()),
  }),
  output: z.object({
    verdict: z.enum(["ok", "broken", "empty", "unfinished"]),
    /** The first entry of this walk. */
    fromSeq: z.number(),
    /** The last entry up to which it holds. */
    entries: z.number(),
    /** The first entry that does not follow from the one before it, or is not the one that was anchored. */
    brokenAtSeq: z.nullable(z.number()),
    headHash: z.nullable(z.string()),
    /** The head that was last written to the locked bucket, to be compared with what stands there; null before the first. */
    anchor: z.nullable(z.object({ seq: z.number(), hash: z.string(), at: Instant })),
    nextCursor: z.nullable(z.string()),
    checkedAt: Instant,
  }),
})
