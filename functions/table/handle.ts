import { ABSENT, type Db, type Key, queryAll, type Row } from "./db.ts"

/**
 * What events call somebody, beside the opaque id that facts and cubes hold instead. Rows of a scope stand together, so that a
 * board reads its names in one query; the platform has everybody's.
 *   pk  handles#<scope>
 *   sk  <user's opaque id>
 */
export interface HandleRow extends Row {
  handle: string
}

const keyOf = (scope: string, userId: string): Key => ({ pk: `handles#${scope}`, sk: userId })

/** What somebody is called whose name was erased. */
export const ERASED = "erased person"

/** Names somebody in a scope, once: the first telling stands. */
export const saveHandle = (db: Db, scope: string, userId: string, handle: string): Promise<"done" | "refused"> =>
  db.write({ put: { ...keyOf(scope, userId), kind: "handle", handle }, when: ABSENT })

/** Which of these are named in a scope already. */
export const namedIn = async (db: Db, scope: string, userIds: readonly string[]): Promise<Set<string>> =>
  new Set((await db.getMany(userIds.map((userId) => keyOf(scope, userId)))).map(({ sk }) => sk))

/** Everybody of a scope, by opaque id. */
export async function handlesOf(db: Db, scope: string): Promise<Map<string, string>> {
  const rows = await queryAll(db, { pk: `handles#${scope}`, fields: ["handle"] })
  return new Map(rows.map((row) => [row.sk, (row as HandleRow).handle]))
}

/** The names of a few. */
export async function handlesBy(db: Db, scope: string, userIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.getMany(userIds.map((userId) => keyOf(scope, userId)))
  return new Map(rows.map((row) => [row.sk, (row as HandleRow).handle]))
}
