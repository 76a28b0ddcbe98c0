import { mergeSketches, type Sketch } from "../sketch.ts"
import { addRow } from "./usage-sums.ts"

/** A part of a cube's time: what a chart draws of it, without reading the cubes below. */
export interface UsagePoint {
  /** The first minute in it that has a call, in minutes since 1970: of any project's, so that all of them share their points. */
  atMinute: number
  row: number[]
  latency: Sketch
}
/** When a cube's points are, and how many merges are below it: 0 a minute, 1 a quarter, 2 an hour, 3 a day. */
export interface Pointed {
  depth: number
  minutes: readonly number[]
}

/** Where the points of some cubes go in the one that is merged of them. */
export interface Course {
  depth: number
  /** These are one hour of several organizations. */
  isOfMany: boolean
  /** Of each cube: which point a point of it is part of from now on. */
  places: readonly ReadonlyMap<number, number>[]
}

/** Minutes that are put together: in quarters and hours fifteen, in a day three hours of UTC. */
const STEP_MINUTES = [1, 15, 15, 180] as const
const HOUR_DEPTH = 2
const DAY_DEPTH = 3

/**
 * The course of a cube that is merged from those of the level below. What is put together lies within fifteen or 180
 * minutes of UTC; above a day, each day is one point, so that none ever reaches over a midnight of the cube's zone.
 */
export function mergedCourse(cubes: readonly Pointed[]): Course {
  const told = cubes.filter(({ minutes }) => minutes.length > 0)
  const top = Math.max(0, ...told.map(({ depth }) => depth))
  // Hours of the same hour are those of several organizations, or days that midnight cut out of it: no day is made of them.
  const isOfMany = top === HOUR_DEPTH && shareAnHour(told)
  const depth = isOfMany || told.length === 0 ? top : top + 1
  const step = STEP_MINUTES[depth] ?? 1
  const placeOf = (cube: Pointed, nth: number, minute: number): string => {
    if (top < DAY_DEPTH) return `step ${Math.floor(minute / step)}`
    return cube.depth <= DAY_DEPTH ? `day ${nth}` : `minute ${minute}`
  }
  const firsts = new Map<string, number>()
  for (const [nth, cube] of cubes.entries())
    for (const minute of cube.minutes) {
      const place = placeOf(cube, nth, minute)
      firsts.set(place, Math.min(minute, firsts.get(place) ?? minute))
    }
  const places = cubes.map(
    (cube, nth) => new Map(cube.minutes.map((minute) => [minute, firsts.get(placeOf(cube, nth, minute))!])),
  )
  return { depth, isOfMany, places }
}

/** The course of what is put together as it is, from cubes of any levels. */
export const wholeCourse = (cubes: readonly Pointed[]): Course => ({
  depth: Math.max(0, ...cubes.map(({ depth }) => depth)),
  isOfMany: false,
  places: cubes.map(({ minutes }) => new Map(minutes.map((minute) => [minute, minute]))),
})

const hourOf = ({ minutes }: Pointed): number => Math.floor((minutes[0] ?? 0) / 60)
function shareAnHour(cubes: readonly Pointed[]): boolean {
  const hours = cubes.filter(({ depth }) => depth === HOUR_DEPTH).map(hourOf)
  return new Set(hours).size < hours.length
}

/** All these points in the order of time; those of the same minute are one. */
export function joinedPoints(points: readonly UsagePoint[]): UsagePoint[] {
  const places = Map.groupBy(points, ({ atMinute }) => atMinute)
  return [...places.values()].map(sumOf).sort((one, other) => one.atMinute - other.atMinute)
}

function sumOf(points: readonly UsagePoint[]): UsagePoint {
  if (points.length === 1) return points[0]!
  const row = [...points[0]!.row]
  for (const point of points.slice(1)) addRow(row, point.row)
  return { atMinute: points[0]!.atMinute, row, latency: mergeSketches(points.map(({ latency }) => latency)) }
}
