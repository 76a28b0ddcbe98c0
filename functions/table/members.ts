import type { Member } from "#shared/contract/members.ts"
import type { Role } from "#shared/contract/users.ts"
import type { Instant } from "#shared/time.ts"
import { type Db, queryAll } from "./db.ts"
import { organizationKey } from "./organization.ts"
import { toldOr } from "./telling.ts"
import type { ToldRow } from "./told-row.ts"
import { type UserRecord, userKey, userRow } from "./user.ts"

const PREFIX = "member#"

/** Everybody who belongs to an organization now, with what is told of them as a user; those with a name first, by name. */
export async function membersOf(db: Db, organizationId: string): Promise<Omit<Member, "lastActiveOn" | "hidden">[]> {
  const rows = await queryAll(db, { pk: organizationKey(organizationId).pk, sk: { begins: PREFIX } })
  const present = (rows as ToldRow[]).filter(({ told }) => toldOr(told, "present", false))
  const idOf = ({ sk }: ToldRow) => sk.slice(PREFIX.length)
  const users = (await db.getMany(present.map((row) => userKey(idOf(row))))) as UserRecord[]
  const known = new Map(users.map((user) => [user.userId, userRow(user)]))
  const members = present.map((row) => {
    const user = known.get(idOf(row))
    return {
      userId: idOf(row),
      name: user?.name ?? null,
      email: user?.email ?? null,
      role: toldOr<Role | null>(row.told, "role", null),
      addedAt: toldOr<Instant | null>(row.told, "addedAt", null),
    }
  })
  const key = ({ name, userId }: (typeof members)[number]) => `${name === null ? 1 : 0} ${name ?? userId}`
  return members.sort((one, other) => key(one).localeCompare(key(other), "en"))
}
