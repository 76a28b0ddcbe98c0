import * as z from "zod/mini"
import { Day, Instant } from "../time.ts"
import { endpoint, MEMBERS, queryCount, STAFF, staff } from "./endpoint.ts"
import { PathId } from "./id.ts"
import { DevPlan, Plan } from "./plan.ts"

/** inactive means suspended. */
export const OrganizationStatus = z.enum(["active", "inactive", "deleted"])
export type OrganizationStatus = z.infer<typeof OrganizationStatus>

/** One row of the directory. A stub is an organization that was named by an event before it was created. */
export const OrganizationRow = z.object({
  id: z.string(),
  name: z.string(),
  /** Masked (`o…@acme.test`) for staff viewers. */
  billingEmail: z.nullable(z.string()),
  plan: Plan,
  devPlan: DevPlan,
  /** The balance of its ledger, below zero where usage took more than there was; and everything that it was ever granted. */
  creditsMicros: z.number(),
  allTimeCreditsMicros: z.number(),
  /** Settled payments less refunds, all time, in minor units of the reporting currency; null while a rate is missing. */
  totalSpentCents: z.nullable(z.number()),
  status: OrganizationStatus,
  createdAt: z.nullable(Instant),
  stub: z.boolean(),
})
export type OrganizationRow = z.infer<typeof OrganizationRow>

export const ORGANIZATION_SORTS = [
  "name",
  "billingEmail",
  "plan",
  "devPlan",
  "creditsMicros",
  "allTimeCreditsMicros",
  "totalSpentCents",
  "status",
  "createdAt",
] as const

const filters = {
  search: z.optional(z.string().check(z.maxLength(200))),
  plan: z.optional(Plan),
  devPlan: z.optional(DevPlan),
  status: z.optional(OrganizationStatus),
  createdFrom: z.optional(Day),
  createdTo: z.optional(Day),
  sort: z._default(z.enum(ORGANIZATION_SORTS), "createdAt"),
  order: z._default(z.enum(["asc", "desc"]), "desc"),
}
/** What narrows and orders the directory; the list, its CSV and its saved views share it. */
export const OrganizationQuery = z.object(filters)
export type OrganizationQuery = z.infer<typeof OrganizationQuery>

export const listOrganizations = endpoint({
  method: "GET",
  path: "/api/organizations",
  who: staff.any,
  shows: ["personal", "money"],
  summary: "The directory of organizations: any sort, filter and search, with exact totals.",
  input: z.object({ ...filters, limit: queryCount(1, 200, 50), cursor: z.optional(z.string()) }),
  output: z.object({
    items: z.array(OrganizationRow),
    /** The reporting currency, of what was spent. */
    currency: z.string(),
    total: z.number(),
    nextCursor: z.nullable(z.string()),
    asOf: Instant,
    version: z.number(),
  }),
})

/** Identity of one organization. What the caller's role may not see is absent. */
export const readOrganization = endpoint({
  method: "GET",
  path: "/api/organizations/{organizationId}",
  who: { staff: STAFF, members: MEMBERS },
  shows: ["personal"],
  summary: "Identity of one organization; plan for staff, owners and organization admins; e-mail for staff and owners.",
  input: z.object({ organizationId: PathId }),
  output: z.object({
    id: z.string(),
    name: z.string(),
    status: OrganizationStatus,
    createdAt: z.nullable(Instant),
    /** Nobody has told about it yet: an event named it, or a person belongs to it. */
    stub: z.boolean(),
    memberCount: z.number(),
    plan: z.optional(Plan),
    devPlan: z.optional(DevPlan),
    billingEmail: z.optional(z.nullable(z.string())),
    version: z.number(),
  }),
})
