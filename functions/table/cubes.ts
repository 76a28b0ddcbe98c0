import { type Bucket, bucketEnd, bucketFrom, cut, isZoned, type Level, startsBetween } from "#shared/cube/bucket.ts"
import { type CubeKind, isPlatform, mergeInto } from "#shared/cube/kind.ts"
import { type Instant, instant, MINUTE_MS, msOf, type Zone } from "#shared/time.ts"
import { type BucketRows, byStart, type CubeRow, isClean, seriesKey } from "./bucket.ts"
import { queryAll } from "./db.ts"
import { factsOf, within } from "./facts.ts"
import { registeredScopes } from "./registration.ts"
import { shelvedCube } from "./cube-file.ts"
import { type FoldGround, nowOf } from "./fold.ts"

/** A bucket that ended this recently may not have been folded for the first time yet: readers look below it. */
export const SETTLE_MS = 5 * MINUTE_MS
/** Where facts were folded, and no mark stands since, the stream has had its say after this long: raw facts cost the most to read. */
const FOLDED_SETTLE_MS = 2 * MINUTE_MS

/** What a reader needs of the fold's ground. */
export interface ReadGround extends Pick<FoldGround, "db" | "files" | "clock"> {
  /** Told of every cube that is read: when it was folded, and by which version of its fold. */
  onCube?(kind: CubeKind, cube: Pick<CubeRow, "fold" | "foldedAt">): void
}

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
  const overMs = msOf(now) - msOf(bucketEnd(bucket))
  const kept = () => {
    if (rows.cube) ground.onCube?.(kind, rows.cube)
    return rows.cube && shelvedCube(ground, rows.cube)
  }
  const isOfMany = isMerged(kind, bucket.scope) && !isZoned(bucket.level)
  // A quarter is marked when its minutes are folded, and of the platform only where midnight cuts its hour: without marks it tells nothing.
  const isBase = bucket.level === kind.levels[0] && !isOfMany
  const isKnown = rows.control !== undefined || isBase || bucket.level !== "quarter"
  const settled = overMs >= SETTLE_MS || (isBase && rows.cube !== undefined && overMs >= FOLDED_SETTLE_MS)
  if (settled && isKnown && isClean(rows)) return kept()
  if (bucketFrom(bucket) > now) return undefined
  const below = kind.levels.slice(0, kind.levels.indexOf(bucket.level))
  if (isOfMany) {
    const pieces = await ofOrganizations(ground, kind, bucketFrom(bucket), bucketEnd(bucket))
    return pieces === "many" ? kept() : pieces.length === 0 ? undefined : kind.merge(pieces)
  }
  if (below.length === 0) return foldRaw(ground, kind, bucket)
  const pieces = await cubesBetween(
    ground,
    { ...kind, levels: isMerged(kind, bucket.scope) ? below : levelsToRead(kind, below) } as CubeKind<never, unknown>,
    { scope: bucket.scope, zone },
    bucketFrom(bucket),
    bucketEnd(bucket),
  )
  return pieces.length === 0 ? undefined : mergeInto(kind as CubeKind<never, unknown>, pieces, bucket)
}

/** The platform's part of an organization's kind is merged from lanes, at hours and at the quarters that midnight cuts off. */
const isMerged = (kind: Pick<CubeKind, "lanes">, scope: string): boolean => kind.lanes > 0 && isPlatform(scope)

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
  const levels = isMerged(kind, scope) ? kind.levels.filter((level) => level !== "minute") : kind.levels
  const pieces = await Promise.all(
    cut(from, to, levels, zone).map(async (stretch): Promise<Cube[]> => {
      if (stretch.level === "edge")
        return isMerged(kind, scope)
          ? organizationsEdge(ground, kind, stretch.from, stretch.to)
          : edge(ground, kind, scope, zone, stretch.from, stretch.to)
      const found = await cubesByStart(ground, kind, { scope, zone }, stretch.level, stretch.from, stretch.to)
      return [...found.values()]
    }),
  )
  return pieces.flat()
}

/** So many organizations' facts of a running or changed hour are read for the platform; with more it waits until they are folded. */
const ORGANIZATIONS_MAX = 64

/** What the organizations have that are registered in the hour or hours of a stretch: what platform cubes are made of. */
async function ofOrganizations(
  ground: ReadGround,
  kind: CubeKind,
  from: Instant,
  to: Instant,
): Promise<unknown[] | "many"> {
  const found: unknown[] = []
  for (const hour of startsBetween(hourFloor(from), to, "hour", "")) {
    const registered = await registeredScopes(ground.db, kind.families, hour.slice(0, 13), false)
    const scopes = registered.filter((scope) => !isPlatform(scope))
    if (scopes.length > ORGANIZATIONS_MAX) return "many"
    const bounds = { level: "hour", zone: "", start: hour } as const
    const [first, last] = [bucketFrom(bounds), bucketEnd(bounds)]
    const pieces = await Promise.all(
      scopes.map((scope) =>
        cubesBetween(
          ground,
          kind as CubeKind<never, unknown>,
          { scope, zone: "" },
          first < from ? from : first,
          last > to ? to : last,
        ),
      ),
    )
    found.push(...pieces.flat())
  }
  return found
}

async function organizationsEdge<Cube>(ground: ReadGround, kind: CubeKind<never, Cube>, from: Instant, to: Instant) {
  const pieces = await ofOrganizations(ground, kind as unknown as CubeKind, from, to)
  return pieces === "many" ? [] : (pieces as Cube[])
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
