import type { Membership, Role } from "#shared/contract/users.ts"
import type { Db, Key } from "./db.ts"
import { type OrganizationRecord, organizationKey, organizationName, organizationRow, untold } from "./organization.ts"
import { toldOr } from "./telling.ts"
import type { ToldRow } from "./told-row.ts"

const memberKey = (organizationId: string, userId: string): Key => ({
  pk: organizationKey(organizationId).pk,
  sk: `member#${userId}`,
})

/** What somebody is in each of these organizations. */
export async function membershipsOf(db: Db, userId: string, organizationIds: readonly string[]): Promise<Membership[]> {
  const keys = organizationIds.flatMap((id) => [organizationKey(id), memberKey(id, userId)])
  const rows = new Map((await db.getMany(keys)).map((row) => [`${row.pk} ${row.sk}`, row]))
  const rowAt = ({ pk, sk }: Key) => rows.get(`${pk} ${sk}`)
  return organizationIds.map((organizationId) => {
    const record = (rowAt(organizationKey(organizationId)) as OrganizationRecord | undefined) ?? untold(organizationId)
    const told = (rowAt(memberKey(organizationId, userId)) as ToldRow | undefined)?.told ?? {}
    return {
      organizationId,
      name: organizationName(record),
      status: organizationRow(record).status,
      role: toldOr<Role | null>(told, "role", null),
    }
  })
}
