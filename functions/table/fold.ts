import { type Bucket, bucketEnd } from "#shared/cube/bucket.ts"
import { type CubeKind, isPlatform, isReserved, mergeInto } from "#shared/cube/kind.ts"
import type { Instant } from "#shared/time.ts"
import { inGroups } from "../runtime/in-groups.ts"
import {
  type BucketRows,
  byStart,
  type Control,
  type CubeRow,
  clearDue,
  controlKey,
  cubeKey,
  dropDue,
  dueAt,
  isClean,
  mark,
  putCube,
  seriesKey,
} from "./bucket.ts"
import { cubeOf, cubePlace, fileOf } from "./cube-file.ts"
import { type Db, queryAll } from "./db.ts"
import { factsOf } from "./facts.ts"
import { ancestorsOf, type Children, childrenOf, parentsOf, type ZonesOf } from "./family-tree.ts"
import type { Files } from "./files.ts"
import { markUnsettled } from "./unsettled.ts"

/** What the fold engine works with. Clocks are passed in, so that the simulator can turn them. */
export interface FoldGround {
  db: Db
  files: Files
  kinds: ReadonlyMap<string, CubeKind>
  zonesOf: ZonesOf
  clock: { due(): Instant; business(): Instant; machine(): Instant }
}

/** Now, on the clock that a kind's instants are of. */
export const nowOf = ({ clock }: Pick<FoldGround, "clock">, kind: CubeKind): Instant =>
  kind.clock === "machine" ? clock.machine() : clock.business()

export const kindOf = (ground: FoldGround, bucket: Bucket): CubeKind => {
  const kind = ground.kinds.get(bucket.kind)
  if (!kind) throw new Error(`No cube kind is called ${bucket.kind}`)
  return kind
}

const markNow = (ground: FoldGround, bucket: Bucket) =>
  mark(ground.db, bucket, dueAt(bucket, ground.clock.due(), nowOf(ground, kindOf(ground, bucket))))

/**
 * Marks base buckets, and whatever above them is over already, so that a page reads below a finished bucket that lacks something.
 * Above the first fact of an hour (`firsts`) everything from the hour up is marked, over or not: from then on nobody takes an
 * hour, its day or its month for empty. Each bucket is marked once.
 */
export async function markBuckets(
  ground: FoldGround,
  buckets: readonly Bucket[],
  firsts: readonly Bucket[] = [],
): Promise<void> {
  const all = new Map<string, Bucket>()
  const add = (bucket: Bucket) => all.set(JSON.stringify(bucket), bucket)
  const above = (bucket: Bucket) => ancestorsOf(kindOf(ground, bucket), bucket, ground.zonesOf)
  for (const bucket of buckets) {
    add(bucket)
    for (const one of await above(bucket)) if (bucketEnd(one) <= nowOf(ground, kindOf(ground, bucket))) add(one)
  }
  for (const bucket of firsts) for (const one of await above(bucket)) if (one.level !== "quarter") add(one)
  await inGroups([...all.values()], MARKS_AT_ONCE, (bucket) => markNow(ground, bucket))
}

const MARKS_AT_ONCE = 64

/** folded: a cube stands for this generation. sealed, gone: there was nothing to do. */
export type FoldOutcome = "folded" | "sealed" | "gone"

/**
 * Folds one bucket again from what is below it. The order of its steps is what keeps totals true:
 * generation first, then facts, then the cube under its fence, then the parents and what is charged by it, and the work index last.
 */
export async function fold(ground: FoldGround, bucket: Bucket): Promise<FoldOutcome> {
  const { db } = ground
  const control = (await db.get(controlKey(bucket), { strong: true })) as Control | undefined
  if (!control) return "gone"
  if (control.sealed) {
    await dropDue(db, bucket)
    return "sealed"
  }
  const gen = control.dirty
  const summed = await sumUp(ground, bucket)
  await replaceCube(ground, bucket, await cubeRow(ground, bucket, gen, summed))
  for (const parent of await parentsOf(kindOf(ground, bucket), bucket, ground.zonesOf)) await markNow(ground, parent)
  if (isCharged(ground, bucket)) await markUnsettled(db, bucket.scope, bucket.start, ground.clock.due())
  await clearDue(db, bucket, gen)
  return "folded"
}

