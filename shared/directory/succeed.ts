import { HOUR_MS, type Instant, msOf } from "../time.ts"
import type { Versioned } from "./column.ts"
import { merge } from "./merge.ts"
import { overlayOf } from "./overlay.ts"
import { emptySnapshot, type Former, findId, rowAt, type Snapshot } from "./snapshot.ts"

/** A page that ended with a row since changed can be continued for so long. */
export const FORMER_LIFE_MS = HOUR_MS
/** After more changes than this in an hour some of those pages cannot be: the caller is told to start again. */
export const FORMERS_MAX = 5_000

/** When a snapshot is made, and when its maker began to read the changes. */
export type Times = Pick<Snapshot, "builtAt" | "watermarkAt">

const byId = (one: Versioned, other: Versioned): number =>
  one.row.id < other.row.id ? -1 : one.row.id > other.row.id ? 1 : 0

const versionedAt = (snapshot: Snapshot, at: number): Versioned => ({
  row: rowAt(snapshot, at),
  version: snapshot.versions[at]!,
})

/** The latest of what pages may have shown and the next snapshot does not hold. */
function formersOf(before: readonly Former[], dropped: Iterable<Versioned>, now: Instant): Former[] {
  const formers = new Map<string, Former>()
  for (const former of before)
    if (msOf(former.replacedAt) > msOf(now) - FORMER_LIFE_MS) formers.set(`${former.version} ${former.row.id}`, former)
  for (const { row, version } of dropped) {
    const name = `${version} ${row.id}`
    if (!formers.has(name)) formers.set(name, { row, version, replacedAt: now })
  }
  return [...formers.values()].slice(-FORMERS_MAX)
}

/** The snapshot after this one: its rows with the changes laid in. */
export function nextSnapshot(previous: Snapshot, changes: readonly Versioned[], times: Times): Snapshot {
  const { newest, replaced } = overlayOf(previous, changes)
  const dropped = changes.filter(({ row, version }) => {
    const kept = newest.get(row.id)?.version ?? previous.versions[findId(previous, row.id)]
    return version !== kept
  })
  const formers = formersOf(
    previous.formers,
    [...replaced.map((at) => versionedAt(previous, at)), ...dropped],
    times.builtAt,
  )
  return merge(previous, [...newest.values()].sort(byId), { version: previous.version + 1, ...times, formers })
}

/**
 * A snapshot made from the table's own rows, with the changes made while they were read.
 * What the snapshot before it held and it does not is remembered for the pages that showed it, `shown` likewise.
 */
export function freshSnapshot(
  previous: Snapshot,
  rows: Iterable<Versioned>,
  changes: readonly Versioned[],
  shown: readonly Versioned[],
  times: Times,
): Snapshot {
  const { newest } = overlayOf(emptySnapshot(previous.columns), [...rows, ...changes])
  const dropped = [...shown, ...changes].filter(({ row, version }) => newest.get(row.id)?.version !== version)
  for (let at = 0; at < previous.count; at++) {
    const before = versionedAt(previous, at)
    if (newest.get(before.row.id)?.version !== before.version) dropped.push(before)
  }
  const formers = formersOf(previous.formers, dropped, times.builtAt)
  const naming = { version: previous.version + 1, ...times, formers }
  return merge(emptySnapshot(previous.columns), [...newest.values()].sort(byId), naming)
}
