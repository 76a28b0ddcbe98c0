import { type OrganizationQuery, type OrganizationRow, OrganizationStatus } from "../contract/organizations.ts"
import { DevPlan, Plan } from "../contract/plan.ts"
import type { Zone } from "../time.ts"
import type { DirectoryKind } from "./column.ts"
import { daysAsked } from "./days-asked.ts"
import { maskEmail } from "./mask.ts"
import type { PageQuery } from "./query.ts"

/** The directory of organizations. */
export const ORGANIZATIONS: DirectoryKind<OrganizationRow> = {
  name: "organizations",
  columns: {
    id: { kind: "text", searchable: true },
    name: { kind: "text", searchable: true },
    billingEmail: { kind: "text", searchable: true, mask: maskEmail },
    plan: { kind: "word", words: Plan.options },
    devPlan: { kind: "word", words: DevPlan.options },
    creditsMicros: { kind: "number" },
    allTimeCreditsMicros: { kind: "number" },
    totalSpentCents: { kind: "number" },
    status: { kind: "word", words: OrganizationStatus.options },
    createdAt: { kind: "instant" },
    stub: { kind: "flag" },
  },
}

/** What the contract's query asks of the directory. Days are those of the reporting zone, both included. */
export const organizationsAsked = (
  { search, plan, devPlan, status, createdFrom, createdTo, sort, order }: OrganizationQuery,
  zone: Zone,
  page: Pick<PageQuery, "limit" | "after" | "masked">,
): PageQuery => ({
  search,
  words: { plan, devPlan, status },
  stretches: {
    createdAt: daysAsked(createdFrom, createdTo, zone),
  },
  sort,
  order,
  ...page,
})
