import type { CubeKind, FactRow } from "../cube/kind.ts"
import { countedNames, type KeptNames, keptFirst, pairOf, summedNames } from "../cube/kept-names.ts"
import { told } from "../usage/usage-dimension.ts"

/** What was logged in a bucket: how much, and by level and source together (see `pairOf`), both as told. */
export interface Logs {
  count: number
  /** The thousand most frequent pairs are kept apart. */
  pairs: KeptNames
}
interface Body {
  data: { level: string; source?: string | null }
}

const fold = (facts: readonly FactRow<Body>[]): Logs => ({
  count: facts.length,
  pairs: keptFirst(countedNames(facts.map(({ body }) => pairOf(body.data.level, told(body.data.source)))), 1),
})

const merge = (cubes: readonly Logs[]): Logs => ({
  count: cubes.reduce((sum, { count }) => sum + count, 0),
  pairs: keptFirst(summedNames(cubes.map(({ pairs }) => pairs)), 1),
})

/** System logs, counted: of an organization from the minute up, of the platform from the hour up, in lanes. */
export const logCube: CubeKind<Body, Logs> = {
  name: "logs",
  version: 1,
  levels: ["minute", "quarter", "hour", "day", "month"],
  families: ["log"],
  facts: "segments",
  clock: "business",
  lanes: 16,
  empty: fold([]),
  fold,
  merge,
}
