import { ABSENT, type Db, type Key, type Row } from "./db.ts"
import { rowsBeside } from "./rows-beside.ts"

/**
 * What events call somebody, beside the opaque id that facts and cubes hold instead. Rows of a scope stand together, so that
 * pages read many names at once, and are short.
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

/** Names of these people in a scope, by opaque id. */
export const userNamesBy = async (db: Db, scope: string, userIds: readonly string[]): Promise<Map<string, string>> =>
  byId(await db.getMany(userIds.map((userId) => keyOf(scope, userId))))

/** To read so many rows costs a quarter of asking for one of them alone. */
const BESIDE_EACH = 10

/** The same, with names of others that stand beside them: for pages, who ask for most people of a scope sooner or later. */
export const userNamesBeside = async (
  db: Db,
  scope: string,
  userIds: readonly string[],
): Promise<Map<string, string>> =>
  byId(await rowsBeside(db, (userId) => keyOf(scope, userId), userIds, BESIDE_EACH * userIds.length))
