import type { Row } from "../../functions/table/db.ts"
import { rowBytes, same } from "./value.ts"

const WRITE_UNIT_BYTES = 1024
const READ_UNIT_BYTES = 4096

const units = (bytes: number, each: number): number => Math.max(1, Math.ceil(bytes / each))

export const readUnits = (row: Row | undefined, strong: boolean): number => queryUnits(row ? rowBytes(row) : 0, strong)

export const queryUnits = (bytes: number, strong: boolean): number => units(bytes, READ_UNIT_BYTES) * (strong ? 1 : 0.5)

/**
 * Units of one write with its index entries: the larger of before and after for the row, and what changed in each index.
 * A transaction pays twice for the row, once for the indexes, which follow later.
 */
export function writeUnits(before: Row | undefined, after: Row | undefined | "refused", times: 1 | 2): number {
  const beforeBytes = before ? rowBytes(before) : 0
  if (after === "refused") return times * units(beforeBytes, WRITE_UNIT_BYTES)
  const ofRow = units(Math.max(beforeBytes, after ? rowBytes(after) : 0), WRITE_UNIT_BYTES)
  const ofIndexes = (["gsi1", "gsi2"] as const).map((index) => indexUnits(entry(before, index), entry(after, index)))
  return times * ofRow + ofIndexes[0]! + ofIndexes[1]!
}

interface Entry {
  place: string
  fields: object
}

function entry(row: Row | undefined, index: "gsi1" | "gsi2"): Entry | undefined {
  const [pk, sk] = [row?.[`${index}pk`], row?.[`${index}sk`]]
  if (!row || pk === undefined || sk === undefined) return undefined
  const fields = index === "gsi1" ? row : { pk: row.pk, sk: row.sk, gsi2pk: pk, gsi2sk: sk }
  return { place: JSON.stringify([pk, sk]), fields }
}

/** An entry whose key changed is one removed and another put. */
function indexUnits(before: Entry | undefined, after: Entry | undefined): number {
  const cost = (one: Entry | undefined) => (one ? units(rowBytes(one.fields), WRITE_UNIT_BYTES) : 0)
  if (before && after && before.place === after.place)
    return same(before.fields, after.fields) ? 0 : Math.max(cost(before), cost(after))
  return cost(before) + cost(after)
}
