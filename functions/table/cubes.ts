import { type Bucket, bucketEnd, bucketFrom, cut, isZoned, type Level, startsBetween } from "#shared/cube/bucket.ts"
import type { CubeKind } from "#shared/cube/kind.ts"
import { type Instant, instant, MINUTE_MS, msOf, type Zone } from "#shared/time.ts"
import { type BucketRows, byStart, isClean, seriesKey } from "./bucket.ts"
import { queryAll } from "./db.ts"
import { factsOf, within } from "./facts.ts"
import { cubeOf, type FoldGround, nowOf } from "./fold.ts"

/** A bucket that ended this recently may not have been folded for the first time yet: readers look below it. */
export const SETTLE_MS = 5 * MINUTE_MS

/** What a reader needs of the fold's ground. */
export type ReadGround = Pick<FoldGround, "db" | "files" | "clock">

interface Asked {
  scope: string
  zone: Zone | ""
}

/** One cube per bucket of a level in [from, to), from cubes where they are clean and over, else from below. Missing buckets are left out. */
export async function cubesByStart<Cube>(
  ground: ReadGround,
  kind: CubeKind<never, Cube>,
  { scope, zone }: Asked,
  level: Level,
  from: Instant,
  to: Instant,
): Promise<Map<string, Cube>> {
  const anyKind = kind as unknown as CubeKind
  const series = { kind: kind.name, scope, level, zone: isZoned(level) ? zone || "UTC" : "" } as const
  const starts = startsBetween(from, to, level, series.zone)
  if (starts.length === 0) return new Map()
  const rows = byStart(
    await queryAll(ground.db, { pk: seriesKey(series), sk: { between: [starts[0]!, `${starts.at(-1)}~~`] } }),
  )
  const found = new Map<string, Cube>()
  await Promise.all(
    starts.map(async (start) => {
      const bucket: Bucket = { ...series, start }
      const cube = await oneBucket(ground, anyKind, bucket, rows.get(start) ?? {}, zone)
      if (cube !== undefined) found.set(start, cube as Cube)
    }),
  )
  return found
}

async function oneBucket(ground: ReadGround, kind: CubeKind, bucket: Bucket, rows: BucketRows, zone: Zone | "") {
  const now = nowOf(ground, kind)
  const settled = msOf(bucketEnd(bucket)) + SETTLE_MS <= msOf(now)
  if (settled && isClean(rows)) return rows.cube ? cubeOf(ground.files, rows.cube) : undefined
  if (bucketFrom(bucket) > now) return undefined
  const below = kind.levels.slice(0, kind.levels.indexOf(bucket.level))
  // The platform's cube of an organization's kind starts at the hour: an unfinished hour is not in it yet.
  if (kind.lanes > 0 && bucket.scope.startsWith("platform") && bucket.level === "hour")
    return rows.cube ? cubeOf(ground.files, rows.cube) : undefined
  if (below.length === 0) return foldRaw(ground, kind, bucket)
  const pieces = await cubesBetween(
    ground,
    { ...kind, levels: levelsToRead(kind, below) } as CubeKind<never, unknown>,
    { scope: bucket.scope, zone },
    bucketFrom(bucket),
    bucketEnd(bucket),
  )
  return pieces.length === 0 ? undefined : kind.merge(pieces)
}

/** Below an unfinished hour the reader goes straight to the finest level: a quarter may not know of its minutes yet. */
const levelsToRead = (kind: CubeKind, below: readonly Level[]): readonly Level[] =>
  below.includes("hour") || below.includes("day")
    ? below.filter((level) => level !== "quarter" || kind.levels[0] === "quarter")
    : below.slice(0, 1)

async function foldRaw(ground: ReadGround, kind: CubeKind, bucket: Bucket): Promise<unknown> {
  const { facts } = await factsOf(ground.db, kind, bucket, false)
  return facts.length === 0 ? undefined : kind.fold(facts)
}

/** The cubes that add up to exactly [from, to): whole buckets as coarse as possible, raw facts at the edges. Merge them with the kind's merge. */
export async function cubesBetween<Cube>(
  ground: ReadGround,
  kind: CubeKind<never, Cube>,
  { scope, zone }: Asked,
  from: Instant,
  to: Instant,
): Promise<Cube[]> {
  const pieces = await Promise.all(
    cut(from, to, kind.levels, zone).map(async (stretch): Promise<Cube[]> => {
      if (stretch.level === "edge") return edge(ground, kind, scope, zone, stretch.from, stretch.to)
      const found = await cubesByStart(ground, kind, { scope, zone }, stretch.level, stretch.from, stretch.to)
      return [...found.values()]
    }),
  )
  return pieces.flat()
}

/** What lies in a stretch without a whole base bucket: a part of one, or of two that meet in it, from their raw facts. */
async function edge<Cube>(
  ground: ReadGround,
  kind: CubeKind<never, Cube>,
  scope: string,
  zone: Zone | "",
  from: Instant,
  to: Instant,
): Promise<Cube[]> {
  const anyKind = kind as unknown as CubeKind
  const level = kind.levels[0]
  const base = { kind: kind.name, scope, level, zone: isZoned(level) ? zone || "UTC" : "" }
  const starts = startsBetween(from, to, level, base.zone)
  const some = await Promise.all(starts.map((start) => factsOf(ground.db, anyKind, { ...base, start }, false)))
  const inside = within(
    some.flatMap(({ facts }) => facts),
    from,
    to,
  )
  return inside.length === 0 ? [] : [anyKind.fold(inside) as Cube]
}

/** The first instant of the next whole hour boundary at or before `at`: windows counted by whole hours start here. */
export const hourFloor = (at: Instant): Instant => instant(Math.floor(msOf(at) / 3_600_000) * 3_600_000)
