import type { Mode } from "#shared/contract/transactions.ts"
import { type Instant, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { type Db, queryAll, type Row } from "./db.ts"
import type { Ground } from "./ground.ts"
import { unpack } from "./packed.ts"
import { topicVersion } from "./topic.ts"

/** Rows of one kind that stand in one partition for each mode, and in GSI1 under the same name by when they were written. */
export interface ListKind<Kept> {
  /** What is news for it. */
  topic: string
  partition(mode: Mode): string
  idOf(kept: Kept): string
}

interface Held {
  version: number
  /** When it was read last, and when it was read whole. */
  readMs: number
  wholeMs: number
  kept: ReadonlyMap<string, unknown>
}
const held = new WeakMap<Ground, Map<string, Promise<Held>>>()
/** So long a list that was read serves, should nobody tell of its changes. */
const LIFE_MS = 10_000
/** Longer than clocks differ and an index lags. */
const OVERLAP_MS = MINUTE_MS
/** What is gone is not among the changes: so often the list is read whole again. */
const WHOLE_MS = 30 * MINUTE_MS

/**
 * Every row of a list, and the version of the news it is not older than. A process reads the list whole once, some 40 read units
 * for a thousand rows, and keeps it; from then on it reads what was written since.
 */
export async function heldList<Kept>(
  ground: Ground,
  mode: Mode,
  list: ListKind<Kept>,
): Promise<{ kept: Kept[]; version: number }> {
  const version = await topicVersion(ground.db, list.topic)
  const lists = held.get(ground) ?? new Map<string, Promise<Held>>()
  held.set(ground, lists)
  const name = list.partition(mode)
  const reading = refreshed(ground, mode, list, version, lists.get(name))
  lists.set(name, reading)
  reading.catch(() => lists.delete(name))
  return { kept: [...(await reading).kept.values()] as Kept[], version }
}

/** The list as it stands; one asker waits for the other. */
async function refreshed<Kept>(
  ground: Ground,
  mode: Mode,
  list: ListKind<Kept>,
  version: number,
  before?: Promise<Held>,
): Promise<Held> {
  const { db, clock } = ground
  const known = await before?.catch(() => undefined)
  const readMs = msOf(clock.due())
  const byId = (all: readonly Kept[]) => all.map((one) => [list.idOf(one), one] as const)
  if (!known || readMs - known.wholeMs >= WHOLE_MS)
    return { version, readMs, wholeMs: readMs, kept: new Map(byId(await wholeList(db, mode, list))) }
  if (known.version === version && readMs - known.readMs < LIFE_MS) return known
  const news = await writtenSince(db, mode, list, instant(known.readMs - OVERLAP_MS))
  return { ...known, version, readMs, kept: new Map([...known.kept, ...byId(news)]) }
}

const keptIn = (row: Row): unknown => unpack(row["packed"] as Uint8Array)

/** Rows that were written since an instant, by the machine's clock; the index lags a moment. */
async function writtenSince<Kept>(db: Db, mode: Mode, list: ListKind<Kept>, since: Instant): Promise<Kept[]> {
  const rows = await queryAll(db, { index: "gsi1", pk: list.partition(mode), sk: { ge: since } })
  return rows.map(keptIn) as Kept[]
}

/** Every row of a list, strongly, in the order of their ids. */
async function wholeList<Kept>(db: Db, mode: Mode, list: ListKind<Kept>): Promise<Kept[]> {
  return (await queryAll(db, { pk: list.partition(mode), strong: true })).map(keptIn) as Kept[]
}
