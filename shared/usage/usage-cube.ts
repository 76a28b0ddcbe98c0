import type { CubeKind, FactRow } from "../cube/kind.ts"
import { sketchOf } from "../sketch.ts"
import { MINUTE_MS, msOf } from "../time.ts"
import { byName, type Calls, rowOfPoints } from "./usage-calls.ts"
import { addCall, type Dimension, type DimensionName, emptyDimension, told } from "./usage-dimension.ts"
import { mergeParted, partedBy } from "./usage-merge.ts"
import { mergedCourse, wholeCourse } from "./usage-points.ts"
import { addSums, errorTypeOf, rowOfCall, SUM_FIELDS, zeroRow } from "./usage-sums.ts"
import { cubeOfParted, partedOf, type UsageCube } from "./usage-text.ts"

interface Body {
  data: Record<string, unknown>
}

interface Minute {
  name: string
  row: number[]
  durations: number[]
}

/** The calls of a project while they are counted. */
interface Counted {
  dimensions: Record<DimensionName, Dimension>
  minutes: Map<string, Minute>
  /** The minute of the call before. */
  last: Minute | undefined
}

const merge = (cubes: readonly UsageCube[]): UsageCube => cubeOfParted(mergeParted(cubes.map(partedOf), mergedCourse))

function fold(facts: readonly FactRow<Body>[]): UsageCube {
  const projects = new Map<string, Counted>()
  let name: string | undefined
  for (const { at, body } of facts) {
    const errorType = errorTypeOf(body.data)
    const row = rowOfCall(body.data, errorType === undefined ? 0 : 1)
    const counted = countedIn(projects, told(body.data["project"]))
    addCall(counted.dimensions, body.data, row, errorType)
    if (name === undefined || !at.startsWith(name)) name = at.slice(0, "2026-11-20T14:02".length)
    const minute = counted.last?.name === name ? counted.last : minuteIn(counted, name)
    addSums(minute.row, row)
    const durationMs = body.data["durationMs"]
    if (typeof durationMs === "number") minute.durations.push(durationMs)
  }
  return cubeOfParted(
    partedBy(0, new Map([...projects].map(([project, counted]) => [project, callsOf(project, counted)])), []),
  )
}

function callsOf(project: string, { dimensions, minutes }: Counted): Calls {
  const points = [...minutes]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([minute, { row, durations }]) => ({
      atMinute: msOf(`${minute}:00.000Z`) / MINUTE_MS,
      row,
      latency: sketchOf(durations),
    }))
  dimensions.projects.of[project] = rowOfPoints(points)
  return { points, ...dimensions }
}

function countedIn(projects: Map<string, Counted>, project: string): Counted {
  const known = projects.get(project)
  if (known) return known
  const counted: Counted = { dimensions: byName(emptyDimension), minutes: new Map(), last: undefined }
  projects.set(project, counted)
  return counted
}

function minuteIn(counted: Counted, name: string): Minute {
  const minute = counted.minutes.get(name) ?? { name, row: zeroRow(SUM_FIELDS.length), durations: [] }
  counted.minutes.set(name, minute)
  counted.last = minute
  return minute
}

/** Usage per organization from the minute up, and of the platform from the hour up, in lanes. */
export const usageCube: CubeKind<Body, UsageCube> = {
  name: "usage",
  version: 3,
  levels: ["minute", "quarter", "hour", "day", "month"],
  families: ["usage"],
  facts: "segments",
  clock: "business",
  lanes: 16,
  chargedBy: "hour",
  empty: cubeOfParted(partedBy(0, new Map(), [])),
  fold,
  merge,
}

/**
 * The kind as readers use it who draw its course. What stands in no cube yet they put together themselves, from cubes
 * of any levels: a merge that counts levels would take days for hours, so this one leaves every point as it is.
 */
export const usageCourse: typeof usageCube = {
  ...usageCube,
  merge: (cubes) => cubeOfParted(mergeParted(cubes.map(partedOf), wholeCourse)),
}
