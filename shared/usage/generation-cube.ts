import type { CubeKind, FactRow } from "../cube/kind.ts"
import { type KeptNames, keptFirst, keptNames, namesOf, pairOf } from "../cube/kept-names.ts"
import { emptySketch, mergeSketches, type Sketch, sketchOf } from "../sketch.ts"
import { type GenerationTold, hasFailed, modelStepOf, outcomeOf } from "./generation-told.ts"
import { addToDimension, type Dimension, emptyDimension, mergeDimension, told } from "./usage-dimension.ts"

/** By what generations are told apart: how many numbers each name has, and whether rare names are put together. */
const DIMENSIONS = {
  /** Generations, and those that failed, by mode and result together: see `pairOf`. */
  pairs: { fields: 2, isCapped: true },
  /** Generations, and those that failed, by opaque id. */
  users: { fields: 2, isCapped: false },
  /** Steps by component: all, skipped, failed. */
  components: { fields: 3, isCapped: true },
} as const
type DimensionName = keyof typeof DIMENSIONS
const NAMES = Object.keys(DIMENSIONS) as DimensionName[]

/** What generations add up to. */
export interface Generations extends Record<DimensionName, Dimension> {
  generations: number
  failed: number
  /** Milliseconds of model steps that did not fail and say how long they took. */
  modelMs: Sketch
}

/** The same as it is kept. */
export type GenerationCube = [all: [generations: number, failed: number], modelMs: Sketch, dimensions: KeptNames[]]

interface Body {
  data: GenerationTold
}

/** The mode and the result that a pair is of. */
export const modeAndResult = (pair: string): [mode: string, result: string] => JSON.parse(pair)

const none = (): Generations => ({
  generations: 0,
  failed: 0,
  modelMs: emptySketch,
  pairs: emptyDimension(),
  users: emptyDimension(),
  components: emptyDimension(),
})

/** A kept cube, to be read. */
export function generationsOf([[generations, failed], modelMs, dimensions]: GenerationCube): Generations {
  const read = { ...none(), generations, failed, modelMs }
  for (const [at, kept] of dimensions.entries()) read[NAMES[at]!] = namesOf(kept)
  return read
}

/** Generations, to be kept. Names are sorted, so that the same generations are the same text. */
function cubeOf(all: Generations): GenerationCube {
  return [
    [all.generations, all.failed],
    all.modelMs,
    NAMES.map((name) => {
      const { fields, isCapped } = DIMENSIONS[name]
      return isCapped ? keptFirst(all[name], fields) : keptNames(all[name])
    }),
  ]
}

function fold(facts: readonly FactRow<Body>[]): GenerationCube {
  const all = none()
  const modelMs: number[] = []
  for (const { body } of facts) {
    const { data } = body
    const failed = outcomeOf(data) === "failed" ? 1 : 0
    all.generations++
    all.failed += failed
    addToDimension(all.pairs, pairOf(told(data.mode), told(data.result)), [1, failed])
    addToDimension(all.users, told(data.user), [1, failed])
    for (const step of data.steps ?? [])
      addToDimension(all.components, step.component, [1, step.skipped ? 1 : 0, hasFailed(step) ? 1 : 0])
    const model = modelStepOf(data)
    if (model && !hasFailed(model)) modelMs.push(model.ms)
  }
  return cubeOf({ ...all, modelMs: sketchOf(modelMs) })
}

function merge(cubes: readonly GenerationCube[]): GenerationCube {
  const all = none()
  const parts = cubes.map(generationsOf)
  for (const part of parts) {
    all.generations += part.generations
    all.failed += part.failed
    for (const name of NAMES) mergeDimension(all[name], part[name])
  }
  return cubeOf({ ...all, modelMs: mergeSketches(parts.map((part) => part.modelMs)) })
}

/** Generations per organization from the minute up, and of the platform from the hour up, in lanes. */
export const generationCube: CubeKind<Body, GenerationCube> = {
  name: "generations",
  version: 1,
  levels: ["minute", "quarter", "hour", "day"],
  families: ["generation"],
  facts: "segments",
  clock: "business",
  lanes: 16,
  empty: cubeOf(none()),
  fold,
  merge,
}
