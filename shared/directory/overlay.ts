import type { Cells, Versioned } from "./column.ts"
import { findId, rowAt, type Snapshot } from "./snapshot.ts"

/** What changed since a snapshot was made, laid over it. */
export interface Overlay {
  /** The newest version of each row that is newer than the snapshot's. */
  newest: ReadonlyMap<string, Versioned>
  /** Positions of the snapshot's rows that are out of date. */
  replaced: readonly number[]
  /** Versions that came and went since, by id and version. */
  passed: ReadonlyMap<string, Cells>
}

/** Where a page ended: the version of the row it ended with. It holds no value of the row, so it may stand in an address. */
export interface Place {
  id: string
  version: number
}

const nameOf = ({ id, version }: Place): string => `${version} ${id}`

/** Lays changes over a snapshot. Their order and repetition do not matter: the greatest version of a row wins. */
export function overlayOf(snapshot: Snapshot, changes: Iterable<Versioned>): Overlay {
  const newest = new Map<string, Versioned>()
  const passed = new Map<string, Cells>()
  const replaced: number[] = []
  const pass = ({ row, version }: Versioned) => passed.set(nameOf({ id: row.id, version }), row)
  for (const change of changes) {
    const { id } = change.row
    const held = newest.get(id)
    const at = held ? -1 : findId(snapshot, id)
    const heldVersion = held?.version ?? (at < 0 ? -Infinity : snapshot.versions[at]!)
    if (change.version <= heldVersion) {
      if (change.version < heldVersion) pass(change)
      continue
    }
    if (held) pass(held)
    if (at >= 0) replaced.push(at)
    newest.set(id, change)
  }
  return { newest, replaced, passed }
}

/** The row of a place as it was when the page ended with it, whatever happened to it since; undefined when that is forgotten. */
export function rowOfPlace(snapshot: Snapshot, overlay: Overlay, place: Place): Cells | undefined {
  const held = overlay.newest.get(place.id)
  if (held?.version === place.version) return held.row
  const at = findId(snapshot, place.id)
  if (at >= 0 && snapshot.versions[at] === place.version) return rowAt(snapshot, at)
  return (
    overlay.passed.get(nameOf(place)) ??
    snapshot.formers.find(({ row, version }) => row.id === place.id && version === place.version)?.row
  )
}
