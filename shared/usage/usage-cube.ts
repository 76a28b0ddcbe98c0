import type { CubeKind, FactRow } from "../cube/kind.ts"
import { emptySketch, mergeSketches, type Sketch, sketchOf } from "../sketch.ts"
import { MINUTE_MS, msOf } from "../time.ts"
import {
  addCall,
  addToDimension,
  capped,
  DIMENSION_NAMES,
  DIMENSIONS,
  type Dimension,
  type DimensionName,
  emptyDimension,
  mergeDimension,
  type PackedDimension,
  packDimension,
  unpackDimension,
} from "./usage-dimension.ts"
import {
  everyPoint,
  fewerPoints,
  type PackedPoints,
  packPoints,
  type UsagePoint,
  unpackPoints,
} from "./usage-points.ts"
import {
  addRow,
  errorTypeOf,
  rowOfSums,
  SUM_FIELDS,
  sumsOfCall,
  sumsOfRow,
  type UsageSums,
  zeroRow,
} from "./usage-sums.ts"

/** What model calls add up to: all of them, how long they took, by whom and with what, and its course in time. */
export interface Usage extends Record<DimensionName, Dimension> {
  all: UsageSums
  /** Milliseconds of the calls that told them. */
  latency: Sketch
  /** See usage-points.ts; none where there were more than `POINTS_MAX`, on the platform. */
  points: readonly UsagePoint[]
  depth: number
}

/** The same as it is kept: the sum of all and the latency stand there only where no points do, whose sum they are. */
export type UsageCube = [
  depth: number,
  points: PackedPoints,
  whole: [all: number[], latency: Sketch] | 0,
  ...dimensions: PackedDimension[],
]
interface Body {
  data: Record<string, unknown>
}

/** A day's quarters, and some: more come together only on the platform, whose course no page shows. */
const POINTS_MAX = 100

function packed(usage: Usage): UsageCube {
  const { all, points, depth } = usage
  const dimensions = DIMENSION_NAMES.map((name) => packDimension(capped(usage[name], name), DIMENSIONS[name].fields))
  return [depth, packPoints(points), points.length > 0 ? 0 : [rowOfSums(all), usage.latency], ...dimensions]
}

/** What cubes of the first version hold: they know no projects, keys and people, and no course. */
interface FirstUsage {
  all: UsageSums
  models: Record<string, UsageSums>
}
function usageOfFirst({ all, models }: FirstUsage): Usage {
  const usage = { ...sumUsage([]), all }
  for (const [model, sums] of Object.entries(models)) addToDimension(usage.models, model, rowOfSums(sums))
  return usage
}

/** A kept cube, to be read. */
export function usageOf(cube: UsageCube): Usage {
  if (!Array.isArray(cube)) return usageOfFirst(cube)
  const [depth, packedPoints, whole, ...dimensions] = cube
  const points = unpackPoints(packedPoints)
  const [all, latency] = whole === 0 ? wholeOf(points) : whole
  return {
    all: sumsOfRow(all),
    depth,
    points,
    latency,
    ...byName((_, at) => unpackDimension(dimensions[at]!)),
  }
}

function wholeOf(points: readonly UsagePoint[]): [all: number[], latency: Sketch] {
  const all = zeroRow(SUM_FIELDS.length)
  for (const { row } of points) addRow(all, row)
  return [all, mergeSketches(points.map(({ latency }) => latency))]
}

const byName = <Value>(make: (name: DimensionName, at: number) => Value): Record<DimensionName, Value> =>
  Object.fromEntries(DIMENSION_NAMES.map((name, at) => [name, make(name, at)])) as Record<DimensionName, Value>

/** Everything that these say, in one, with every point of theirs; order does not matter. */
export function sumUsage(parts: readonly Usage[]): Usage {
  const all = zeroRow(SUM_FIELDS.length)
  const dimensions = byName(emptyDimension)
  for (const part of parts) {
    addRow(all, rowOfSums(part.all))
    for (const name of DIMENSION_NAMES) mergeDimension(dimensions[name], part[name])
  }
  const isWhole = parts.every((part) => part.points.length > 0 || part.all.requests === 0)
  return {
    all: sumsOfRow(all),
    latency: mergeSketches(parts.map(({ latency }) => latency)),
    points: isWhole ? everyPoint(parts) : [],
    depth: Math.max(0, ...parts.map(({ depth }) => depth)),
    ...dimensions,
  }
}

function merge(cubes: readonly UsageCube[]): UsageCube {
  const parts = cubes.map(usageOf)
  const sum = sumUsage(parts)
  if (sum.points.length === 0) return packed(sum)
  const { depth, points } = fewerPoints(parts)
  return packed({ ...sum, depth, points: points.length <= POINTS_MAX ? points : [] })
}

function fold(facts: readonly FactRow<Body>[]): UsageCube {
  const all = zeroRow(SUM_FIELDS.length)
  const dimensions = byName(emptyDimension)
  const minutes = new Map<number, { row: number[]; durations: number[] }>()
  for (const { at, body } of facts) {
    const sums = sumsOfCall(body.data)
    addRow(all, rowOfSums(sums))
    addCall(dimensions, body.data, sums, errorTypeOf(body.data))
    const atMinute = Math.floor(msOf(at) / MINUTE_MS)
    const minute = minutes.get(atMinute) ?? { row: zeroRow(SUM_FIELDS.length), durations: [] }
    minutes.set(atMinute, minute)
    addRow(minute.row, rowOfSums(sums))
    const durationMs = body.data["durationMs"]
    if (typeof durationMs === "number") minute.durations.push(durationMs)
  }
  const points = [...minutes]
    .sort(([one], [other]) => one - other)
    .map(([atMinute, { row, durations }]) => ({ atMinute, row, latency: sketchOf(durations) }))
  return packed({ all: sumsOfRow(all), latency: emptySketch, points, depth: 0, ...dimensions })
}

/** Usage per organization from the minute up, and of the platform from the hour up, in lanes. */
export const usageCube: CubeKind<Body, UsageCube> = {
  name: "usage",
  version: 2,
  levels: ["minute", "quarter", "hour", "day", "month"],
  families: ["usage"],
  facts: "segments",
  clock: "business",
  lanes: 16,
  empty: packed(sumUsage([])),
  fold,
  merge,
}

/**
 * The kind as readers use it who draw its course. What stands in no cube yet they put together themselves, from cubes
 * of any levels: a merge that counts levels would take days for hours, so this one leaves every point as it is.
 */
export const usageCourse: typeof usageCube = {
  ...usageCube,
  merge: (cubes) => packed(sumUsage(cubes.map(usageOf))),
}
