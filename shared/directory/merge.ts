import type { Column, Versioned } from "./column.ts"
import { idAt, NO_CODE, type Part, positionOf, type Snapshot, type TextPart } from "./snapshot.ts"

const FLAGS = ["false", "true"]

/** A stretch of the old snapshot's rows, or one new row. */
type Step = { from: number; to: number } | Versioned

/** What a new snapshot consists of, in the order of ids. */
function stepsOf(base: Snapshot, newest: readonly Versioned[]): Step[] {
  const steps: Step[] = []
  let from = 0
  for (const { row, version } of newest) {
    const to = positionOf(base, row.id)
    if (to > from) steps.push({ from, to })
    steps.push({ row: row, version })
    from = to < base.count && idAt(base, to) === row.id ? to + 1 : to
  }
  if (base.count > from) steps.push({ from, to: base.count })
  return steps
}

function mergeText(part: TextPart, steps: readonly Step[], count: number, field: string): Part {
  const pieces: string[] = []
  const starts = new Uint32Array(count + 1)
  const nulls = new Uint8Array(count)
  let at = 0
  for (const step of steps) {
    if ("row" in step) {
      const text = step.row[field] ?? null
      if (text === null) nulls[at] = 1
      else pieces.push(String(text))
      starts[at + 1] = starts[at]! + (text === null ? 0 : String(text).length)
      at++
      continue
    }
    const shift = starts[at]! - part.starts[step.from]!
    pieces.push(part.text.slice(part.starts[step.from], part.starts[step.to]))
    nulls.set(part.nulls.subarray(step.from, step.to), at)
    for (let old = step.from; old < step.to; old++) starts[++at] = part.starts[old + 1]! + shift
  }
  return { kind: "text", text: pieces.join(""), starts, nulls }
}

function mergeFixed<Fixed extends Uint8Array | Float64Array>(
  old: Fixed,
  into: Fixed,
  steps: readonly Step[],
  valueOf: (step: Versioned) => number,
) {
  let at = 0
  for (const step of steps) {
    if ("row" in step) into[at++] = valueOf(step)
    else {
      into.set(old.subarray(step.from, step.to), at)
      at += step.to - step.from
    }
  }
  return into
}

function mergeCodes(
  part: Extract<Part, { kind: "code" }>,
  steps: readonly Step[],
  count: number,
  field: string,
  column: Column,
): Part {
  const words = [...new Set([...part.words, ...(column.kind === "word" ? column.words : FLAGS)])]
  const codeOf = ({ row }: Versioned): number => {
    const cell = row[field] ?? null
    if (cell === null) return NO_CODE
    const code = words.indexOf(String(cell))
    if (code < 0 && words.length === NO_CODE) throw new Error(`The column ${field} holds more than ${NO_CODE} words`)
    return code < 0 ? words.push(String(cell)) - 1 : code
  }
  return { kind: "code", codes: mergeFixed(part.codes, new Uint8Array(count), steps, codeOf), words }
}

function mergeNumbers(
  part: Extract<Part, { kind: "number" }>,
  steps: readonly Step[],
  count: number,
  field: string,
  column: Column,
): Part {
  const numberOf = ({ row }: Versioned): number => {
    const cell = row[field] ?? null
    return cell === null ? Number.NaN : column.kind === "instant" ? Date.parse(String(cell)) : Number(cell)
  }
  return { kind: "number", numbers: mergeFixed(part.numbers, new Float64Array(count), steps, numberOf) }
}

/** What a snapshot says of itself beside its rows. */
export type Naming = Pick<Snapshot, "version" | "builtAt" | "watermarkAt" | "formers">

/** The base with some rows replaced or added. `newest` is sorted by id, one row an id; the base's other columns are copied, not read. */
export function merge(base: Snapshot, newest: readonly Versioned[], naming: Naming): Snapshot {
  const steps = stepsOf(base, newest)
  const count = steps.reduce((sum, step) => sum + ("row" in step ? 1 : step.to - step.from), 0)
  const parts: Record<string, Part> = {}
  for (const [field, column] of Object.entries(base.columns)) {
    const part = base.parts[field]!
    if (part.kind === "text") parts[field] = mergeText(part, steps, count, field)
    else if (part.kind === "code") parts[field] = mergeCodes(part, steps, count, field, column)
    else parts[field] = mergeNumbers(part, steps, count, field, column)
  }
  const versions = mergeFixed(base.versions, new Float64Array(count), steps, ({ version }) => version)
  return { columns: base.columns, ...naming, count, versions, parts }
}
