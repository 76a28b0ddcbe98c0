import { mergeSketches, type Sketch } from "../sketch.ts"
import { addRow } from "./usage-sums.ts"

/** A part of a cube's time: what a chart draws of it, without reading the cubes below. */
export interface UsagePoint {
  /** The first minute in it that has a call, in minutes since 1970. */
  atMinute: number
  row: number[]
  latency: Sketch
}
/** A cube's points, and how many merges are below it: 0 a minute, 1 a quarter, 2 an hour, 3 a day. */
export interface Pointed {
  depth: number
  points: readonly UsagePoint[]
}

/** Minutes that are put together: in quarters and hours fifteen, in a day three hours of UTC. */
const STEP_MINUTES = [1, 15, 15, 180] as const
const HOUR_DEPTH = 2
const DAY_DEPTH = 3

/**
 * The points of a cube that is merged from those of the level below. What is put together lies within fifteen or 180
 * minutes of UTC; above a day, each day is one point, so that none ever reaches over a midnight of the cube's zone.
 */
export function fewerPoints(all: readonly Pointed[]): { depth: number; points: UsagePoint[] } {
  const cubes = all.filter(({ points }) => points.length > 0)
  const top = Math.max(0, ...cubes.map(({ depth }) => depth))
  if (top >= DAY_DEPTH) return { depth: top + 1, points: everyPoint(cubes.map(asOneDay)) }
  // Hours of the same hour are those of several organizations, or days that midnight cut out of it: no day is made of them.
  const depth = top === HOUR_DEPTH && shareAnHour(cubes) ? top : top + 1
  const step = STEP_MINUTES[depth]!
  return { depth, points: joined(pointsOf(cubes), ({ atMinute }) => Math.floor(atMinute / step)) }
}

/** All points of some cubes; those of the same minute are one. */
export const everyPoint = (cubes: readonly Pointed[]): UsagePoint[] =>
  joined(pointsOf(cubes), ({ atMinute }) => atMinute)

const pointsOf = (cubes: readonly Pointed[]): UsagePoint[] => cubes.flatMap(({ points }) => points)
const asOneDay = (cube: Pointed): Pointed =>
  cube.depth <= DAY_DEPTH ? { ...cube, points: joined(cube.points, () => 0) } : cube
const hourOf = ({ points }: Pointed): number => Math.floor((points[0]?.atMinute ?? 0) / 60)
function shareAnHour(cubes: readonly Pointed[]): boolean {
  const hours = cubes.filter(({ depth }) => depth === HOUR_DEPTH).map(hourOf)
  return new Set(hours).size < hours.length
}

/** Puts the points of a place together; the places in the order of time. */
function joined(points: readonly UsagePoint[], placeOf: (point: UsagePoint) => number): UsagePoint[] {
  const places = new Map<number, UsagePoint[]>()
  for (const point of points) {
    const place = placeOf(point)
    const there = places.get(place)
    if (there) there.push(point)
    else places.set(place, [point])
  }
  return [...places.values()].map(sumOf).sort((one, other) => one.atMinute - other.atMinute)
}

function sumOf(points: readonly UsagePoint[]): UsagePoint {
  if (points.length === 1) return points[0]!
  const row = [...points[0]!.row]
  for (const point of points.slice(1)) addRow(row, point.row)
  return {
    atMinute: Math.min(...points.map(({ atMinute }) => atMinute)),
    row,
    latency: mergeSketches(points.map(({ latency }) => latency)),
  }
}
