import { digitsOf, digitsOfSigned, numbersIn, signed } from "../digits.ts"
import { emptySketch, mergeSketches, type Sketch } from "../sketch.ts"
import {
  addToDimension,
  DIMENSION_NAMES,
  DIMENSIONS,
  type Dimension,
  type DimensionName,
  emptyDimension,
} from "./usage-dimension.ts"
import type { UsagePoint } from "./usage-points.ts"
import { addRow, rowOfSums, SUM_FIELDS, sumsOfRow, type UsageSums, zeroRow } from "./usage-sums.ts"

/** What model calls add up to: all of them, how long they took, by whom and with what, and its course in time. */
export interface Usage extends Record<DimensionName, Dimension> {
  all: UsageSums
  /** Milliseconds of the calls that told them. */
  latency: Sketch
  /** See usage-points.ts; none where there were too many, on the platform. */
  points: readonly UsagePoint[]
  depth: number
}

/**
 * The same as it is kept. Numbers stand together, by columns, and so do latencies: what is alike packs well. The sum of all
 * and its latency are told only where no points are, whose sum they are.
 */
export type UsageCube = [
  head: [depth: number, names: string[][], others: (number[] | 0)[], whole: [all: number[], latency: Sketch] | 0],
  columns: string,
  latencies: string,
]

export const byName = <Value>(make: (name: DimensionName, at: number) => Value): Record<DimensionName, Value> =>
  Object.fromEntries(DIMENSION_NAMES.map((name, at) => [name, make(name, at)])) as Record<DimensionName, Value>

export const emptyUsage = (): Usage => ({
  all: sumsOfRow(zeroRow(SUM_FIELDS.length)),
  latency: emptySketch,
  points: [],
  depth: 0,
  ...byName(emptyDimension),
})

/** Usage, to be kept. Names are sorted, so that the same usage is the same text. */
export function cubeOfUsage(usage: Usage): UsageCube {
  const { all, points, depth, latency } = usage
  const names = DIMENSION_NAMES.map((name) => Object.keys(usage[name].of).sort())
  const columns = [
    columnText(points.map(({ atMinute }, at) => atMinute - (points[at - 1]?.atMinute ?? 0))),
    ...columnTexts(
      points.map(({ row }) => row),
      SUM_FIELDS.length,
    ),
    ...DIMENSION_NAMES.flatMap((name, at) =>
      columnTexts(
        names[at]!.map((one) => usage[name].of[one]!),
        DIMENSIONS[name].fields,
      ),
    ),
  ]
  const others = DIMENSION_NAMES.map((name) => usage[name].other ?? 0)
  return [
    [depth, names, others, points.length > 0 ? 0 : [rowOfSums(all), latency]],
    columns.join(","),
    points.map((point) => point.latency).join(" "),
  ]
}

/** A kept cube, to be read. */
export function usageOf(cube: UsageCube): Usage {
  if (!Array.isArray(cube)) return usageOfFirst(cube)
  const [[depth, names, others, whole], text, latencies] = cube
  const columns = text.split(",").map(numbersOfColumn)
  let used = 1 + SUM_FIELDS.length
  const rows = (count: number, from: number, fields: number): number[][] =>
    Array.from({ length: count }, (_, at) =>
      Array.from({ length: fields }, (__, field) => columns[from + field]![at] ?? 0),
    )
  const points = pointsOf(columns[0]!, rows(columns[0]!.length, 1, SUM_FIELDS.length), latencies.split(" "))
  const [all, latency] = whole === 0 ? wholeOf(points) : whole
  return {
    all: sumsOfRow(all),
    depth,
    points,
    latency,
    ...byName((name, at) => {
      const { fields } = DIMENSIONS[name]
      const dimension = emptyDimension()
      dimension.other = others[at] || null
      for (const [nth, row] of rows(names[at]!.length, used, fields).entries()) dimension.of[names[at]![nth]!] = row
      used += fields
      return dimension
    }),
  }
}

function pointsOf(minutes: readonly number[], rows: readonly number[][], latencies: readonly Sketch[]): UsagePoint[] {
  let atMinute = 0
  return minutes.map((later, at) => {
    atMinute += later
    return { atMinute, row: rows[at]!, latency: latencies[at]! }
  })
}

function wholeOf(points: readonly UsagePoint[]): [all: number[], latency: Sketch] {
  const all = zeroRow(SUM_FIELDS.length)
  for (const { row } of points) addRow(all, row)
  return [all, mergeSketches(points.map(({ latency }) => latency))]
}

const columnTexts = (rows: readonly (readonly number[])[], fields: number): string[] =>
  Array.from({ length: fields }, (_, field) => columnText(rows.map((row) => row[field]!)))

/** Nothing for zeros alone; a minus before numbers of which some are below zero. */
function columnText(numbers: readonly number[]): string {
  if (numbers.every((number) => number === 0)) return ""
  return numbers.some((number) => number < 0)
    ? `-${numbers.map(digitsOfSigned).join("")}`
    : numbers.map(digitsOf).join("")
}
const numbersOfColumn = (text: string): number[] =>
  text.startsWith("-") ? numbersIn(text.slice(1)).map(signed) : numbersIn(text)

/** What cubes of the first version hold: they know no projects, keys and people, and no course. */
interface FirstUsage {
  all: UsageSums
  models: Record<string, UsageSums>
}
function usageOfFirst({ all, models }: FirstUsage): Usage {
  const usage = { ...emptyUsage(), all }
  for (const [model, sums] of Object.entries(models)) addToDimension(usage.models, model, rowOfSums(sums))
  return usage
}
