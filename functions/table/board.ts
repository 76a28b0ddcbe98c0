import { type Db, type Key, queryAll, type TransactWrite } from "./db.ts"

/**
 * What people chose about boards.
 *   pk  hidden           sk  <user's opaque id>    who hides from all boards
 *   pk  org#<id>         sk  board                 whether an organization's board is on
 */
const HIDDEN = "hidden"

/** Everybody who hides, by opaque id. */
export const hiddenPeople = async (db: Db): Promise<Set<string>> =>
  new Set((await queryAll(db, { pk: HIDDEN, fields: ["kind"] })).map(({ sk }) => sk))

/** The writes that hide somebody, under every id that they have, or show them again. */
export const hideWrites = (userIds: readonly string[], hidden: boolean): TransactWrite[] =>
  userIds.map((userId) => {
    const key = { pk: HIDDEN, sk: userId }
    return hidden ? { put: { ...key, kind: "hidden" } } : { remove: key }
  })

const switchKey = (organizationId: string): Key => ({ pk: `org#${organizationId}`, sk: "board" })

export const isBoardOn = async (db: Db, organizationId: string): Promise<boolean> =>
  (await db.get(switchKey(organizationId)))?.["on"] !== false

export const boardSwitch = (organizationId: string, on: boolean): TransactWrite => ({
  put: { ...switchKey(organizationId), kind: "boardSwitch", on },
})
