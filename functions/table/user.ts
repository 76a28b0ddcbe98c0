import type { UserRow } from "#shared/contract/users.ts"
import type { Versioned } from "#shared/directory/column.ts"
import { USERS } from "#shared/directory/users.ts"
import { hash32 } from "#shared/id.ts"
import type { Instant } from "#shared/time.ts"
import { changePut } from "./change-list.ts"
import type { Db, Key, Row, TransactWrite } from "./db.ts"
import { type Told, toldOr } from "./telling.ts"
import { saveTold, type ToldRow } from "./told-row.ts"

/**
 * A user of the product, as the product tells of them, with the organizations they belong to.
 *   pk  users#<lane>
 *   sk  <id>
 *   gsi1  userEmail#<e-mail> / <id>
 */
export interface UserRecord extends ToldRow {
  userId: string
}

const LANES = 16

export const userKey = (id: string): Key => ({ pk: `users#${hash32(id) % LANES}`, sk: id })

export const userById = async (db: Db, id: string): Promise<UserRecord | undefined> =>
  (await db.get(userKey(id))) as UserRecord | undefined

/** Merges news about a user into their row and their directory, in one transaction; `undefined` when everything was known already. */
export const saveUser = (
  db: Db,
  id: string,
  telling: Record<string, unknown>,
  revision: string,
  at: Instant,
): Promise<Row | undefined> => {
  const listed = (row: Row): TransactWrite[] => [changePut(USERS, versioned(row as UserRecord), at)]
  const index = (told: Told) => {
    const email = toldOr<string | null>(told, "email", null)
    return email ? { gsi1pk: userEmail(email), gsi1sk: id } : {}
  }
  return saveTold(db, userKey(id), { kind: "user", userId: id }, telling, revision, listed, index)
}

const IN = "in:"

/** Notes with a user that they belong to an organization, or no more. */
export const saveMembership = (db: Db, id: string, organization: string, is: boolean, revision: string, at: Instant) =>
  saveUser(db, id, { [IN + organization]: is }, revision, at)

/** The ids of the organizations that a user belongs to now. */
export const organizationsOfUser = ({ told }: Pick<UserRecord, "told">): string[] =>
  Object.entries(told).flatMap(([field, [value]]) => (field.startsWith(IN) && value === true ? [field.slice(3)] : []))

/** Every user of the table as it stands, for a directory that is built anew. */
export async function* everyUser(db: Db): AsyncGenerator<Versioned<UserRow>> {
  for (let lane = 0; lane < LANES; lane++) {
    let after: Record<string, unknown> | undefined
    do {
      const found = await db.query({ pk: `users#${lane}`, strong: true, ...(after ? { after } : {}) })
      for (const row of found.rows) yield versioned(row as UserRecord)
      after = found.next
    } while (after)
  }
}

const versioned = (record: UserRecord): Versioned<UserRow> => ({ row: userRow(record), version: record.changes })

/** What the directory says of a user. An e-mail address that is told as a name is none, so that it is masked where the address is. */
export function userRow(record: UserRecord): UserRow {
  const { userId, told } = record
  const name = toldOr<string | null>(told, "name", null)
  return {
    id: userId,
    name: name?.includes("@") ? null : name,
    email: toldOr<string | null>(told, "email", null),
    verified: toldOr<boolean | null>(told, "verified", null),
    organizationCount: organizationsOfUser(record).length,
    status: toldOr(told, "deleted", false) ? "deleted" : "active",
    createdAt: toldOr<Instant | null>(told, "createdAt", null),
    stub: !told["known"],
  }
}

const userEmail = (email: string): string => `userEmail#${email.toLowerCase()}`

/** The ids of the product's users who have an e-mail address. */
export async function usersOfEmail(db: Db, email: string): Promise<string[]> {
  const { rows } = await db.query({ index: "gsi1", pk: userEmail(email), limit: USERS_MAX })
  return rows.filter((row) => !toldOr((row as UserRecord).told, "deleted", false)).map((row) => row.gsi1sk!)
}
const USERS_MAX = 20
