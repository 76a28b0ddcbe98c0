import { own } from "#shared/named.ts"

/**
 * A noun that others tell us about, field by field: the newest telling of each field wins, whatever the order of arrival.
 * A field that a telling does not mention keeps what was told before.
 */
export type Told = Record<string, readonly [value: unknown, revision: string]>

/** Merges one telling into what is known; undefined when it changes nothing. Null is a value, undefined says nothing. */
export function mergeTelling(known: Told, telling: Record<string, unknown>, revision: string): Told | undefined {
  const merged: Record<string, readonly [unknown, string]> = { ...known }
  let changed = false
  for (const [field, value] of Object.entries(telling)) {
    if (value === undefined) continue
    const held = own(known, field)
    if (held && !newer(revision, value, held)) continue
    merged[field] = [value, revision]
    changed = true
  }
  return changed ? merged : undefined
}

/** A later revision wins; within one, the greater bytes, so that every order ends the same. */
function newer(revision: string, value: unknown, [heldValue, heldRevision]: readonly [unknown, string]): boolean {
  if (revision !== heldRevision) return revision > heldRevision
  return JSON.stringify(value) > JSON.stringify(heldValue)
}

/** The newest value of a field, or what to say when nobody told. */
export const toldOr = <Value>(told: Told, field: string, otherwise: Value): Value =>
  (own(told, field)?.[0] as Value | null | undefined) ?? otherwise
