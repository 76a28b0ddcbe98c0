import { own } from "#shared/named.ts"
import { Refusal } from "#shared/refusal.ts"
import type { Db } from "../table/db.ts"
import { type OrganizationRecord, organizationById, organizationRow, untold } from "../table/organization.ts"
import type { Caller } from "./caller.ts"

/**
 * An organization as a caller may see it. Whoever belongs to one may come before the first news of it; once it is deleted
 * only staff see it. What cannot be seen is missing.
 */
export async function organizationSeenBy(db: Db, organizationId: string, caller: Caller): Promise<OrganizationRecord> {
  const belongs = own(caller.memberships, organizationId) !== undefined
  const record = (await organizationById(db, organizationId)) ?? (belongs ? untold(organizationId) : undefined)
  if (!record || (organizationRow(record).status === "deleted" && caller.staffRole === null))
    throw new Refusal("missing", "There is no such organization")
  return record
}
