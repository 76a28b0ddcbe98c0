import { controlKey } from "../../../functions/table/bucket.ts"
import { cubeRow } from "../../../functions/table/fold.ts"
import { DUE_FIELD_NAMES } from "../../../functions/table/work.ts"
import type { Variant } from "../steps.ts"
import { closeWith } from "./close-with.ts"
import {
  clearIfUnmarked,
  type FoldStep,
  foldWith,
  markParents,
  putUnderFence,
  readBelow,
  readCubesBelow,
  readGeneration,
} from "./fold-with.ts"

const putAnyway: FoldStep = async ({ ground, bucket, gen, summed }) => {
  await ground.db.write({ put: await cubeRow(ground, bucket, gen, summed) })
}
const clearAnyway: FoldStep = async ({ ground, bucket }) => {
  await ground.db.write({ update: controlKey(bucket), drop: DUE_FIELD_NAMES, when: { present: "pk" } })
}
const foldVariant = (name: string, wrong: string, steps: readonly FoldStep[]): Variant => ({
  name,
  wrong,
  world: "telemetry",
  steps: { close: closeWith({ fold: foldWith(steps) }) },
})

/** Folds that leave out or misplace one step. */
export const FOLD_VARIANTS: readonly Variant[] = [
  foldVariant("noFence", "A cube is put over a newer one.", [
    readGeneration,
    readBelow,
    putAnyway,
    markParents,
    clearIfUnmarked,
  ]),
  foldVariant("generationAfterFacts", "The generation is read after the facts, and covers facts that were not read.", [
    readBelow,
    readGeneration,
    putUnderFence,
    markParents,
    clearIfUnmarked,
  ]),
  foldVariant(
    "parentsFirst",
    "Parents are marked before the cube stands, and do not look below for marks themselves.",
    [readGeneration, readCubesBelow, markParents, putUnderFence, clearIfUnmarked],
  ),
  foldVariant("clearAnyway", "A bucket leaves the work index though it was marked again.", [
    readGeneration,
    readBelow,
    putUnderFence,
    markParents,
    clearAnyway,
  ]),
  foldVariant("childrenAsTheyStand", "A parent is merged from children that are marked and not yet folded.", [
    readGeneration,
    readCubesBelow,
    putUnderFence,
    markParents,
    clearIfUnmarked,
  ]),
]
