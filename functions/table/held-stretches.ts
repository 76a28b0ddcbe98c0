import { type Bucket, bucketEnd, bucketFrom, isZoned, type Level, startsBetween } from "#shared/cube/bucket.ts"
import { type CubeKind, isPlatform } from "#shared/cube/kind.ts"
import { type Instant, msOf, type Zone } from "#shared/time.ts"
import { type BucketRows, byStart, isClean, seriesKey } from "./bucket.ts"
import { shelvedCube } from "./cube-file.ts"
import { type ReadGround, SETTLE_MS } from "./cubes.ts"
import type { Key } from "./db.ts"
import { nowOf } from "./fold.ts"
import { queryUnits } from "./read-units.ts"

/** What a page of a list may read of the table. */
export const READ_UNITS_MAX = 25

/** One page's way back in time: what it has read, and how far it is. */
export interface Walk {
  begins: Instant
  /** Everything from here to where it begins was looked at. */
  reached: Instant
  units: number
  /** What comes next would cost more than a page may. */
  isOver: boolean
  /** What a bucket of a level cost, of those read last. */
  seenUnits: Partial<Record<Level, number>>
}
export const newWalk = (begins: Instant): Walk => ({ begins, reached: begins, units: 0, isOver: false, seenUnits: {} })

/** Whether a page may read so much more. One that got nowhere yet may always: it has to get somewhere. */
export function affords(walk: Walk, units: number): boolean {
  if (walk.reached === walk.begins || walk.units + units <= READ_UNITS_MAX) return true
  walk.isOver = true
  return false
}

export interface Stretch {
  from: Instant
  to: Instant
}

/** Where facts are looked for, and how a cube says that it has none of them; unsaid, any fact is wanted. */
export interface Sought<Cube> {
  kind: CubeKind<never, Cube>
  scope: string
  zone: Zone
  mayHold?: ((cube: Cube) => boolean) | undefined
}

/** So many buckets of a level are read at once, those without a row left out; a bucket's rows are half a unit at most, and a little. */
const AT_ONCE: Partial<Record<Level, number>> = { day: 8, hour: 8, quarter: 4, minute: 15 }
const BUCKET_UNITS = 0.6

/**
 * The stretches of a time in which there may be facts that are wanted, newest first, none longer than an hour. Days, hours
 * and what is finer are left out when they are over and their cube stands, counts everything, and shows none. What was made
 * by another version of its fold is not asked.
 */
export function heldStretches<Cube>(
  ground: ReadGround,
  walk: Walk,
  sought: Sought<Cube>,
  { from, to }: Stretch,
): AsyncGenerator<Stretch> {
  return within(ground, walk, sought, "day", { from, to })
}

async function* within<Cube>(
  ground: ReadGround,
  walk: Walk,
  sought: Sought<Cube>,
  level: Level | undefined,
  { from, to }: Stretch,
): AsyncGenerator<Stretch> {
  if (level === undefined) {
    yield { from, to }
    if (!walk.isOver) walk.reached = from
    return
  }
  const { kind, scope } = sought
  const series = { kind: kind.name, scope, level, zone: isZoned(level) ? sought.zone : "" } as const
  const starts = startsBetween(from, to, level, series.zone)
  const limit = 2 * AT_ONCE[level]!
  for (let left = starts.length; left > 0; ) {
    if (!affords(walk, AT_ONCE[level]! * Math.min(BUCKET_UNITS, 2 * (walk.seenUnits[level] ?? 1)))) return
    const sk = { between: [starts[0]!, `${starts[left - 1]}~~`] } as const
    const { rows, next } = await ground.db.query({ pk: seriesKey(series), sk, newestFirst: true, limit })
    const units = queryUnits(rows)
    walk.units += units
    walk.seenUnits[level] = units / Math.max(1, rows.length / 2)
    const oldest = next && rows.at(-1)
    const known = byStart(rows)
    const read = starts.slice(0, left).filter((start) => !oldest || isWhole(oldest, start))
    left -= read.length
    const buckets = await Promise.all(
      read.toReversed().map(async (start) => {
        const bucket: Bucket = { ...series, start }
        const [first, last] = [bucketFrom(bucket), bucketEnd(bucket)]
        const rows = known.get(start) ?? {}
        const isSure = msOf(last) + SETTLE_MS <= msOf(nowOf(ground, kind as unknown as CubeKind)) && isClean(rows)
        const holds = !isSure || (await mayHold(ground, sought, rows))
        const below = holds ? finer(sought, level, isSure) : undefined
        return { from: first < from ? from : first, to: last > to ? to : last, holds, below }
      }),
    )
    for (const { holds, below, ...stretch } of joined(buckets, level)) {
      if (holds) yield* within(ground, walk, sought, below, stretch)
      if (walk.isOver) return
      walk.reached = stretch.from
    }
  }
}

interface Look extends Stretch {
  holds: boolean
  below: Level | undefined
}

/** Minutes and quarters side by side whose facts are to be read are one stretch, to be read in one go: they are of one hour. */
function joined(buckets: readonly Look[], level: Level): Look[] {
  const looks: Look[] = []
  for (const bucket of buckets) {
    const last = looks.at(-1)
    const isOne = level !== "hour" && level !== "day" && !bucket.below && !last?.below && bucket.holds === last?.holds
    if (last && isOne) last.from = bucket.from
    else looks.push({ ...bucket })
  }
  return looks
}

/** Whether both rows of a bucket are there when this is the oldest row that was read; its control stands before its cube. */
const isWhole = ({ sk }: Key, start: string): boolean => sk === `${start}~c` || sk < start

async function mayHold<Cube>(ground: ReadGround, { kind, mayHold }: Sought<Cube>, { cube }: BucketRows) {
  if (!cube) return false
  if (!mayHold || cube.fold !== kind.version) return true
  return mayHold((await shelvedCube(ground, cube)) as Cube)
}

/**
 * What to look at inside a bucket that may hold something: nothing finer than the hour where every fact is wanted, and of the
 * platform. A quarter that is made of minutes knows of them all only when its hour does.
 */
function finer<Cube>({ kind, scope, mayHold }: Sought<Cube>, level: Level, isSure: boolean): Level | undefined {
  if (level === "day") return "hour"
  if (!mayHold || isPlatform(scope)) return undefined
  const base = kind.levels[0]
  if (level === base) return undefined
  if (level === "hour" && isSure && kind.levels.includes("quarter")) return "quarter"
  return base
}
