import type { CubeKind, FactRow } from "../cube/kind.ts"
import { emptySketch, mergeSketches, sketchOf } from "../sketch.ts"
import { type Instant, MINUTE_MS, msOf } from "../time.ts"
import { byName, cubeOfUsage, type Usage, type UsageCube, usageOf } from "./usage.ts"
import { addCall, capped, DIMENSION_NAMES, emptyDimension, mergeDimension } from "./usage-dimension.ts"
import { everyPoint, fewerPoints } from "./usage-points.ts"
import {
  addRow,
  errorTypeOf,
  rowOfSums,
  rowOfTally,
  SUM_FIELDS,
  sumsOfCall,
  sumsOfRow,
  tallyOf,
  zeroRow,
} from "./usage-sums.ts"

interface Body {
  data: Record<string, unknown>
}

/** A day's quarters, and some: more come together only on the platform, whose course no page shows. */
const POINTS_MAX = 100

const packed = (usage: Usage): UsageCube => cubeOfUsage({ ...usage, ...byName((name) => capped(usage[name], name)) })

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
  const dimensions = byName(emptyDimension)
  const minutes = new Map<string, { row: number[]; durations: number[] }>()
  for (const { at, body } of facts) {
    const sums = sumsOfCall(body.data)
    const row = rowOfSums(sums)
    addCall(dimensions, body.data, { row, tally: rowOfTally(tallyOf(sums)), errorType: errorTypeOf(body.data) })
    const minute = minuteIn(minutes, at)
    addRow(minute.row, row)
    const durationMs = body.data["durationMs"]
    if (typeof durationMs === "number") minute.durations.push(durationMs)
  }
  const all = zeroRow(SUM_FIELDS.length)
  for (const { row } of minutes.values()) addRow(all, row)
  const points = [...minutes]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([minute, { row, durations }]) => ({
      atMinute: msOf(`${minute}:00.000Z`) / MINUTE_MS,
      row,
      latency: sketchOf(durations),
    }))
  return packed({ all: sumsOfRow(all), latency: emptySketch, points, depth: 0, ...dimensions })
}

function minuteIn(minutes: Map<string, { row: number[]; durations: number[] }>, at: Instant) {
  const name = at.slice(0, "2026-11-20T14:02".length)
  const known = minutes.get(name)
  if (known) return known
  const minute = { row: zeroRow(SUM_FIELDS.length), durations: [] }
  minutes.set(name, minute)
  return minute
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
