import { own } from "#shared/named.ts"
import { Refusal } from "#shared/refusal.ts"
import type { Db } from "../table/db.ts"
import { type OrganizationRecord, organizationById, organizationRow, untold } from "../table/organization.ts"
import type { Caller } from "./caller.ts"

/**
 * The organization that a caller may look at. Whoever belongs to one may come before the first news of it; one that is deleted
 * is there for staff alone.
 */
export async function organizationFor(db: Db, organizationId: string, caller: Caller): Promise<OrganizationRecord> {
  const known = await organizationById(db, organizationId)
  const isMember = own(caller.memberships, organizationId) !== undefined
  const record = known ?? (isMember ? untold(organizationId) : undefined)
  if (!record || (organizationRow(record).status === "deleted" && caller.staffRole === null))
    throw new Refusal("missing", "There is no such organization")
  return record
}
