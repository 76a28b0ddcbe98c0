import type { Instant } from "../time.ts"
import type { Cells, Columns } from "./column.ts"
import { fold } from "./fold.ts"
import { foldedOf, markHits } from "./folded.ts"
import type { Snapshot } from "./snapshot.ts"

/** What narrows a list. Conditions combine. */
export interface Conditions {
  /** A part of any searchable text the caller may see, without regard to case and accents. */
  search?: string | undefined
  /** The word each of these fields must have. */
  words?: Readonly<Record<string, string | undefined>>
  /** The stretch [from, until) each of these instants must lie in; unknown ones do not. */
  stretches?: Readonly<Record<string, { from?: Instant | undefined; until?: Instant | undefined }>>
  /** For staff viewers: masked fields are neither searched nor sorted by, and come out masked. */
  masked: boolean
}

/** The text fields a search looks into. */
const searchFields = (columns: Columns, masked: boolean): string[] =>
  Object.entries(columns).flatMap(([field, column]) =>
    column.kind === "text" && column.searchable && !(masked && column.mask) ? [field] : [],
  )

const needleOf = ({ search }: Conditions): string => fold(search?.trim() ?? "")

/** Says of one row whether it fulfils the conditions. What `candidates` says of many at once. */
export function fits(columns: Columns, query: Conditions): (row: Cells) => boolean {
  const needle = needleOf(query)
  const fields = searchFields(columns, query.masked)
  const words = Object.entries(query.words ?? {}).filter(([, word]) => word !== undefined)
  const stretches = Object.entries(query.stretches ?? {}).filter(([, { from, until }]) => from ?? until)
  return (row) =>
    words.every(([field, word]) => row[field] === word) &&
    stretches.every(([field, { from, until }]) => {
      const at = Date.parse(String(row[field]))
      return at >= (from ? Date.parse(from) : -Infinity) && at < (until ? Date.parse(until) : Infinity)
    }) &&
    (needle === "" || fields.some((field) => fold(String(row[field] ?? "")).includes(needle)))
}

/** Marks with 1 the positions of a snapshot whose rows fulfil the conditions. */
export function candidates(snapshot: Snapshot, query: Conditions): Uint8Array {
  const { count, columns, parts } = snapshot
  const needle = needleOf(query)
  const chosen = new Uint8Array(count)
  if (needle === "") chosen.fill(1)
  else for (const field of searchFields(columns, query.masked)) markHits(foldedOf(snapshot, field), needle, chosen)
  for (const [field, word] of Object.entries(query.words ?? {})) {
    const part = parts[field]
    if (word === undefined) continue
    if (part?.kind !== "code") throw new Error(`${field} is no column of words`)
    const code = part.words.indexOf(word)
    for (let at = 0; at < count; at++) if (part.codes[at] !== code) chosen[at] = 0
  }
  for (const [field, { from, until }] of Object.entries(query.stretches ?? {})) {
    const part = parts[field]
    if (!(from ?? until)) continue
    if (part?.kind !== "number") throw new Error(`${field} is no column of instants`)
    const low = from ? Date.parse(from) : -Infinity
    const high = until ? Date.parse(until) : Infinity
    for (let at = 0; at < count; at++) if (!(part.numbers[at]! >= low && part.numbers[at]! < high)) chosen[at] = 0
  }
  return chosen
}
