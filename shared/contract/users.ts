import * as z from "zod/mini"
import { USER_STATUSES } from "../directory/users.ts"
import { Day, Instant } from "../time.ts"
import { endpoint, queryCount, staff } from "./endpoint.ts"
import { PathId } from "./id.ts"
import { OrganizationStatus } from "./organizations.ts"

export const UserStatus = z.enum(USER_STATUSES)

/** One row of the directory of users. A stub is somebody whom a membership named before any event told of them. */
export const UserRow = z.object({
  id: z.string(),
  /** Null where none is told, or where an e-mail address is told as one. */
  name: z.nullable(z.string()),
  /** Masked (`o…@acme.test`) for staff viewers. */
  email: z.nullable(z.string()),
  /** Whether the product verified them; null where it does not say. */
  verified: z.nullable(z.boolean()),
  /** Organizations they belong to now. */
  organizationCount: z.number(),
  status: UserStatus,
  /** When they registered, as the product tells. */
  createdAt: z.nullable(Instant),
  stub: z.boolean(),
})
export type UserRow = z.infer<typeof UserRow>

export const USER_SORTS = ["name", "email", "verified", "organizationCount", "status", "createdAt"] as const

const filters = {
  search: z.optional(z.string().check(z.maxLength(200))),
  verified: z.optional(z.enum(["yes", "no"])),
  status: z.optional(UserStatus),
  /** Whether they belong to any organization. */
  organizations: z.optional(z.enum(["some", "none"])),
  createdFrom: z.optional(Day),
  createdTo: z.optional(Day),
  sort: z._default(z.enum(USER_SORTS), "createdAt"),
  order: z._default(z.enum(["asc", "desc"]), "desc"),
}
/** What narrows and orders the directory; the list, its CSV and its saved views share it. */
export const UserQuery = z.object(filters)
export type UserQuery = z.infer<typeof UserQuery>

export const listUsers = endpoint({
  method: "GET",
  path: "/api/users",
  who: staff.any,
  shows: ["personal"],
  summary: "The directory of the product's users: any sort, filter and search, with exact totals.",
  input: z.object({ ...filters, limit: queryCount(1, 200, 50), cursor: z.optional(z.string()) }),
  output: z.object({
    items: z.array(UserRow),
    total: z.number(),
    nextCursor: z.nullable(z.string()),
    asOf: Instant,
    version: z.number(),
  }),
})

/** What somebody may do in an organization, as the product tells. */
export const Role = z.enum(["owner", "admin", "member", "viewer"])
export type Role = z.infer<typeof Role>

/** An organization that somebody belongs to. */
export const Membership = z.object({
  organizationId: z.string(),
  name: z.string(),
  status: OrganizationStatus,
  /** Null where no role is told. */
  role: z.nullable(Role),
})
export type Membership = z.infer<typeof Membership>

/** So many organizations of somebody are listed; all are counted. */
export const MEMBERSHIPS_MAX = 200

export const readUser = endpoint({
  method: "GET",
  path: "/api/users/{userId}",
  who: staff.any,
  shows: ["personal"],
  summary:
    "One user of the product, with the organizations they belong to, and under which opaque ids their sessions, generations and calls stand.",
  input: z.object({ userId: PathId }),
  output: z.extend(UserRow, {
    /** By name; the first 200. */
    organizations: z.array(Membership),
    /** Opaque ids that events know them by; none where no event named them. */
    people: z.array(z.object({ userId: z.string(), by: z.enum(["id", "e-mail"]) })),
    /** They hide from all boards, so that no id of theirs is told. */
    hidden: z.boolean(),
    version: z.number(),
  }),
})
