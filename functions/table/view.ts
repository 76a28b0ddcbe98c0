import type { Instant } from "#shared/time.ts"
import type { ViewList } from "#shared/views/address.ts"
import { ABSENT, type Db, type Key, type Put, queryAll, type Remove, type Row, type TransactWrite } from "./db.ts"

/**
 * A saved view of a list: under its owner, or among those that are shared. It moves between the two.
 *   pk  views#mine#<person>   views#shared
 *   sk  <list>#<view>
 */
export interface ViewRow extends Row, ViewFields {}
export interface ViewFields {
  viewId: string
  list: ViewList
  name: string
  address: string
  hiddenColumns: string[]
  shared: boolean
  personId: string
  savedBy: string
  changedAt: Instant
}

const SHARED = "views#shared"
const mineOf = (personId: string) => `views#mine#${personId}`
const keyOf = ({ shared, personId, list, viewId }: ViewFields): Key => ({
  pk: shared ? SHARED : mineOf(personId),
  sk: `${list}#${viewId}`,
})

const ofPartition = async (db: Db, pk: string, list: ViewList | undefined): Promise<ViewRow[]> =>
  (await queryAll(db, { pk, strong: true, ...(list ? { sk: { begins: `${list}#` } } : {}) })) as ViewRow[]

/** Views that only their owner sees. */
export const privateViews = (db: Db, personId: string, list?: ViewList) => ofPartition(db, mineOf(personId), list)

/** Views that everybody sees. */
export const sharedViews = (db: Db, list?: ViewList) => ofPartition(db, SHARED, list)

/** A view as a person can reach it: their own, or a shared one. */
export async function viewSeenBy(
  db: Db,
  personId: string,
  list: ViewList,
  viewId: string,
): Promise<ViewRow | undefined> {
  const sk = `${list}#${viewId}`
  const keys = [
    { pk: mineOf(personId), sk },
    { pk: SHARED, sk },
  ]
  return (await db.getMany(keys, { strong: true }))[0] as ViewRow | undefined
}

const putOf = (view: ViewFields): Put => ({ put: { ...view, ...keyOf(view), kind: "view" } })
const asRead = ({ changedAt }: ViewFields) => ({ eq: ["changedAt", changedAt] as const })

/** The write of a view that was not there before. */
export const viewAdded = (view: ViewFields): Put => ({ ...putOf(view), when: ABSENT })

/** The writes that make another of a view, as long as it stands as it was read. */
export function viewChanged(before: ViewRow, after: ViewFields): TransactWrite[] {
  const moves = before.shared !== after.shared
  return moves ? [viewRemoved(before), viewAdded(after)] : [{ ...putOf(after), when: asRead(before) }]
}

/** The write that removes a view, as long as it stands as it was read. */
export const viewRemoved = (before: ViewRow): Remove => ({
  remove: { pk: before.pk, sk: before.sk },
  when: asRead(before),
})
