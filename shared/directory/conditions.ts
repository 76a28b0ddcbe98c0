import type { Instant } from "../time.ts"
import type { Cells, Columns } from "./column.ts"
import { fold } from "./fold.ts"
import { foldedOf, markHits } from "./folded.ts"
import { keyOf } from "./order.ts"
import type { Snapshot } from "./snapshot.ts"

/** What narrows a list. Conditions combine. */
export interface Conditions {
  /** A part of any searchable text the caller may see, without regard to case and accents. */
  search?: string | undefined
  /** The word each of these fields must have. */
  words?: Readonly<Record<string, string | undefined>>
  /** The stretch [from, until) each of these instants must lie in; unknown ones do not. */
  stretches?: Readonly<Record<string, { from?: Instant | undefined; until?: Instant | undefined }>>
  /** What each of these flags must be; one that is unknown is neither. */
  flags?: Readonly<Record<string, boolean | undefined>>
  /** The stretch [from, until) each of these numbers must lie in; unknown ones do not. */
  numbers?: Readonly<Record<string, { from?: number; until?: number } | undefined>>
  /** For staff viewers: masked fields are neither searched nor sorted by, and come out masked. */
  masked: boolean
}

/** The codes that fields of words and of flags must have, as they are kept. */
const codesOf = ({ words, flags }: Conditions): [field: string, word: string][] =>
  Object.entries({ ...words, ...flags }).flatMap(([field, word]) => (word === undefined ? [] : [[field, String(word)]]))

/** The stretches that fields of instants and of numbers must lie in, as they are kept. */
const boundsOf = ({ stretches, numbers }: Conditions): [field: string, low: number, high: number][] =>
  [
    ...Object.entries(stretches ?? {}).map(
      ([field, { from, until }]) => [field, from && Date.parse(from), until && Date.parse(until)] as const,
    ),
    ...Object.entries(numbers ?? {}).map(([field, asked]) => [field, asked?.from, asked?.until] as const),
  ].flatMap(([field, low, high]) =>
    low === undefined && high === undefined ? [] : [[field, Number(low ?? -Infinity), Number(high ?? Infinity)]],
  )

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
  const [codes, bounds] = [codesOf(query), boundsOf(query)]
  return (row) =>
    codes.every(([field, word]) => row[field] !== null && String(row[field]) === word) &&
    bounds.every(([field, low, high]) => {
      const key = keyOf(columns[field]!, row, field)
      return key !== null && Number(key) >= low && Number(key) < high
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
  for (const [field, word] of codesOf(query)) {
    const part = parts[field]
    if (part?.kind !== "code") throw new Error(`${field} is no column of words or flags`)
    const code = part.words.indexOf(word)
    for (let at = 0; at < count; at++) if (part.codes[at] !== code) chosen[at] = 0
  }
  for (const [field, low, high] of boundsOf(query)) {
    const part = parts[field]
    if (part?.kind !== "number") throw new Error(`${field} is no column of instants or numbers`)
    for (let at = 0; at < count; at++) if (!(part.numbers[at]! >= low && part.numbers[at]! < high)) chosen[at] = 0
  }
  return chosen
}
