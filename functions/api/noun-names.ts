import { maskedName } from "#shared/directory/mask.ts"
import type { Db } from "../table/db.ts"
import { type NounIds, nounNamesBy } from "../table/noun-names.ts"
import type { Caller } from "./caller.ts"

/** Names read at most this long ago, and that there was none: a project is called anew within a minute. */
const LIFE_MS = 60_000
const NAMES_MAX = 20_000
interface Held {
  at: number
  name: string | null
}
const heldIn = new WeakMap<Db, Map<string, Held>>()

/** What projects and keys of an organization are called, as a caller reads it; null where no name was told. */
export interface NounNames {
  project(id: string | null): string | null
  key(id: string | null): string | null
}

/** Names of those that are shown, and no others: those that were asked for within a minute are held. */
export async function nounNames(
  db: Db,
  organizationId: string,
  { projects, keys }: { [Noun in keyof NounIds]: readonly (string | null)[] },
  { staffRole }: Pick<Caller, "staffRole">,
): Promise<NounNames> {
  const held = heldIn.get(db) ?? new Map<string, Held>()
  heldIn.set(db, held)
  const placeOf = (noun: keyof NounIds, id: string) => `${noun} ${organizationId} ${id}`
  const now = Date.now()
  // What this answer shows: what is held may be dropped while it waits.
  const names = new Map<string, string | null>()
  const unknown = (noun: keyof NounIds, ids: readonly (string | null)[]) =>
    [...new Set(ids)]
      .filter((id) => id !== null)
      .filter((id) => {
        const place = placeOf(noun, id)
        const known = held.get(place)
        const isFresh = known !== undefined && now - known.at < LIFE_MS
        if (isFresh) names.set(place, known.name)
        return !isFresh
      })
  const wanted = { projects: unknown("projects", projects), keys: unknown("keys", keys) }
  if (wanted.projects.length + wanted.keys.length > 0) {
    const found = await nounNamesBy(db, organizationId, wanted)
    if (held.size > NAMES_MAX) held.clear()
    for (const noun of ["projects", "keys"] as const)
      for (const id of wanted[noun]) {
        const name = found[noun].get(id) ?? null
        names.set(placeOf(noun, id), name)
        held.set(placeOf(noun, id), { at: now, name })
      }
  }
  const nameOf = (noun: keyof NounIds) => (id: string | null) => {
    const name = id === null ? null : (names.get(placeOf(noun, id)) ?? null)
    return name !== null && staffRole === "viewer" ? maskedName(name) : name
  }
  return { project: nameOf("projects"), key: nameOf("keys") }
}
