import { type Bucket, bucketStart } from "#shared/cube/bucket.ts"
import {
  type Control,
  type CubeRow,
  clearDue,
  controlKey,
  cubeKey,
  dropDue,
  dueAt,
  mark,
  putCube,
} from "../../../functions/table/bucket.ts"
import { queryAll } from "../../../functions/table/db.ts"
import { factPartition, newestTellings, type SegmentRow, unpackFacts } from "../../../functions/table/segment.ts"
import { childrenOf, parentsOf } from "../../../functions/table/family-tree.ts"
import { cubeOf } from "../../../functions/table/cube-file.ts"
import {
  cubeRow,
  type FoldGround,
  type FoldOutcome,
  kindOf,
  nowOf,
  type Summed,
  sumUp,
} from "../../../functions/table/fold.ts"

/** One fold under way, as a variant's steps see it. */
export interface Folding {
  ground: FoldGround
  bucket: Bucket
  gen: number
  summed: Summed
}

/** A step of a fold: what the product exports, or a variant's own. */
export type FoldStep = (folding: Folding) => Promise<void>

export const readGeneration: FoldStep = async (folding) => {
  const control = (await folding.ground.db.get(controlKey(folding.bucket), { strong: true })) as Control | undefined
  folding.gen = control?.dirty ?? 0
}
export const readBelow: FoldStep = async (folding) => {
  folding.summed = await sumUp(folding.ground, folding.bucket)
}
export const putUnderFence: FoldStep = async ({ ground, bucket, gen, summed }) => {
  await putCube(ground.db, await cubeRow(ground, bucket, gen, summed))
}
export const markParents: FoldStep = async ({ ground, bucket }) => {
  const kind = kindOf(ground, bucket)
  for (const parent of await parentsOf(kind, bucket, ground.zonesOf))
    await mark(ground.db, parent, dueAt(parent, ground.clock.due(), nowOf(ground, kind)))
}
export const clearIfUnmarked: FoldStep = async ({ ground, bucket, gen }) => {
  await clearDue(ground.db, bucket, gen)
}
/** Children as their cubes stand, marked or not. */
export const readCubesBelow: FoldStep = async (folding) => {
  const { ground, bucket } = folding
  const kind = kindOf(ground, bucket)
  const below = await childrenOf(ground.db, kind, bucket)
  if (below.length === 0) return readBelow(folding)
  const keys = below.flatMap(({ bucket: child, starts }) => starts.map((start) => cubeKey({ ...child, start })))
  const rows = (await ground.db.getMany(keys, { strong: true })) as CubeRow[]
  folding.summed = { cube: kind.merge(await Promise.all(rows.map((row) => cubeOf(ground, row)))), digest: "" }
}

/** Each segment's facts alone, added up: what two of them tell of one thing counts twice. */
export const readSegmentsAlone: FoldStep = async (folding) => {
  await readBelow(folding)
  const { ground, bucket } = folding
  const kind = kindOf(ground, bucket)
  if (bucket.level !== kind.levels[0]) return
  const pk = factPartition(kind.families[0]!, bucket.scope, bucket.start.slice(0, "2026-11-20T14".length))
  const rows = (await queryAll(ground.db, { pk, strong: true })) as SegmentRow[]
  const its = rows.filter(({ minute }) => bucketStart(`${minute}:00.000Z`, bucket.level, "") === bucket.start)
  folding.summed.cube = kind.merge(its.map(({ packed }) => kind.fold(newestTellings(unpackFacts(packed)))))
}

/** The order of the product's own fold. */
export const TRUE_ORDER: readonly FoldStep[] = [readGeneration, readBelow, putUnderFence, markParents, clearIfUnmarked]

/** A fold of these steps in this order. Sealed and unknown buckets are left alone. */
export const foldWith =
  (steps: readonly FoldStep[]) =>
  async (ground: FoldGround, bucket: Bucket): Promise<FoldOutcome> => {
    const control = (await ground.db.get(controlKey(bucket), { strong: true })) as Control | undefined
    if (!control) return "gone"
    if (control.sealed) {
      await dropDue(ground.db, bucket)
      return "sealed"
    }
    const folding: Folding = { ground, bucket, gen: 0, summed: { cube: undefined, digest: "" } }
    for (const step of steps) await step(folding)
    return "folded"
  }
