import { setImmediate as breath } from "node:timers/promises"
import type { DirectoryKind } from "#shared/directory/column.ts"
import { foldedOf } from "#shared/directory/folded.ts"
import { orderOf, ordersMade } from "#shared/directory/order.ts"
import { type Overlay, overlayOf } from "#shared/directory/overlay.ts"
import { type DirectoryPage, type PageQuery, pageOf } from "#shared/directory/query.ts"
import { emptySnapshot, type Snapshot } from "#shared/directory/snapshot.ts"
import { Refusal } from "#shared/refusal.ts"
import type { Instant } from "#shared/time.ts"
import { type Change, changesFrom, newestSnapshot, overlapBefore, type SnapshotRow } from "./change-list.ts"
import type { Db } from "./db.ts"
import { getSnapshot } from "./directory-file.ts"
import type { Files } from "./files.ts"

/** What a directory is read from. `now` is the machine's clock. */
export interface DirectoryGround {
  db: Db
  files: Files
  now(): Instant
  /** Told of a newer snapshot that could not be loaded; the old one serves on, and the next page tries again. */
  onLoadFailure(error: unknown): void
}

/** A directory open for reading. */
export interface Directory<Row> {
  /** One page, with every change that was written before it was asked for. */
  page(query: PageQuery): Promise<DirectoryPage<Row> & { snapshotVersion: number; newestChange: string }>
  /** Waits for a newer snapshot that is being loaded; tests and shutdown need it, pages do not. */
  settled(): Promise<void>
}

/** What a reader holds. */
interface Held {
  snapshot: Snapshot
  /** Changes since the snapshot, by their keys. */
  changes: Map<string, Change>
  overlay: Overlay
  /** Every change made before this instant was read, late ones excepted. */
  readAt: Instant
}

const rebuilding = () =>
  new Refusal("notStored", "The list is being built again from the table. Ask again in a minute.")

const held = (snapshot: Snapshot, changes: Map<string, Change>, readAt: Instant): Held => ({
  snapshot,
  changes,
  overlay: overlayOf(snapshot, changes.values()),
  readAt,
})

/** Opens a directory. The newest snapshot stays in memory; a newer one is loaded while the old one serves. */
export function openDirectory<Row extends { id: string }>(
  kind: DirectoryKind<Row>,
  ground: DirectoryGround,
): Directory<Row> {
  const { db, files } = ground
  let opening: Promise<Held> | undefined
  let loading: Promise<void> | undefined

  /** A builder may remove a file between our reading its name and our reading it: then there is a newer name. */
  async function load(row: SnapshotRow): Promise<Snapshot> {
    const snapshot = await getSnapshot(files, kind, row.file)
    if (typeof snapshot !== "string") return snapshot
    const newer = await newestSnapshot(db, kind)
    if (!newer || newer.version === row.version) throw rebuilding()
    return load(newer)
  }

  async function open(): Promise<Held> {
    const row = await newestSnapshot(db, kind)
    const snapshot = row ? await load(row) : emptySnapshot(kind.columns)
    return held(snapshot, new Map(), snapshot.watermarkAt)
  }

  /** Readies a newer snapshot for the orders and searches the old one served, with a breath between each, then lets it serve. */
  async function replace(state: Held, row: SnapshotRow): Promise<void> {
    const next = await load(row)
    for (const { field, direction } of ordersMade(state.snapshot)) {
      orderOf(next, field, direction)
      await breath()
    }
    for (const [field, column] of Object.entries(kind.columns)) {
      if (column.kind !== "text") continue
      foldedOf(next, field)
      await breath()
    }
    const from = overlapBefore(next.watermarkAt)
    for (const sk of state.changes.keys()) if (sk < from) state.changes.delete(sk)
    Object.assign(state, held(next, state.changes, state.readAt))
  }

  /** Reads what changed since the last look. */
  async function catchUp(state: Held): Promise<void> {
    const startedAt = ground.now()
    const { changes, newest } = await changesFrom(db, kind, overlapBefore(state.readAt))
    const unknown = changes.filter(({ sk }) => !state.changes.has(sk))
    for (const change of unknown) state.changes.set(change.sk, change)
    if (unknown.length > 0) state.overlay = overlayOf(state.snapshot, state.changes.values())
    if (startedAt > state.readAt) state.readAt = startedAt
    if (newest && newest.version > state.snapshot.version)
      loading ??= replace(state, newest)
        .catch(ground.onLoadFailure)
        .finally(() => {
          loading = undefined
        })
  }

  async function ready(): Promise<Held> {
    opening ??= open()
    try {
      return await opening
    } catch (error) {
      opening = undefined
      throw error
    }
  }

  /** A page that ended with a row only a newer snapshot knows waits for that snapshot. */
  async function answer(state: Held, query: PageQuery): Promise<DirectoryPage> {
    try {
      return pageOf(state.snapshot, state.overlay, query)
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "gone" && loading)) throw error
      await loading
      return pageOf(state.snapshot, state.overlay, query)
    }
  }

  return {
    async page(query) {
      const state = await ready()
      await catchUp(state)
      const page = (await answer(state, query)) as unknown as DirectoryPage<Row>
      const newestChange = [...state.changes.keys()].reduce((one, other) => (one > other ? one : other), "")
      return { ...page, snapshotVersion: state.snapshot.version, newestChange }
    },
    async settled() {
      await loading
    },
  }
}
