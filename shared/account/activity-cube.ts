import type { CubeKind, FactRow } from "../cube/kind.ts"
import { countedNames, type KeptNames, keptFirst, keptNames, pairOf, summedNames } from "../cube/kept-names.ts"
import { told } from "../usage/usage-dimension.ts"

/** What people did in a bucket: how often, by resource and action together (see `pairOf`), and by whom, under opaque ids. */
export interface Activities {
  count: number
  /** The thousand most frequent pairs are kept apart. */
  pairs: KeptNames
  /** Everybody is kept apart. */
  actors: KeptNames
}
interface Body {
  data: { resource: string; action: string; actor?: string | null }
}

function fold(facts: readonly FactRow<Body>[]): Activities {
  const all = facts.map(({ body }) => body.data)
  return {
    count: all.length,
    pairs: keptFirst(countedNames(all.map(({ resource, action }) => pairOf(resource, action))), 1),
    actors: keptNames(countedNames(all.map(({ actor }) => told(actor)))),
  }
}

const merge = (cubes: readonly Activities[]): Activities => ({
  count: cubes.reduce((sum, { count }) => sum + count, 0),
  pairs: keptFirst(summedNames(cubes.map(({ pairs }) => pairs)), 1),
  actors: keptNames(summedNames(cubes.map(({ actors }) => actors))),
})

/**
 * An organization's activity log, counted by the lengths of time that its list leaves out. Nobody reads the platform's as a
 * whole, so that it is added up nowhere.
 */
export const activityCube: CubeKind<Body, Activities> = {
  name: "activities",
  version: 1,
  levels: ["quarter", "hour", "day"],
  families: ["activity"],
  facts: "segments",
  clock: "business",
  lanes: 0,
  empty: fold([]),
  fold,
  merge,
}