/** Whether an organization's ledger is charged what a bucket's cube says. */
const isCharged = (ground: FoldGround, bucket: Bucket): boolean =>
  kindOf(ground, bucket).chargedBy === bucket.level && !isReserved(bucket.scope)

/** Puts the cube and removes the file of the one before it; of a cube that came too late its own. */
async function replaceCube({ db, files }: FoldGround, bucket: Bucket, row: CubeRow): Promise<void> {
  const before = row.fileKey === undefined ? undefined : await fileOf(db, bucket)
  const isPut = (await putCube(db, row)) === "done"
  const stands = isPut || row.fileKey === undefined ? row.fileKey : await fileOf(db, bucket)
  const replaced = isPut ? before : row.fileKey
  if (replaced !== undefined && replaced !== stands) await files.remove(replaced)
}

export interface Summed {
  cube: unknown
  digest: string
}

/** Everything below a bucket, added up: its facts at the base level, its children's cubes above. */
export async function sumUp(ground: FoldGround, bucket: Bucket): Promise<Summed> {
  const kind = kindOf(ground, bucket)
  if (isBase(kind, bucket)) {
    const { facts, digest } = await factsOf(ground.db, kind, bucket, true)
    return { cube: kind.fold(facts), digest }
  }
  const cubes: unknown[] = []
  for (const children of await childrenOf(ground.db, kind, bucket)) {
    await foldMinutesBelow(ground, kind, children)
    for (const [start, rows] of await readChildren(ground, children)) {
      if (!isClean(rows)) await fold(ground, { ...children.bucket, start })
      const child = isClean(rows)
        ? rows.cube
        : await ground.db.get(cubeKey({ ...children.bucket, start }), { strong: true })
      if (child) cubes.push(await cubeOf(ground, child as CubeRow))
    }
  }
  return { cube: mergeInto(kind, cubes, bucket), digest: "" }
}

/** An organization's kind has its facts at the organizations; the platform's cubes are merged from the hour up. */
const isBase = (kind: CubeKind, { scope, level }: Omit<Bucket, "start">): boolean =>
  level === kind.levels[0] && !(kind.lanes > 0 && isPlatform(scope))

/** A quarter is marked when its minutes have been folded, so that one without marks may stand above minutes that still are due. */
async function foldMinutesBelow(ground: FoldGround, kind: CubeKind, { bucket, starts }: Children): Promise<void> {
  if (bucket.level !== "quarter" || isBase(kind, bucket)) return
  const quarters = await Promise.all(starts.map((start) => childrenOf(ground.db, kind, { ...bucket, start })))
  await Promise.all(
    quarters.flat().map(async (minutes) => {
      for (const [start, { control }] of await readChildren(ground, minutes))
        if (control?.gsi2pk !== undefined) await fold(ground, { ...minutes.bucket, start })
    }),
  )
}

async function readChildren({ db }: FoldGround, { bucket, starts }: Children): Promise<Map<string, BucketRows>> {
  const [first, last] = [starts[0], starts.at(-1)]
  if (first === undefined) return new Map()
  const rows = byStart(
    await queryAll(db, { pk: seriesKey(bucket), sk: { between: [first, `${last}~~`] }, strong: true }),
  )
  const wanted = new Set(starts)
  return new Map([...rows].filter(([start]) => wanted.has(start)))
}

/** The row of a bucket's cube; a big cube is in its file before the row is made. */
export async function cubeRow(
  ground: FoldGround,
  bucket: Bucket,
  gen: number,
  { cube, digest }: Summed,
): Promise<CubeRow> {
  const fold = kindOf(ground, bucket).version
  return {
    ...cubeKey(bucket),
    kind: "cube",
    gen,
    fold,
    foldedAt: ground.clock.due(),
    ...(digest ? { digest } : {}),
    ...(await cubePlace(ground.files, bucket, { gen, fold }, cube)),
  }
}
