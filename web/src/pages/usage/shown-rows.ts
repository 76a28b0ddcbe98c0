import type { BoardEntry } from "#shared/contract/board.ts"
import { countText } from "../../format.ts"
import { isUnknown } from "./order.ts"

export const TOP = 10

/** The first ten of an order, the reader's own row below them when it is further down, and the row of nobody. */
export function topOf(ordered: readonly BoardEntry[]): BoardEntry[] {
  const known = ordered.filter((entry) => !isUnknown(entry))
  const own = known.slice(TOP).filter(({ you }) => you)
  return [...known.slice(0, TOP), ...own, ...ordered.filter(isUnknown)]
}

/** Which rows these are, in words. */
export function rowsText(known: number, shown: number, unknown: boolean): string {
  const rest = unknown ? " and the unknown row" : ""
  if (known === 0) return unknown ? "Only the unknown row: no session named anybody." : "Nobody is shown."
  return `${shown < known ? `${countText(shown)} of ${countText(known)}` : countText(known)} ${known === 1 ? "person" : "people"}${rest}.`
}
