import { fold, isAscii } from "./fold.ts"
import { type Snapshot, type TextPart, textAt } from "./snapshot.ts"

/** A text column as search and sort see it: row i is `text` from `starts[i]` to `starts[i + 1]`. */
export interface Folded {
  text: string
  starts: Uint32Array
}

/** Plain text keeps its lengths when folded, so the whole column is folded at once; else row by row. */
function foldPart(part: TextPart): Folded {
  if (isAscii(part.text)) return { text: fold(part.text), starts: part.starts }
  const count = part.nulls.length
  const pieces = new Array<string>(count)
  const starts = new Uint32Array(count + 1)
  for (let at = 0; at < count; at++) {
    pieces[at] = fold(textAt(part, at) ?? "")
    starts[at + 1] = starts[at]! + pieces[at]!.length
  }
  return { text: pieces.join(""), starts }
}

const made = new WeakMap<Snapshot, Map<string, Folded>>()

/** The folded column of a snapshot, made at its first use and kept as long as the snapshot. */
export function foldedOf(snapshot: Snapshot, field: string): Folded {
  let columns = made.get(snapshot)
  if (!columns) made.set(snapshot, (columns = new Map()))
  let folded = columns.get(field)
  if (!folded) columns.set(field, (folded = foldPart(snapshot.parts[field] as TextPart)))
  return folded
}

/** Marks with 1 every row whose column holds the folded needle. */
export function markHits({ text, starts }: Folded, needle: string, hits: Uint8Array): void {
  let row = 0
  for (let found = text.indexOf(needle); found >= 0; ) {
    row = rowHolding(starts, found, row)
    const inside = found + needle.length <= starts[row + 1]!
    if (inside) hits[row] = 1
    found = text.indexOf(needle, inside ? starts[row + 1] : found + 1)
  }
}

/** The row in which a position of the text lies, at `from` or after it: near ones by steps that double, then by halves. */
function rowHolding(starts: Uint32Array, position: number, from: number): number {
  let low = from
  let step = 1
  const last = starts.length - 2
  while (low + step <= last && starts[low + step]! <= position) {
    low += step
    step *= 2
  }
  let high = Math.min(low + step, last + 1)
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (starts[middle]! <= position) low = middle
    else high = middle
  }
  return low
}
