import type { UserQuery, UserRow } from "../contract/users.ts"
import type { DirectoryKind } from "./column.ts"
import { daysAsked } from "./days-asked.ts"
import { maskEmail } from "./mask.ts"
import type { PageQuery } from "./query.ts"
import type { Zone } from "../time.ts"

/** In the order in which they sort. */
export const USER_STATUSES = ["active", "deleted"] as const

/** The directory of the product's users. */
export const USERS: DirectoryKind<UserRow> = {
  name: "users",
  columns: {
    id: { kind: "text", searchable: true },
    name: { kind: "text", searchable: true },
    email: { kind: "text", searchable: true, mask: maskEmail },
    verified: { kind: "flag" },
    organizationCount: { kind: "number" },
    status: { kind: "word", words: USER_STATUSES },
    createdAt: { kind: "instant" },
    stub: { kind: "flag" },
  },
}

/** What the contract's query asks of the directory. Days are those of the reporting zone, both included. */
export const usersAsked = (
  { search, verified, status, organizations, createdFrom, createdTo, sort, order }: UserQuery,
  zone: Zone,
  page: Pick<PageQuery, "limit" | "after" | "masked">,
): PageQuery => ({
  search,
  words: { status },
  flags: { verified: verified && verified === "yes" },
  numbers: { organizationCount: organizations && (organizations === "some" ? { from: 1 } : { until: 1 }) },
  stretches: { createdAt: daysAsked(createdFrom, createdTo, zone) },
  sort,
  order,
  ...page,
})
