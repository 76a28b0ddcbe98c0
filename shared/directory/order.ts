import type { Cells, Column } from "./column.ts"
import { fold } from "./fold.ts"
import { foldedOf } from "./folded.ts"
import { idAt, type Snapshot } from "./snapshot.ts"

export type Direction = "asc" | "desc"

/** What a cell is sorted by: folded text, the place of a word among its words, a number. Null comes last both ways. */
export type SortKey = string | number | null

/** A word that was not declared comes after those that were. */
const rankOf = (words: readonly string[], word: string): number => {
  const rank = words.indexOf(word)
  return rank < 0 ? words.length : rank
}

/** The sort key of a row's field. */
export function keyOf(column: Column, row: Cells, field: string): SortKey {
  const cell = row[field] ?? null
  if (cell === null) return null
  if (column.kind === "text") return fold(String(cell))
  if (column.kind === "word") return rankOf(column.words, String(cell))
  const number = column.kind === "instant" ? Date.parse(String(cell)) : Number(cell)
  return Number.isNaN(number) ? null : number
}

/** The sort key of every row of a snapshot, by position. */
export function keysOf(snapshot: Snapshot, field: string): (at: number) => SortKey {
  const part = snapshot.parts[field]!
  const column = snapshot.columns[field]!
  if (part.kind === "text") {
    const { text, starts } = foldedOf(snapshot, field)
    return (at) => (part.nulls[at] ? null : text.slice(starts[at], starts[at + 1]))
  }
  if (part.kind === "code") {
    const ranks = part.words.map((word) =>
      column.kind === "word" ? rankOf(column.words, word) : Number(word === "true"),
    )
    return (at) => ranks[part.codes[at]!] ?? null
  }
  return (at) => (Number.isNaN(part.numbers[at]!) ? null : part.numbers[at]!)
}

/** The order of a list: by key, null last, ids ascending among equals, whichever the direction. */
export function compare(one: SortKey, oneId: string, other: SortKey, otherId: string, direction: Direction): number {
  if (one !== other) {
    if (one === null) return 1
    if (other === null) return -1
    return one < other === (direction === "asc") ? -1 : 1
  }
  return oneId < otherId ? -1 : oneId > otherId ? 1 : 0
}

/** The first letters of a text as one number that sorts as they do; equal numbers need the texts compared. */
function prefixOf(text: string, from: number, to: number): number {
  let prefix = 0
  let more = true
  for (let place = 0; place < 6; place++) {
    const letter = more && from + place < to ? text.charCodeAt(from + place) : 0
    prefix = prefix * 256 + Math.min(letter, 255)
    if (letter > 254) more = false
  }
  return prefix
}

/** A number per row that sorts as its key does, but for ties of texts; NaN for null. */
function coarseKeys(snapshot: Snapshot, field: string): Float64Array {
  const part = snapshot.parts[field]!
  if (part.kind === "number") return part.numbers
  const coarse = new Float64Array(snapshot.count)
  if (part.kind === "text") {
    const { text, starts } = foldedOf(snapshot, field)
    for (let at = 0; at < coarse.length; at++)
      coarse[at] = part.nulls[at] ? Number.NaN : prefixOf(text, starts[at]!, starts[at + 1]!)
    return coarse
  }
  const keyAt = keysOf(snapshot, field)
  for (let at = 0; at < coarse.length; at++) coarse[at] = (keyAt(at) as number | null) ?? Number.NaN
  return coarse
}

/** All positions sorted by a field ascending, null last, ids ascending among equals. */
function ascending(snapshot: Snapshot, field: string): Uint32Array {
  const coarse = coarseKeys(snapshot, field)
  const isText = snapshot.parts[field]!.kind === "text"
  const keyAt = keysOf(snapshot, field)
  const finer = (one: number, other: number): number => {
    const [oneKey, otherKey] = [keyAt(one)!, keyAt(other)!]
    return oneKey < otherKey ? -1 : oneKey > otherKey ? 1 : one - other
  }
  const order = new Uint32Array(snapshot.count)
  let known = 0
  let unknown = snapshot.count
  for (let at = 0; at < order.length; at++) if (!Number.isNaN(coarse[at]!)) order[known++] = at
  for (let at = order.length - 1; at >= 0; at--) if (Number.isNaN(coarse[at]!)) order[--unknown] = at
  order
    .subarray(0, known)
    .sort((one, other) => coarse[one]! - coarse[other]! || (isText ? finer(one, other) : one - other))
  return order
}

/** The same positions descending: groups of equals turn round, ids inside them and nulls at the end do not. */
function descending(sorted: Uint32Array, keyAt: (at: number) => SortKey): Uint32Array {
  const turned = sorted.slice()
  let end = sorted.length
  while (end > 0 && keyAt(sorted[end - 1]!) === null) end--
  for (let into = 0; end > 0; ) {
    const key = keyAt(sorted[end - 1]!)
    let start = end - 1
    while (start > 0 && keyAt(sorted[start - 1]!) === key) start--
    turned.set(sorted.subarray(start, end), into)
    into += end - start
    end = start
  }
  return turned
}

const made = new WeakMap<Snapshot, Map<string, Uint32Array>>()

/** All positions of a snapshot in the order of a list, made at its first use and kept as long as the snapshot. */
export function orderOf(snapshot: Snapshot, field: string, direction: Direction): Uint32Array {
  let orders = made.get(snapshot)
  if (!orders) made.set(snapshot, (orders = new Map()))
  const name = `${direction} ${field}`
  let order = orders.get(name)
  if (!order) {
    order =
      direction === "asc"
        ? ascending(snapshot, field)
        : descending(orderOf(snapshot, field, "asc"), keysOf(snapshot, field))
    orders.set(name, order)
  }
  return order
}

/** The orders a snapshot was asked for, so that its successor can have them ready before it serves. */
export const ordersMade = (snapshot: Snapshot): { field: string; direction: Direction }[] =>
  [...(made.get(snapshot)?.keys() ?? [])].map((name) => {
    const [direction, field] = name.split(" ") as [Direction, string]
    return { field, direction }
  })

/** How many positions of an order stand at or before a place. */
export function rankAfter(
  snapshot: Snapshot,
  order: Uint32Array,
  field: string,
  direction: Direction,
  key: SortKey,
  id: string,
): number {
  const keyAt = keysOf(snapshot, field)
  let low = 0
  let high = order.length
  while (low < high) {
    const middle = (low + high) >> 1
    const at = order[middle]!
    if (compare(keyAt(at), idAt(snapshot, at), key, id, direction) <= 0) low = middle + 1
    else high = middle
  }
  return low
}
