import type { OrganizationRow, OrganizationStatus, Plan } from "#shared/contract/organizations.ts"
import type { Versioned } from "#shared/directory/column.ts"
import { ORGANIZATIONS } from "#shared/directory/organizations.ts"
import { hash32 } from "#shared/id.ts"
import type { Instant } from "#shared/time.ts"
import { changePut } from "./change-list.ts"
import { type Db, type Key, queryAll, type Row, type TransactWrite } from "./db.ts"
import { toldOr } from "./telling.ts"
import { saveTold, type ToldRow } from "./told-row.ts"

/**
 * An organization, as the product tells of it.
 *   pk  org#<id>
 *   sk  profile
 *   gsi1  organizations#<lane> / <id>
 *   sk  member#<user>    who belongs to it; a removed member's row stays, so that older news cannot bring it back
 */
export interface OrganizationRecord extends ToldRow {
  organizationId: string
}

export const organizationKey = (id: string): Key => ({ pk: `org#${id}`, sk: "profile" })

/** The organization that a profile or a member belongs to. */
export const organizationOfKey = ({ pk }: Key): string => pk.slice("org#".length)

export const organizationById = async (db: Db, id: string): Promise<OrganizationRecord | undefined> =>
  (await db.get(organizationKey(id))) as OrganizationRecord | undefined

/** Merges news about an organization into its row and its directory, in one transaction; `undefined` when everything was known already. */
export const saveOrganization = (
  db: Db,
  id: string,
  telling: Record<string, unknown>,
  revision: string,
  at: Instant,
): Promise<Row | undefined> => {
  const fixed = { kind: "organization", organizationId: id, gsi1pk: `organizations#${hash32(id) % LANES}`, gsi1sk: id }
  const listed = (row: Row): TransactWrite[] => [changePut(ORGANIZATIONS, versioned(row as OrganizationRecord), at)]
  return saveTold(db, organizationKey(id), fixed, telling, revision, listed)
}

const LANES = 16

/** Every organization of the table, for a directory that is built anew. */
export async function* everyOrganization(db: Db): AsyncGenerator<Versioned<OrganizationRow>> {
  for (let lane = 0; lane < LANES; lane++) {
    let after: Record<string, unknown> | undefined
    do {
      const found = await db.query({ index: "gsi1", pk: `organizations#${lane}`, ...(after ? { after } : {}) })
      for (const row of found.rows) yield versioned(row as OrganizationRecord)
      after = found.next
    } while (after)
  }
}

const versioned = (record: OrganizationRecord): Versioned<OrganizationRow> => ({
  row: organizationRow(record),
  version: record.changes,
})

/** What the directory says of an organization, where only its id tells a stub from another: one named by an event before anybody created it. */
export const organizationRow = ({ organizationId, told }: OrganizationRecord): OrganizationRow => ({
  id: organizationId,
  name: toldOr(told, "name", organizationId),
  billingEmail: toldOr<string | null>(told, "billingEmail", null),
  plan: toldOr<Plan>(told, "plan", "free"),
  status: toldOr<OrganizationStatus>(told, "status", "active"),
  createdAt: toldOr<Instant | null>(told, "createdAt", null),
  stub: !told["known"],
})

/** An organization that somebody belongs to before anything was told of it. */
export const untold = (organizationId: string): OrganizationRecord => ({
  ...organizationKey(organizationId),
  kind: "organization",
  organizationId,
  told: {},
  changes: 0,
})

/** What a page calls an organization, and those who belong to it do. */
export const organizationName = ({ told }: OrganizationRecord): string => toldOr(told, "name", "Unnamed organization")

export const saveMember = (db: Db, org: string, user: string, telling: Record<string, unknown>, revision: string) =>
  saveTold(db, { pk: `org#${org}`, sk: `member#${user}` }, { kind: "member", userId: user }, telling, revision)

/** How many people belong to an organization now. */
export async function memberCount(db: Db, org: string): Promise<number> {
  const rows = await queryAll(db, { pk: `org#${org}`, sk: { begins: "member#" } })
  return rows.filter((row) => toldOr((row as OrganizationRecord).told, "present", false)).length
}

export const saveUser = (db: Db, user: string, telling: Record<string, unknown>, revision: string) =>
  saveTold(
    db,
    { pk: `user#${user}`, sk: "profile" },
    { kind: "user", userId: user },
    telling,
    revision,
    () => [],
    (told) => {
      const email = toldOr<string | null>(told, "email", null)
      return email ? { gsi1pk: userEmail(email), gsi1sk: user } : {}
    },
  )

const userEmail = (email: string): string => `userEmail#${email.toLowerCase()}`

/** The ids of the product's users who have an e-mail address. */
export async function usersOfEmail(db: Db, email: string): Promise<string[]> {
  const { rows } = await db.query({ index: "gsi1", pk: userEmail(email), limit: USERS_MAX })
  return rows.filter((row) => !toldOr((row as OrganizationRecord).told, "deleted", false)).map((row) => row.gsi1sk!)
}
const USERS_MAX = 20
