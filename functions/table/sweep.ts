import { type Bucket, bucketStart } from "#shared/cube/bucket.ts"
import { type CubeKind, PLATFORM } from "#shared/cube/kind.ts"
import { type BucketRows, byStart, isClean, seriesKey } from "./bucket.ts"
import { queryAll, type Row } from "./db.ts"
import { digestOf, digestOfFacts } from "./facts.ts"
import { type FoldGround, markBuckets } from "./fold.ts"
import type { Registration } from "./registration.ts"
import { baseBuckets, kindsOfFamily } from "./seal.ts"
import { factPartition } from "./segment.ts"

/** Compares a registered hour's facts with their cubes and marks every bucket that lacks something. A lost stream loses nothing. */
export async function sweepHour(ground: FoldGround, registration: Registration): Promise<number> {
  let marked = 0
  for (const kind of kindsOfFamily(ground, registration.family)) marked += await sweepScope(ground, kind, registration)
  for (const kind of ground.kinds.values())
    if (kind.facts === "registrations" && kind.families.includes(registration.family))
      marked += await sweepRegistrations(ground, kind, registration.hour)
  return marked
}

/** One scope's hour: one query of fact keys for each of the kind's families, one of cubes, and a mark where their digests differ. */
export async function sweepScope(
  ground: FoldGround,
  kind: CubeKind,
  { scope, hour }: Pick<Registration, "scope" | "hour">,
): Promise<number> {
  const buckets = baseBuckets(kind, { scope, hour })
  const [first, last] = [buckets[0]!, buckets.at(-1)!]
  const [facts, cubes] = await Promise.all([
    Promise.all(
      kind.families.map((family) =>
        queryAll(ground.db, { pk: factPartition(family, scope, hour), strong: true, fields: ["revision"] }),
      ),
    ),
    queryAll(ground.db, { pk: seriesKey(first), sk: { between: [first.start, `${last.start}~~`] }, strong: true }),
  ])
  const rows = byStart(cubes)
  const lacking = [...factsByBucket(kind, facts.flat())].filter(([start, some]) =>
    lacks(kind, rows.get(start), digestOf(some)),
  )
  await markBuckets(
    ground,
    lacking.map(([start]): Bucket => ({ ...first, start })),
  )
  return lacking.length
}

function factsByBucket(kind: CubeKind, facts: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of facts) {
    const start = bucketStart(`${row.sk.slice(0, 16)}:00.000Z`, kind.levels[0], "")
    groups.set(start, [...(groups.get(start) ?? []), row])
  }
  return groups
}

/** A bucket that is dirty is folded anyway; a clean one lacks something when its digest is another, or its fold an older one. */
const lacks = (kind: CubeKind, rows: BucketRows | undefined, digest: string): boolean =>
  rows === undefined ||
  (rows.control?.sealed !== true && isClean(rows) && (rows.cube?.digest !== digest || isOlder(kind, rows)))

/** Whether an older version of its fold made a bucket's cube, and another can be made. */
export const isOlder = ({ version }: CubeKind, { control, cube }: BucketRows): boolean =>
  cube !== undefined && cube.fold < version && control?.sealed !== true

async function sweepRegistrations(ground: FoldGround, kind: CubeKind, hour: string): Promise<number> {
  const bucket: Bucket = { kind: kind.name, scope: PLATFORM, level: kind.levels[0], zone: "", start: `${hour}:00` }
  const [digest, rows] = await Promise.all([
    digestOfFacts(ground.db, kind, bucket),
    queryAll(ground.db, { pk: seriesKey(bucket), sk: { between: [bucket.start, `${bucket.start}~~`] }, strong: true }),
  ])
  if (!lacks(kind, byStart(rows).get(bucket.start), digest)) return 0
  await markBuckets(ground, [bucket])
  return 1
}
