import type { Instant } from "../time.ts"
import type { Cell, Cells, Column, Columns } from "./column.ts"

/** One column of all rows, in the order of their ids. */
export type Part =
  /** Row i is `text` from `starts[i]` to `starts[i + 1]`, or null where `nulls[i]` is 1. */
  | { kind: "text"; text: string; starts: Uint32Array; nulls: Uint8Array }
  /** Row i is `words[codes[i]]`, or null where the code is 255. */
  | { kind: "code"; codes: Uint8Array; words: readonly string[] }
  /** Row i is `numbers[i]`, or null where that is NaN. Instants are milliseconds since 1970. */
  | { kind: "number"; numbers: Float64Array }

export type TextPart = Extract<Part, { kind: "text" }>

export const NO_CODE = 255

/** A row as it was before a newer version replaced it. A page that ended with it finds its place through this. */
export interface Former {
  row: Cells
  version: number
  replacedAt: Instant
}

/** Every row of a directory at one moment, as columns. Never changed once made. */
export interface Snapshot {
  columns: Columns
  /** Counts up by one with each snapshot of the directory; 0 is the empty one before the first. */
  version: number
  builtAt: Instant
  /** Changes made before this instant are in it, all but those that came late by less than the overlap. */
  watermarkAt: Instant
  count: number
  /** Each row's version, in the order of their ids. */
  versions: Float64Array
  parts: Readonly<Record<string, Part>>
  formers: readonly Former[]
}

/** A column of so many rows that nobody knows anything of. */
export function unknownPart({ kind }: Column, count: number): Part {
  if (kind === "text")
    return { kind, text: "", starts: new Uint32Array(count + 1), nulls: new Uint8Array(count).fill(1) }
  if (kind === "word" || kind === "flag") return { kind: "code", codes: new Uint8Array(count).fill(NO_CODE), words: [] }
  return { kind: "number", numbers: new Float64Array(count).fill(Number.NaN) }
}

/** The directory before its first snapshot. */
export const emptySnapshot = (columns: Columns): Snapshot => ({
  columns,
  version: 0,
  builtAt: "1970-01-01T00:00:00.000Z",
  watermarkAt: "1970-01-01T00:00:00.000Z",
  count: 0,
  versions: new Float64Array(0),
  parts: Object.fromEntries(Object.entries(columns).map(([field, column]) => [field, unknownPart(column, 0)])),
  formers: [],
})

/** The text of row `at` of a text column. */
export const textAt = (part: TextPart, at: number): string | null =>
  part.nulls[at] ? null : part.text.slice(part.starts[at], part.starts[at + 1])

function cellAt(part: Part, column: Column, at: number): Cell {
  if (part.kind === "text") return textAt(part, at)
  if (part.kind === "code") {
    const word = part.words[part.codes[at]!]
    return word === undefined ? null : column.kind === "flag" ? word === "true" : word
  }
  const number = part.numbers[at]!
  if (Number.isNaN(number)) return null
  return column.kind === "instant" ? new Date(number).toISOString() : number
}

export const idAt = (snapshot: Snapshot, at: number): string => textAt(snapshot.parts["id"] as TextPart, at)!

/** The row at a position of the id order. */
export const rowAt = ({ columns, parts }: Snapshot, at: number): Cells =>
  Object.fromEntries(
    Object.entries(columns).map(([field, column]) => [field, cellAt(parts[field]!, column, at)]),
  ) as Cells

/** The first position whose id is not below the given one. */
export function positionOf(snapshot: Snapshot, id: string): number {
  let low = 0
  let high = snapshot.count
  while (low < high) {
    const middle = (low + high) >> 1
    if (idAt(snapshot, middle) < id) low = middle + 1
    else high = middle
  }
  return low
}

/** The position of an id; -1 when the snapshot does not hold it. */
export function findId(snapshot: Snapshot, id: string): number {
  const at = positionOf(snapshot, id)
  return at < snapshot.count && idAt(snapshot, at) === id ? at : -1
}
