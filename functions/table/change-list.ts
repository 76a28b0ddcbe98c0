import type { Cells, DirectoryKind, Versioned } from "#shared/directory/column.ts"
import { timeOrderedId } from "#shared/id.ts"
import { type Instant, instant, msOf, SECOND_MS } from "#shared/time.ts"
import { type Db, type Key, type Put, queryAll, type Row } from "./db.ts"

/**
 * What a directory needs in the table: where its newest snapshot is, and which rows changed since.
 *   pk  directory#<name>
 *   sk  change#<time-ordered id>   one changed row, whole, with its version; gone after two days
 *   sk  snapshot                   names the snapshot that serves
 * They share a partition in this order, so that one query answers both.
 */
export interface SnapshotRow extends Row {
  version: number
  /** The columns it was made for (shared/directory/column.ts, shapeOf). */
  shape: string
  file: string
  count: number
  watermarkAt: Instant
  builtAt: Instant
  /** When a snapshot was last made from the table's own rows. */
  rebuiltAt: Instant
}

/** A change with its key, which sorts by the time it was made. */
export interface Change extends Versioned {
  sk: string
}

/** A directory whose rows nobody looks into. */
export type AnyKind = Pick<DirectoryKind<{ id: string }>, "name" | "columns">

/** Longer than any stretch in which no snapshot could be built and nobody did anything about it. */
const CHANGE_LIFE_SECONDS = 2 * 86_400
/** Clocks differ and writes arrive late, together by less than this: who reads on starts so much earlier. */
export const OVERLAP_MS = 60 * SECOND_MS

const EARLIEST = new Uint8Array(16)
const partition = ({ name }: AnyKind): string => `directory#${name}`
export const snapshotKey = (kind: AnyKind): Key => ({ pk: partition(kind), sk: "snapshot" })
const changeSk = (at: Instant, random: Uint8Array): string => `change#${timeOrderedId(Math.max(0, msOf(at)), random)}`

/** The first key a change made at this instant can have. */
export const firstChangeAt = (at: Instant): string => changeSk(at, EARLIEST)

/** The first key to read for whoever knows all changes up to an instant, late ones excepted. */
export const overlapBefore = (at: Instant): string => firstChangeAt(instant(Math.max(0, msOf(at) - OVERLAP_MS)))

/**
 * The write that makes a change of a row known to its directory. It belongs into the transaction that saves the row;
 * made again it changes nothing, for the greatest version wins. `at` is the machine's time, never the business clock's.
 */
export const changePut = <Row extends { id: string }>(
  kind: DirectoryKind<Row>,
  { row, version }: Versioned<Row>,
  at: Instant,
  random: Uint8Array = crypto.getRandomValues(new Uint8Array(16)),
): Put => ({
  put: {
    pk: `directory#${kind.name}`,
    sk: changeSk(at, random),
    kind: "directoryChange",
    row,
    version,
    ttl: Math.floor(msOf(at) / SECOND_MS) + CHANGE_LIFE_SECONDS,
  },
})

/** Makes a change known by itself, where the row is already saved. */
export const append = async <Row extends { id: string }>(
  db: Db,
  kind: DirectoryKind<Row>,
  change: Versioned<Row>,
  at: Instant,
): Promise<void> => {
  await db.write(changePut(kind, change, at))
}

/** The row that names the newest snapshot; undefined before the first. */
export const newestSnapshot = async (db: Db, kind: AnyKind): Promise<SnapshotRow | undefined> =>
  (await db.get(snapshotKey(kind), { strong: true })) as SnapshotRow | undefined

/** The changes from a key on, and the newest snapshot, in one strong read. */
export async function changesFrom(
  db: Db,
  kind: AnyKind,
  from: string,
): Promise<{ changes: Change[]; newest: SnapshotRow | undefined }> {
  const rows = await queryAll(db, { pk: partition(kind), sk: { between: [from, "snapshot"] }, strong: true })
  const newest = rows.find(({ kind }) => kind === "directorySnapshot") as SnapshotRow | undefined
  const changes = rows
    .filter(({ kind }) => kind === "directoryChange")
    .map(({ sk, row, version }) => ({ sk, row: row as Cells, version: Number(version) }))
  return { changes, newest }
}

/** How many changes stand in the list from a key on, counted up to a limit. */
export async function changeCount(db: Db, kind: AnyKind, from: string, limit: number): Promise<number> {
  const { rows } = await db.query({
    pk: partition(kind),
    sk: { between: [from, "change#~"] },
    limit,
    fields: ["version"],
  })
  return rows.length
}
