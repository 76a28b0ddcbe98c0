import { type DirectoryKind, shapeOf, type Versioned } from "#shared/directory/column.ts"
import { buildDue, CHANGES_MAX } from "#shared/directory/due.ts"
import { emptySnapshot, type Snapshot } from "#shared/directory/snapshot.ts"
import { freshSnapshot, nextSnapshot } from "#shared/directory/succeed.ts"
import { type Instant, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import {
  type AnyKind,
  changeCount,
  changesFrom,
  firstChangeAt,
  newestSnapshot,
  overlapBefore,
  type SnapshotRow,
  snapshotKey,
} from "./change-list.ts"
import { ABSENT, type Db } from "./db.ts"
import { getSnapshot, putSnapshot, snapshotFile } from "./directory-file.ts"
import type { Files } from "./files.ts"

/** What a builder works with. `now` is the machine's clock. */
export interface BuildGround {
  db: Db
  files: Files
  now(): Instant
}

/** built: the new snapshot serves. overtaken: another builder was faster. noBase: only a rebuild helps. */
export type BuildOutcome = "built" | "overtaken" | "noBase"

/** The table's rows are read from an index, which lags: a rebuild lays in the changes from so long before it began. */
const INDEX_LAG_MS = 10 * MINUTE_MS
/** Rebuilds start over so often when other builders overtake them. */
const ATTEMPTS_MAX = 5

/**
 * Puts the file, removes the one before the one that serves, then moves the pointer, if nobody else did meanwhile.
 * Removing comes before moving, so that a crash between any two steps leaves no file that nobody will remove.
 */
async function publish(
  { db, files }: BuildGround,
  kind: AnyKind,
  snapshot: Snapshot,
  before: SnapshotRow | undefined,
  rebuiltAt: Instant,
): Promise<BuildOutcome> {
  const { version, count, watermarkAt, builtAt } = snapshot
  const file = await putSnapshot(files, kind, snapshot)
  if (version > 2) await files.remove(snapshotFile(kind, version - 2))
  const row: SnapshotRow = {
    ...snapshotKey(kind),
    kind: "directorySnapshot",
    version,
    shape: shapeOf(kind.columns),
    file,
    count,
    watermarkAt,
    builtAt,
    rebuiltAt,
  }
  const moved = await db.write({ put: row, when: before ? { eq: ["version", before.version] } : ABSENT })
  if (moved === "done") return "built"
  const newest = await newestSnapshot(db, kind)
  if (newest && newest.version > version + 1) await files.remove(file)
  return "overtaken"
}

/** The snapshot that serves, readable and of today's shape; otherwise nothing to build on. */
async function baseOf({ files }: BuildGround, kind: AnyKind, row: SnapshotRow): Promise<Snapshot | undefined> {
  const snapshot = await getSnapshot(files, kind, row.file)
  return typeof snapshot === "string" ? undefined : { ...snapshot, version: row.version }
}

/** Makes the next snapshot from the newest one and what changed since. */
export async function build(kind: AnyKind, ground: BuildGround): Promise<BuildOutcome> {
  const before = await newestSnapshot(ground.db, kind)
  if (before?.shape !== shapeOf(kind.columns)) return "noBase"
  const base = await baseOf(ground, kind, before)
  // Faster builders remove the file we were about to read; a file that is lost keeps its name.
  if (!base) return (await newestSnapshot(ground.db, kind))?.version === before.version ? "noBase" : "overtaken"
  const watermarkAt = ground.now()
  const { changes } = await changesFrom(ground.db, kind, overlapBefore(base.watermarkAt))
  const snapshot = nextSnapshot(base, changes, { watermarkAt, builtAt: ground.now() })
  return publish(ground, kind, snapshot, before, before.rebuiltAt)
}

/** Makes the next snapshot from the table's own rows, whatever the old one says, and from what changed while they were read. */
export async function rebuild<Row extends { id: string }>(
  kind: DirectoryKind<Row>,
  ground: BuildGround,
  rows: AsyncIterable<Versioned<Row>>,
): Promise<BuildOutcome> {
  const startedAt = ground.now()
  const read: Versioned[] = []
  for await (const one of rows) read.push(one as unknown as Versioned)
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const before = await newestSnapshot(ground.db, kind)
    const held = before && (await baseOf(ground, kind, before))
    const previous = held ?? { ...emptySnapshot(kind.columns), version: before?.version ?? 0 }
    const from = firstChangeAt(instant(msOf(startedAt) - INDEX_LAG_MS))
    const shownFrom = overlapBefore(previous.watermarkAt)
    const watermarkAt = ground.now()
    const { changes } = await changesFrom(ground.db, kind, shownFrom < from ? shownFrom : from)
    const snapshot = freshSnapshot(
      previous,
      read,
      changes.filter(({ sk }) => sk >= from),
      changes.filter(({ sk }) => sk < from),
      { watermarkAt, builtAt: ground.now() },
    )
    const outcome = await publish(ground, kind, snapshot, before, startedAt)
    if (outcome === "built") return outcome
  }
  return "overtaken"
}

/** Does what is due now, and says what that was. Called every minute, and by whoever appended many changes. */
export async function tend<Row extends { id: string }>(
  kind: DirectoryKind<Row>,
  ground: BuildGround,
  rows: () => AsyncIterable<Versioned<Row>>,
): Promise<"wait" | BuildOutcome> {
  const row = await newestSnapshot(ground.db, kind)
  const standing = row?.shape === shapeOf(kind.columns) ? row : undefined
  const due = buildDue(
    standing && {
      ...standing,
      changeCount: await changeCount(ground.db, kind, firstChangeAt(standing.watermarkAt), CHANGES_MAX + 1),
    },
    ground.now(),
  )
  if (due === "wait") return due
  const outcome = due === "build" ? await build(kind, ground) : "noBase"
  return outcome === "noBase" ? rebuild(kind, ground, rows()) : outcome
}
