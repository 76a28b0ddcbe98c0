import type { OrganizationRow, OrganizationStatus } from "#shared/contract/organizations.ts"
import type { DevPlan, Plan } from "#shared/contract/plan.ts"
import type { LedgerHead } from "#shared/credits/ledger.ts"
import type { Versioned } from "#shared/directory/column.ts"
import { ORGANIZATIONS } from "#shared/directory/organizations.ts"
import { hash32 } from "#shared/id.ts"
import { higherDevPlan, higherPlan } from "#shared/plans/plan-table.ts"
import type { Instant } from "#shared/time.ts"
import { changePut } from "./change-list.ts"
import { ABSENT, type Db, type Key, queryAll, type Row, type TransactWrite } from "./db.ts"
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
  /** What its ledger comes to, written with each entry; absent until there is one. */
  credits?: Pick<LedgerHead, "balanceMicros" | "grantedMicros">
  /** What each of its Stripe customers gives to it, as their folds say. */
  customers?: Record<string, CustomerGiven>
}
/** The plans that a customer pays for, and what it spent in minor units of the reporting currency; null while a rate is missing. */
export interface CustomerGiven {
  plan?: Plan
  devPlan?: DevPlan
  spentCents: number | null
}

export const organizationKey = (id: string): Key => ({ pk: `org#${id}`, sk: "profile" })

/** The organization that a profile or a member belongs to. */
export const organizationOfKey = ({ pk }: Key): string => pk.slice("org#".length)

export const organizationById = async (
  db: Db,
  id: string,
  options?: { strong: boolean },
): Promise<OrganizationRecord | undefined> =>
  (await db.get(organizationKey(id), options)) as OrganizationRecord | undefined

/** Merges news about an organization into its row and its directory, in one transaction; `undefined` when everything was known already. */
export const saveOrganization = (
  db: Db,
  id: string,
  telling: Record<string, unknown>,
  revision: string,
  at: Instant,
): Promise<Row | undefined> => {
  const listed = (row: Row): TransactWrite[] => [changePut(ORGANIZATIONS, versioned(row as OrganizationRecord), at)]
  return saveTold(db, organizationKey(id), fixed(id), telling, revision, listed)
}

export const LANES = 16
const fixed = (id: string) => ({
  kind: "organization",
  organizationId: id,
  gsi1pk: `organizations#${hash32(id) % LANES}`,
  gsi1sk: id,
})

/**
 * The writes that change what an organization's row says of its money, in the row and in the directory; the first is refused
 * where the row is not as it was read. They belong into the transaction that changes the money.
 */
export function moneyListed(
  held: OrganizationRecord | undefined,
  id: string,
  money: Pick<OrganizationRecord, "credits" | "customers">,
  at: Instant,
): [TransactWrite, TransactWrite] {
  const row = {
    ...(held ?? { ...organizationKey(id), ...fixed(id), told: {} }),
    ...money,
    changes: (held?.changes ?? 0) + 1,
  } as OrganizationRecord
  return [
    { put: row, when: held ? { eq: ["changes", held.changes] } : ABSENT },
    changePut(ORGANIZATIONS, versioned(row), at),
  ]
}

/** Every organization of the table, for a directory that is built anew; lane by lane, from one of them on. */
export async function* everyOrganization(db: Db, firstLane = 0): AsyncGenerator<Versioned<OrganizationRow>> {
  for (let nth = 0; nth < LANES; nth++) {
    const lane = (firstLane + nth) % LANES
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

/**
 * What the directory says of an organization, where only its id tells a stub from another: one named by an event before anybody
 * created it. A plan that is paid for counts before one that was told.
 */
export function organizationRow({
  organizationId,
  told,
  credits,
  customers = {},
}: OrganizationRecord): OrganizationRow {
  const given = Object.values(customers)
  const plans = given.flatMap(({ plan }) => plan ?? [])
  const devPlans = given.flatMap(({ devPlan }) => devPlan ?? [])
  const spent = given.flatMap(({ spentCents }) => spentCents ?? [])
  return {
    id: organizationId,
    name: toldOr(told, "name", organizationId),
    billingEmail: toldOr<string | null>(told, "billingEmail", null),
    plan: plans.length > 0 ? plans.reduce(higherPlan) : toldOr<Plan>(told, "plan", "free"),
    devPlan: devPlans.length > 0 ? devPlans.reduce(higherDevPlan) : toldOr<DevPlan>(told, "devPlan", "none"),
    creditsMicros: credits?.balanceMicros ?? 0,
    allTimeCreditsMicros: credits?.grantedMicros ?? 0,
    totalSpentCents: spent.length < given.length ? null : spent.reduce((sum, one) => sum + one, 0),
    status: toldOr<OrganizationStatus>(told, "status", "active"),
    createdAt: toldOr<Instant | null>(told, "createdAt", null),
    stub: !told["known"],
  }
}

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
