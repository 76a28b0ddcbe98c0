import { PLATFORM, UNOWNED } from "#shared/cube/kind.ts"
import type { EventType, Family } from "#shared/cube/family.ts"
import type { Kept } from "#shared/usage/cloud-event.ts"
import { inGroups } from "../runtime/in-groups.ts"
import type { Opaque } from "../runtime/opaque.ts"
import type { Db } from "../table/db.ts"
import { saveUserName, userNamesBy } from "../table/user-name.ts"

/** Where an event says who did it: by a login, an e-mail address, or an id of the product's. */
export const PERSON_FIELD: Partial<Record<EventType, string>> = {
  "session.updated": "user",
  "usage.recorded": "user",
  "generation.completed": "user",
  "activity.recorded": "actor",
  "error.reported": "account",
}

/** What the platform's own boards and lists count by person. */
const ON_BOARDS: readonly Family[] = ["session", "usage", "generation"]

/** Names that this process has seen kept in a table: saves a look each time. */
const keptIn = new WeakMap<Db, Set<string>>()
const KEPT_MAX = 50_000
const WRITES_AT_ONCE = 64

/**
 * Facts with opaque ids instead of people's names, so that renaming or erasing somebody touches no fact. The names are kept
 * before the facts are; one that names nobody (null, or empty) stays without.
 */
export async function namePeople(db: Db, told: readonly Kept[], opaque: Opaque): Promise<Kept[]> {
  const names = new Map<string, Map<string, string>>()
  const nameless = told.map((kept): Kept => {
    const field = PERSON_FIELD[kept.fact.type]
    const name = field === undefined ? undefined : kept.fact.data[field]
    if (field === undefined || typeof name !== "string") return kept
    const userId = name === "" ? null : opaque(name)
    if (userId !== null)
      for (const scope of new Set([namesScope(kept.scope), ...(ON_BOARDS.includes(kept.family) ? [PLATFORM] : [])])) {
        const inScope = names.get(scope) ?? new Map<string, string>()
        names.set(scope, inScope.set(userId, name))
      }
    return { ...kept, fact: { ...kept.fact, data: { ...kept.fact.data, [field]: userId } } }
  })
  await Promise.all([...names].map(([scope, inScope]) => keepNames(db, scope, inScope)))
  return nameless
}

/** People whom no organization's events name stand among the platform's. */
const namesScope = (scope: string): string => (scope === UNOWNED ? PLATFORM : scope)

async function keepNames(db: Db, scope: string, names: ReadonlyMap<string, string>): Promise<void> {
  const known = keptIn.get(db) ?? new Set()
  keptIn.set(db, known)
  const unseen = [...names.keys()].filter((userId) => !known.has(`${scope} ${userId}`))
  if (unseen.length === 0) return
  const kept = await userNamesBy(db, scope, unseen)
  const missing = unseen.filter((userId) => !kept.has(userId))
  await inGroups(missing, WRITES_AT_ONCE, (userId) => saveUserName(db, scope, userId, names.get(userId)!))
  if (known.size > KEPT_MAX) known.clear()
  for (const userId of unseen) known.add(`${scope} ${userId}`)
}
