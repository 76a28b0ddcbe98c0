import { ABSENT, type Db, type Key, queryAll, type Row } from "./db.ts"

/**
 * What events call somebody, beside the opaque id that facts and cubes hold instead. Rows of a scope stand together, so that a
 * board reads its names in one query, and are short, because it reads them all.
 *   pk  names#<scope>
 *   sk  <user's opaque id>
 */
interface NameRow extends Row {
  name: string
}

const keyOf = (scope: string, userId: string): Key => ({ pk: `names#${scope}`, sk: userId })
const byId = (rows: readonly Row[]): Map<string, string> => new Map(rows.map((row) => [row.sk, (row as NameRow).name]))

/** What somebody is called whose name was erased. */
export const ERASED = "erased person"

/** Names somebody in a scope, once: the first telling stands. */
export const saveUserName = (db: Db, scope: string, userId: string, name: string): Promise<"done" | "refused"> =>
  db.write({ put: { ...keyOf(scope, userId), kind: "name", name }, when: ABSENT })

/** Names of everybody in a scope, by opaque id. */
export const userNamesOf = async (db: Db, scope: string): Promise<Map<string, string>> =>
  byId(await queryAll(db, { pk: `names#${scope}`, fields: ["name"] }))

/** Names of some of them. */
export const userNamesBy = async (db: Db, scope: string, userIds: readonly string[]): Promise<Map<string, string>> =>
  byId(await db.getMany(userIds.map((userId) => keyOf(scope, userId))))
