import { SPEND_ALERTS_MAX, type RaisedSpend, type SpendAlert } from "#shared/contract/spend-alerts.ts"
import { DAY_MS, type Instant, msOf } from "#shared/time.ts"
import { type Condition, type Db, type Key, queryAll, type Row, type TransactWrite } from "./db.ts"
import { DUE_FIELD_NAMES, dueFields } from "./work.ts"

/**
 * Spend alerts of an organization.
 *   pk  spend#<organization>
 *   sk  alert#<alert>             what is watched; of a deleted one the row stays for a day, so that a repeat of its request makes no other
 *   sk  raised#<period>#<alert>   that it was raised for a period: put if absent, 400 days; a month, `2026-11~~~`, stands after all its days
 *   sk  watch                     how many alerts there are; in GSI2 while there are any, due when they are to be looked at
 */
export interface SpendAlertRow extends Row {
  organizationId: string
  alert: NewSpendAlert
  lastRaisedAt?: Instant
  deletedAt?: Instant
}
export type NewSpendAlert = Pick<
  SpendAlert,
  "alertId" | "name" | "project" | "kind" | "amountMicros" | "createdBy" | "createdAt"
> & {
  /** A hash of what the request asked for. */
  askedHash: string
}
interface RaisedRow extends Row {
  organizationId: string
  raised: RaisedSpend
}
interface WatchRow extends Row {
  liveCount: number
}

const partition = (organizationId: string): string => `spend#${organizationId}`
const alertKey = (organizationId: string, alertId: string): Key => ({
  pk: partition(organizationId),
  sk: `alert#${alertId}`,
})
const raisedKey = (organizationId: string, period: string, alertId: string): Key => ({
  pk: partition(organizationId),
  sk: `raised#${period.padEnd("2026-11-20".length, "~")}#${alertId}`,
})
const watchKey = (organizationId: string): Key => ({ pk: partition(organizationId), sk: "watch" })
export const isSpendWatchKey = ({ pk, sk }: Key): boolean => pk.startsWith("spend#") && sk === "watch"
export const organizationOfSpendWatch = ({ pk }: Key): string => pk.slice("spend#".length)

const RAISED_DAYS = 400
const DELETED_DAYS = 1
const ttlAfter = (at: Instant, days: number): number => Math.floor((msOf(at) + days * DAY_MS) / 1_000)

/** An alert, a deleted one too while its row is there. */
export const spendAlertOf = async (db: Db, organizationId: string, alertId: string) =>
  (await db.get(alertKey(organizationId, alertId), { strong: true })) as SpendAlertRow | undefined

/** The alerts of an organization that are not deleted, as they stand this moment. */
export async function spendAlertsOf(db: Db, organizationId: string): Promise<SpendAlertRow[]> {
  const rows = await queryAll(db, { pk: partition(organizationId), sk: { begins: "alert#" }, strong: true })
  return (rows as SpendAlertRow[]).filter(({ deletedAt }) => deletedAt === undefined)
}

/** What was raised for these periods of these alerts. */
export const raisedIn = async (
  db: Db,
  organizationId: string,
  of: readonly { alertId: string; period: string }[],
): Promise<RaisedSpend[]> =>
  raisedOfRows(await db.getMany(of.map(({ alertId, period }) => raisedKey(organizationId, period, alertId))))

/** What was raised for the newest periods, a month before its days. */
export async function newestRaised(db: Db, organizationId: string, limit: number): Promise<RaisedSpend[]> {
  const { rows } = await db.query({
    pk: partition(organizationId),
    sk: { begins: "raised#" },
    newestFirst: true,
    limit,
  })
  return raisedOfRows(rows)
}

const raisedOfRows = (rows: readonly Row[]): RaisedSpend[] => (rows as RaisedRow[]).map(({ raised }) => raised)

/** The writes of a new alert, which is looked at soon. The first is refused where the alert is there already, the second where there are as many as may be. */
export const spendAlertAdded = (organizationId: string, alert: NewSpendAlert, due: Instant): TransactWrite[] => [
  {
    put: { ...alertKey(organizationId, alert.alertId), kind: "spendAlert", organizationId, alert },
    when: { absent: "pk" },
  },
  {
    update: watchKey(organizationId),
    set: { kind: "spendWatch", ...dueFields(watchKey(organizationId), due) },
    add: { liveCount: 1 },
    when: { any: [{ absent: "liveCount" }, { lt: ["liveCount", SPEND_ALERTS_MAX] }] },
  },
]

const IS_LIVE: Condition = { all: [{ present: "pk" }, { absent: "deletedAt" }] }

/** The writes that end an alert, once. */
export const spendAlertDeleted = (organizationId: string, alertId: string, at: Instant): TransactWrite[] => [
  {
    update: alertKey(organizationId, alertId),
    set: { deletedAt: at, ttl: ttlAfter(at, DELETED_DAYS) },
    when: IS_LIVE,
  },
  { update: watchKey(organizationId), add: { liveCount: -1 } },
]

/** Raises an alert for a period, once; refused when that was done before, or when the alert was deleted meanwhile. */
export async function raiseSpend(
  db: Db,
  organizationId: string,
  raised: RaisedSpend,
  at: Instant,
): Promise<"done" | "refused"> {
  const outcome = await db.transact([
    {
      put: {
        ...raisedKey(organizationId, raised.period, raised.alertId),
        kind: "spendRaised",
        organizationId,
        raised,
        ttl: ttlAfter(at, RAISED_DAYS),
      },
      when: { absent: "pk" },
    },
    {
      update: alertKey(organizationId, raised.alertId),
      set: { lastRaisedAt: raised.raisedAt },
      when: IS_LIVE,
    },
  ])
  return outcome === "done" ? "done" : "refused"
}

/** When an organization's alerts are to be looked at next; undefined while nobody asks for it. */
export const spendWatch = async (db: Db, organizationId: string): Promise<WatchRow | undefined> =>
  (await db.get(watchKey(organizationId), { strong: true })) as WatchRow | undefined

/** Puts off the next look; refused when somebody asked for an earlier one meanwhile. */
export const watchAgain = (db: Db, { pk, sk, gsi2sk }: WatchRow, due: Instant): Promise<"done" | "refused"> =>
  db.write({ update: { pk, sk }, set: dueFields({ pk, sk }, due), when: { eq: ["gsi2sk", gsi2sk] } })

/** Looks no more; refused when there are alerts again. */
export const stopWatch = (db: Db, { pk, sk }: WatchRow): Promise<"done" | "refused"> =>
  db.write({ update: { pk, sk }, drop: DUE_FIELD_NAMES, when: { eq: ["liveCount", 0] } })
