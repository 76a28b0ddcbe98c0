import { maskedName } from "#shared/directory/mask.ts"
import type { Db } from "../table/db.ts"
import { ERASED, userNamesBeside } from "../table/user-name.ts"
import type { Caller } from "./caller.ts"

/** Names of a scope's people, read at most this long ago: who is erased is gone from every board by then. */
const LIFE_MS = 60_000
const SCOPES_MAX = 200
interface Held {
  at: number
  names: Map<string, string>
}
const heldIn = new WeakMap<Db, Map<string, Held>>()

/** What events call these people. Names of a scope are held for a minute, and those of others that were read beside them. */
export async function namesOf(db: Db, scope: string, userIds: readonly string[]): Promise<(userId: string) => string> {
  const names = namesHeld(db, scope)
  const unknown = userIds.filter((userId) => !names.has(userId))
  if (unknown.length > 0)
    for (const [userId, name] of await userNamesBeside(db, scope, unknown)) names.set(userId, name)
  for (const userId of unknown) if (!names.has(userId)) names.set(userId, ERASED)
  return (userId) => names.get(userId) ?? ERASED
}

function namesHeld(db: Db, scope: string): Map<string, string> {
  const scopes = heldIn.get(db) ?? new Map<string, Held>()
  heldIn.set(db, scopes)
  const held = scopes.get(scope)
  if (held && Date.now() - held.at <= LIFE_MS) return held.names
  if (scopes.size >= SCOPES_MAX) scopes.clear()
  const names = new Map<string, string>()
  scopes.set(scope, { at: Date.now(), names })
  return names
}

/** Names as a caller reads them: for staff viewers those that are e-mail addresses are masked. */
export const shownName = (
  nameOf: (userId: string) => string,
  { staffRole }: Pick<Caller, "staffRole">,
): ((userId: string) => string) => (staffRole === "viewer" ? (userId) => maskedName(nameOf(userId)) : nameOf)
