import { own } from "../named.ts"
import { emptySketch, mergeSketches, type Sketch } from "../sketch.ts"
import { type Calls, mayHold, noCalls, type Parted, rowOfPoints, sumCalls } from "./usage-calls.ts"
import { addRow, rowOfSums, SUM_FIELDS, sumsOfRow, type UsageSums, zeroRow } from "./usage-sums.ts"
import { partedOf, type UsageCube } from "./usage-text.ts"

/** What some model calls say, with what they add up to. */
export interface Usage extends Calls {
  all: UsageSums
  /** Milliseconds of the calls that told them. */
  latency: Sketch
  depth: number
}

const usageOfCalls = (calls: Calls, depth: number): Usage => ({
  ...calls,
  all: sumsOfRow(rowOfPoints(calls.points)),
  latency: mergeSketches(calls.points.map(({ latency }) => latency)),
  depth,
})

/** Everything that these say, in one, with every point of theirs; order does not matter. */
export function sumUsage(parts: readonly Usage[]): Usage {
  const all = zeroRow(SUM_FIELDS.length)
  for (const part of parts) addRow(all, rowOfSums(part.all))
  const sum = sumCalls(parts)
  const isWhole = parts.every((part) => part.points.length > 0 || part.all.requests === 0)
  return {
    ...sum,
    all: sumsOfRow(all),
    latency: mergeSketches(parts.map(({ latency }) => latency)),
    points: isWhole ? sum.points : [],
    depth: Math.max(0, ...parts.map(({ depth }) => depth)),
  }
}

/** Everything that a cube holds, in one. */
export function wholeOf({ depth, apart, rest, whole }: Parted): Usage {
  if (whole) return { ...rest, all: sumsOfRow(whole.all), latency: whole.latency, depth }
  const all = rest.points.length > 0 ? [...apart.values(), rest] : [...apart.values()]
  return usageOfCalls(all.length > 0 ? sumCalls(all) : noCalls(), depth)
}

/** A kept cube, to be read. */
export const usageOf = (cube: UsageCube): Usage => wholeOf(partedOf(cube))

/** What a cube says of one project, as it says it of all; null where it keeps no more of it than its sums. */
export function projectOf(cube: UsageCube, project: string): Usage | null {
  const { depth, apart, rest } = partedOf(cube)
  const calls = apart.get(project)
  if (calls) return usageOfCalls(calls, depth)
  return mayHold(rest, project) ? null : usageOfCalls(noCalls(), depth)
}

/** A project's sums alone, all of them at the first minute of the cube. */
export function projectSumsOf(cube: UsageCube, project: string): Usage {
  const { projects, points } = usageOf(cube)
  const row = own(projects.of, project)
  const first = points[0]
  return {
    ...noCalls(),
    all: sumsOfRow(row ?? []),
    latency: emptySketch,
    points: row && first ? [{ ...first, row, latency: emptySketch }] : [],
    depth: 0,
  }
}
