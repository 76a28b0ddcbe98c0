import type { Instant } from "#shared/time.ts"
import { ABSENT, type Db, type Key, type Row, type TransactWrite } from "./db.ts"
import { ledgerPartition } from "./ledger.ts"
import { DUE_FIELD_NAMES, dueFields } from "./work.ts"

/**
 * Which hours of an organization's usage are to be charged to its ledger: an hour is marked when its cube was folded, and
 * stays so until the ledger was charged what the cube says. Rows as in ledger.ts.
 */
export interface UnsettledRow extends Row {
  dirty: number
  hours?: Set<string>
}
/** What each hour of a UTC day was charged, by `2026-11-20T14:00`. */
export interface SettledRow extends Row {
  revision: number
  hoursMicros: Record<string, number>
}

const MONTH = "2026-11".length
const DAY = "2026-11-20".length

const unsettledKey = (organizationId: string, month: string): Key => ({
  pk: ledgerPartition(organizationId),
  sk: `unsettled#${month}`,
})
export const isUnsettledKey = ({ pk, sk }: Key): boolean => pk.startsWith("ledger#") && sk.startsWith("unsettled#")
const settledKey = (organizationId: string, day: string): Key => ({
  pk: ledgerPartition(organizationId),
  sk: `settled#${day}`,
})
/** The UTC day of an hour's start. */
export const dayOfHour = (hour: string): string => hour.slice(0, DAY)

/** Says that an hour's cube was folded; it is settled after all folds that are due, with others of its month. */
export const markUnsettled = (
  db: Db,
  organizationId: string,
  hour: string,
  now: Instant,
): Promise<"done" | "refused"> => {
  const key = unsettledKey(organizationId, hour.slice(0, MONTH))
  return db.write({
    update: key,
    set: { kind: "unsettled" },
    init: dueFields(key, now),
    add: { dirty: 1, hours: new Set([hour]) },
  })
}

export const unsettledOf = async (db: Db, key: Key): Promise<UnsettledRow | undefined> =>
  (await db.get(key, { strong: true })) as UnsettledRow | undefined

/** Hours of a day's month that wait to be settled. */
export const unsettledHours = async (db: Db, organizationId: string, day: string): Promise<ReadonlySet<string>> =>
  (await unsettledOf(db, unsettledKey(organizationId, day.slice(0, MONTH))))?.hours ?? new Set()

/** Forgets the hours of a month, unless one was marked again meanwhile. */
export const clearUnsettled = (db: Db, { pk, sk, dirty }: UnsettledRow): Promise<"done" | "refused"> =>
  db.write({ update: { pk, sk }, drop: [...DUE_FIELD_NAMES, "hours"], when: { eq: ["dirty", dirty] } })

/** What the hours of a day were charged so far. */
export const settledOf = async (db: Db, organizationId: string, day: string): Promise<SettledRow | undefined> =>
  (await db.get(settledKey(organizationId, day), { strong: true })) as SettledRow | undefined

/** The write that notes what a day's hours are charged now; refused where somebody else noted it since `before` was read. */
export const settledPut = (
  organizationId: string,
  day: string,
  before: SettledRow | undefined,
  hoursMicros: Record<string, number>,
): TransactWrite & { put: Row } => ({
  put: {
    ...settledKey(organizationId, day),
    kind: "settled",
    revision: (before?.revision ?? 0) + 1,
    hoursMicros,
  },
  when: before ? { eq: ["revision", before.revision] } : ABSENT,
})
