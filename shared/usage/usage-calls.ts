import { own } from "../named.ts"
import type { Sketch } from "../sketch.ts"
import {
  DIMENSION_NAMES,
  type Dimension,
  type DimensionName,
  emptyDimension,
  mergeDimension,
} from "./usage-dimension.ts"
import { joinedPoints, type UsagePoint } from "./usage-points.ts"
import { addRow, SUM_FIELDS, zeroRow } from "./usage-sums.ts"

/** What some model calls say: by whom and with what they were made, and their course in time, whose sum they are. */
export interface Calls extends Record<DimensionName, Dimension> {
  /** See usage-points.ts; none where there were too many, on the platform. */
  points: readonly UsagePoint[]
}

/** What a cube holds: the calls of each project that is kept apart, by its name, and those of all others in one. */
export interface Parted {
  depth: number
  apart: ReadonlyMap<string, Calls>
  rest: Calls
  /** What the rest adds up to, told where it has no points. */
  whole: { all: readonly number[]; latency: Sketch } | null
}

/** One of something for each dimension. Written out by name: every fold and merge comes by here. */
export const byName = <Value>(make: (name: DimensionName, at: number) => Value): Record<DimensionName, Value> => ({
  models: make("models", 0),
  projects: make("projects", 1),
  keys: make("keys", 2),
  users: make("users", 3),
  errorTypes: make("errorTypes", 4),
})

export const noCalls = (): Calls => ({ points: [], ...byName(emptyDimension) })

/** Everything that these say, in one; order does not matter. */
export function sumCalls(parts: readonly Calls[]): Calls {
  if (parts.length === 1) return parts[0]!
  const sum = noCalls()
  for (const part of parts) for (const name of DIMENSION_NAMES) mergeDimension(sum[name], part[name])
  return { ...sum, points: joinedPoints(parts.flatMap(({ points }) => points)) }
}

/** What the points of some calls add up to. */
export function rowOfPoints(points: readonly UsagePoint[]): number[] {
  const all = zeroRow(SUM_FIELDS.length)
  for (const { row } of points) addRow(all, row)
  return all
}

/** Whether calls of a project may be among those that are not kept apart. */
export const mayHold = ({ projects: { of, other } }: Calls, project: string): boolean =>
  other !== null || own(of, project) !== undefined
