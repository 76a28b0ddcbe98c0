import { named } from "../named.ts"
import type { Sketch } from "../sketch.ts"
import { byName, type Calls, noCalls, type Parted, rowOfPoints } from "./usage-calls.ts"
import { columnWriter, numbersOfColumn } from "./usage-columns.ts"
import { addToDimension, DIMENSION_NAMES, DIMENSIONS } from "./usage-dimension.ts"
import { rowOfSums, SUM_FIELDS, type UsageSums } from "./usage-sums.ts"
import { partedOfSecond, type SecondCube } from "./usage-text-second.ts"

/**
 * Usage as it is kept. Numbers stand together, by columns, and so do latencies: what is alike packs well. Each project that
 * is kept apart is told alone, and the rest after them: what they come to together is told only where no points are.
 */
export type UsageCube = [
  head: [
    depth: number,
    apart: string[],
    names: string[][],
    others: [calls: number, dimension: number, row: number[]][],
    whole: [all: number[], latency: Sketch] | 0,
  ],
  columns: string,
  latencies: string,
]

/** Usage, to be kept. Names are sorted, so that the same usage is the same text. */
export function cubeOfParted({ depth, apart, rest, whole }: Parted): UsageCube {
  const projects = [...apart.keys()].sort()
  const all = [...projects.map((project) => apart.get(project)!), ...(isNothing(rest) ? [] : [rest])]
  const writer = columnWriter()
  const minutes = [...new Set(all.flatMap(({ points }) => points.map(({ atMinute }) => atMinute)))]
  minutes.sort((one, other) => one - other)
  writer.column(minutes.map((minute, at) => minute - (minutes[at - 1] ?? 0)))
  const rowsAt = all.map(({ points }) => Object.fromEntries(points.map(({ atMinute, row }) => [atMinute, row])))
  writeRows(writer, rowsAt, minutes, SUM_FIELDS.length)
  const names = DIMENSION_NAMES.map((name) => {
    // A project that is apart is the only one in it, and its sums are those of its points.
    const rows = all.map((calls, at) =>
      name === "projects" && at < projects.length ? named<number[]>() : calls[name].of,
    )
    const known = [...new Set(rows.flatMap((of) => Object.keys(of)))].sort()
    writeRows(writer, rows, known, DIMENSIONS[name].fields)
    return known
  })
  const others = all.flatMap((calls, at) =>
    DIMENSION_NAMES.flatMap((name, nth): UsageCube[0][3] => {
      const { other } = calls[name]
      return other ? [[at, nth, other]] : []
    }),
  )
  return [
    [depth, projects, names, others, whole ? [[...whole.all], whole.latency] : 0],
    writer.text(),
    all.flatMap((calls) => calls.points.map(({ latency }) => latency)).join(" "),
  ]
}

const isNothing = (calls: Calls): boolean =>
  calls.points.length === 0 &&
  DIMENSION_NAMES.every((name) => !calls[name].other && Object.keys(calls[name].of).length === 0)

/** A kept cube of any version, to be read or merged. */
export function partedOf(cube: UsageCube): Parted {
  if (!Array.isArray(cube)) return partedOfFirst(cube)
  if (cube[0].length !== HEAD_FIELDS) return partedOfSecond(cube as unknown as SecondCube)
  const [[depth, projects, names, others, whole], text, latencies] = cube
  const next = reader(text.split(",").map(numbersOfColumn))
  let minute = 0
  const minutes = next.column().map((later) => (minute += later))
  const points = next.rows(minutes, SUM_FIELDS.length, projects.length + 1)
  const rows = byName((name, at) => next.rows(names[at]!, DIMENSIONS[name].fields, projects.length + 1))
  const told = latencies.split(" ")
  let used = 0
  const all = points.map((some, at): Calls => {
    const calls = noCalls()
    for (const name of DIMENSION_NAMES) for (const [one, row] of rows[name][at]!) calls[name].of[one] = row
    const its = some.map(([atMinute, row]) => ({ atMinute, row, latency: told[used++]! }))
    if (at < projects.length) calls.projects.of[projects[at]!] = rowOfPoints(its)
    return { ...calls, points: its }
  })
  for (const [at, nth, row] of others) all[at]![DIMENSION_NAMES[nth]!].other = row
  return {
    depth,
    apart: new Map(projects.map((project, at) => [project, all[at]!])),
    rest: all.at(-1)!,
    whole: whole === 0 ? null : { all: whole[0], latency: whole[1] },
  }
}
const HEAD_FIELDS = 5

/** Columns: how many rows each has, under which of the known keys, counted from the one before, and the rows themselves. */
function writeRows<Key extends string | number>(
  writer: ReturnType<typeof columnWriter>,
  all: readonly Readonly<Record<Key, number[]>>[],
  known: readonly Key[],
  fields: number,
): void {
  const counts: number[] = []
  const steps: number[] = []
  const rows: number[][] = []
  for (const of of all) {
    const before = rows.length
    let step = 0
    for (const key of known) {
      const row = of[key]
      if (row) {
        steps.push(step)
        rows.push(row)
        step = 0
      } else step++
    }
    counts.push(rows.length - before)
  }
  writer.column(counts)
  writer.column(steps)
  writer.columns(rows, fields)
}

/** Reads columns in the order in which they were written. */
function reader(columns: readonly (readonly number[])[]) {
  let used = 0
  return {
    column: () => columns[used++] ?? [],
    rows<Key>(known: readonly Key[], fields: number, many: number): [Key, number[]][][] {
      const [counts, steps] = [columns[used]!, columns[used + 1]!]
      const first = used + 2
      used = first + fields
      let at = 0
      return Array.from({ length: many }, (_, nth) => {
        let place = -1
        return Array.from({ length: counts[nth] ?? 0 }, (): [Key, number[]] => {
          place += 1 + (steps[at] ?? 0)
          const row = Array.from({ length: fields }, (__, field) => columns[first + field]![at] ?? 0)
          at++
          return [known[place]!, row]
        })
      })
    },
  }
}

/** What cubes of the first version hold: they know no keys and people, and no course, and nobody's project. */
interface FirstUsage {
  all: UsageSums
  models: Record<string, UsageSums>
}
function partedOfFirst({ all, models }: FirstUsage): Parted {
  const rest = noCalls()
  for (const [model, sums] of Object.entries(models)) addToDimension(rest.models, model, rowOfSums(sums))
  rest.projects.other = rowOfSums(all)
  return { depth: 0, apart: new Map(), rest, whole: { all: rowOfSums(all), latency: "" } }
}
