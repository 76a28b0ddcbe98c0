import { maskedName } from "#shared/directory/mask.ts"
import type { Db } from "../table/db.ts"
import { ERASED, userNamesBy, userNamesOf } from "../table/user-name.ts"
import type { Caller } from "./caller.ts"

/** Names of a scope's people, read at most this long ago: who is erased is gone from every board by then. */
const LIFE_MS = 60_000
const SCOPES_MAX = 200
interface Held {
  at: number
  names: Map<string, string>
}
const heldIn = new WeakMap<Db, Map<string, Held>>()

/** What events call these people. Names of a scope are read together and held for a minute; who came since is asked for alone. */
export async function namesOf(db: Db, scope: string, userIds: readonly string[]): Promise<(userId: string) => string> {
  const scopes = heldIn.get(db) ?? new Map<string, Held>()
  heldIn.set(db, scopes)
  let held = scopes.get(scope)
  if (userIds.length > 0 && (!held || Date.now() - held.at > LIFE_MS)) {
    held = { at: Date.now(), names: await userNamesOf(db, scope) }
    if (scopes.size >= SCOPES_MAX) scopes.clear()
    scopes.set(scope, held)
  }
  const names = held?.names ?? new Map<string, string>()
  const unknown = userIds.filter((userId) => !names.has(userId))
  const found = unknown.length > 0 ? await userNamesBy(db, scope, unknown) : undefined
  for (const userId of unknown) names.set(userId, found?.get(userId) ?? ERASED)
  return (userId) => names.get(userId) ?? ERASED
}

/** Names as a caller reads them: for staff viewers those that are e-mail addresses are masked. */
export const shownName = (
  nameOf: (userId: string) => string,
  { staffRole }: Pick<Caller, "staffRole">,
): ((userId: string) => string) => (staffRole === "viewer" ? (userId) => maskedName(nameOf(userId)) : nameOf)
