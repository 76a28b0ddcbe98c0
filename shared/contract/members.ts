import * as z from "zod/mini"
import { Day, Instant } from "../time.ts"
import { endpoint, STAFF } from "./endpoint.ts"
import { PathId } from "./id.ts"
import { Role } from "./users.ts"

/** So many members of an organization are listed; all are counted. */
export const MEMBERS_MAX = 1_000
/** Days back in which it is looked when somebody was active last. */
export const ACTIVE_DAYS = 30

/** Somebody who belongs to an organization. */
export const Member = z.object({
  userId: z.string(),
  /** Null where none is told. */
  name: z.nullable(z.string()),
  /** Masked (`o…@acme.test`) for staff viewers. */
  email: z.nullable(z.string()),
  /** Null where no role is told. */
  role: z.nullable(Role),
  /** When they were added last; null where nobody told. */
  addedAt: z.nullable(Instant),
  /** The last day, of the last 30, on which an event named them here; null where none did, and of those who hide. */
  lastActiveOn: z.nullable(Day),
  /** They hide from boards, so that it is not told when they were active. */
  hidden: z.boolean(),
})
export type Member = z.infer<typeof Member>

export const listMembers = endpoint({
  method: "GET",
  path: "/api/organizations/{organizationId}/members",
  who: { staff: STAFF, members: ["owner", "admin"] },
  shows: ["personal"],
  summary: `Who belongs to an organization, by name: role, since when, and when they were active last, of ${ACTIVE_DAYS} days; the first ${MEMBERS_MAX}.`,
  input: z.object({ organizationId: PathId }),
  output: z.object({
    items: z.array(Member),
    total: z.number(),
    /** The organization's zone, and its running day. */
    timeZone: z.string(),
    day: Day,
    asOf: Instant,
    version: z.number(),
  }),
})
