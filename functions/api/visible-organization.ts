import { own } from "#shared/named.ts"
import { Refusal } from "#shared/refusal.ts"
import type { MemberRole } from "#shared/contract/endpoint.ts"
import type { Db } from "../table/db.ts"
import { type OrganizationRecord, organizationById, organizationRow, untold } from "../table/organization.ts"
import type { Caller } from "./caller.ts"

/** The organization that somebody asks for, and who they are in it; refused as missing where there is none for them. */
export async function visibleOrganization(
  db: Db,
  organizationId: string,
  caller: Caller,
): Promise<{ record: OrganizationRecord; isStaff: boolean; role: MemberRole | undefined }> {
  const isStaff = caller.staffRole !== null
  const role = own(caller.memberships, organizationId)
  const known = await organizationById(db, organizationId)
  // Whoever belongs to an organization may come before the first news of it.
  const record = known ?? (role === undefined ? undefined : untold(organizationId))
  if (!record || (organizationRow(record).status === "deleted" && !isStaff))
    throw new Refusal("missing", "There is no such organization")
  return { record, isStaff, role }
}
