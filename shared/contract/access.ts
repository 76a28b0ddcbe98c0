import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { endpoint, page, queryCount, Shown, staff } from "./endpoint.ts"
import { endsAfterItBegins, timeFilter } from "./time-filter.ts"

/** That somebody of the staff read what an endpoint shows of people or money: one for a person, an endpoint, a subject and an hour. */
export const Access = z.object({
  accessId: z.string(),
  /** When it was read first in the hour. */
  at: Instant,
  actor: z.object({ personId: z.string(), label: z.string(), role: z.string() }),
  /** The endpoint by its name in the contract: `readOrganization`. */
  endpoint: z.string(),
  /** What it was asked for, `org_acme`; null for a list or a page that is there once. */
  subject: z.nullable(z.string()),
  shows: z.array(Shown),
  /** Of the first reading in the hour, as all that follows. */
  requestId: z.string(),
  /** The reader's address, last part cut off. */
  address: z.nullable(z.string()),
  agent: z.nullable(z.string()),
})
export type Access = z.infer<typeof Access>

const filters = {
  actor: z.optional(z.string().check(z.maxLength(200))),
  shows: z.optional(Shown),
  search: z.optional(z.string().check(z.maxLength(200))),
  ...timeFilter,
}
export const AccessFilter = z.object(filters).check(endsAfterItBegins)
export type AccessFilter = z.infer<typeof AccessFilter>

export const listAccess = endpoint({
  method: "GET",
  path: "/api/audit/access",
  who: staff.admin,
  shows: [],
  summary:
    "Who of the staff read what of people and money, newest first; of a time `[from, to)` if asked. Kept 400 days.",
  input: z
    .object({ ...filters, limit: queryCount(1, 200, 50), cursor: z.optional(z.string()) })
    .check(endsAfterItBegins),
  output: page(Access),
})
