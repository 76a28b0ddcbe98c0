import type { Sketch } from "../sketch.ts"
import { noCalls, type Parted } from "./usage-calls.ts"
import { numbersOfColumn } from "./usage-columns.ts"
import { DIMENSION_NAMES, DIMENSIONS } from "./usage-dimension.ts"
import { SUM_FIELDS } from "./usage-sums.ts"

/** What cubes of the second version hold: everybody's calls in one, of projects no more than their sums. */
export type SecondCube = [
  head: [depth: number, names: string[][], others: (number[] | 0)[], whole: [all: number[], latency: Sketch] | 0],
  columns: string,
  latencies: string,
]

/** A cube of the second version, to be read. Where all of its calls are one project's, they are that project's. */
export function partedOfSecond([[depth, names, others, whole], text, latencies]: SecondCube): Parted {
  const columns = text.split(",").map(numbersOfColumn)
  const rows = (count: number, from: number, fields: number): number[][] =>
    Array.from({ length: count }, (_, at) =>
      Array.from({ length: fields }, (__, field) => columns[from + field]![at] ?? 0),
    )
  const calls = noCalls()
  let used = 1 + SUM_FIELDS.length
  for (const [at, name] of DIMENSION_NAMES.entries()) {
    const { fields } = DIMENSIONS[name]
    for (const [nth, row] of rows(names[at]!.length, used, fields).entries()) calls[name].of[names[at]![nth]!] = row
    calls[name].other = others[at] || null
    used += fields
  }
  const told = latencies.split(" ")
  let atMinute = 0
  const points = rows(columns[0]!.length, 1, SUM_FIELDS.length).map((row, at) => {
    atMinute += columns[0]![at]!
    return { atMinute, row, latency: told[at]! }
  })
  const all = { ...calls, points }
  const [project, ...more] = Object.keys(calls.projects.of)
  const isOne = project !== undefined && more.length === 0 && !calls.projects.other && whole === 0
  return {
    depth,
    apart: new Map(isOne ? [[project, all]] : []),
    rest: isOne ? noCalls() : all,
    whole: whole === 0 ? null : { all: whole[0], latency: whole[1] },
  }
}
