import { named } from "../named.ts"
import { addRow, addSums, costMicrosOf, SUM_FIELDS, sumsOfRow, TALLY_FIELDS, zeroRow } from "./usage-sums.ts"

/** By what usage is told apart; each name has a row of these fields, and what it has cost decides who is among the first. */
export const DIMENSIONS = {
  models: { fields: SUM_FIELDS.length, costOf: (row) => costMicrosOf(sumsOfRow(row)), isCapped: true },
  projects: { fields: SUM_FIELDS.length, costOf: (row) => costMicrosOf(sumsOfRow(row)), isCapped: true },
  keys: { fields: TALLY_FIELDS.length, costOf: (row) => row[3]!, isCapped: true },
  users: { fields: TALLY_FIELDS.length, costOf: (row) => row[3]!, isCapped: false },
  errorTypes: { fields: 1, costOf: (row) => row[0]!, isCapped: true },
} satisfies Record<string, { fields: number; costOf(row: readonly number[]): number; isCapped: boolean }>
export type DimensionName = keyof typeof DIMENSIONS
export const DIMENSION_NAMES = Object.keys(DIMENSIONS) as DimensionName[]

/** What a call is counted under that names no model, project, key or user. */
export const UNKNOWN_NAME = "__unknown__"

/** As many names are kept apart in one cube, people excepted; the cheapest of more are put together. */
export const NAMES_MAX = 1_000

export interface Dimension {
  /** Inherits nothing. */
  of: Record<string, number[]>
  /** The sum of those that are not kept apart, null where all are. With some, a name's row may lack some of it. */
  other: number[] | null
}

export const emptyDimension = (): Dimension => ({ of: named(), other: null })

export function addToDimension(into: Dimension, name: string, row: readonly number[]): void {
  const known = into.of[name]
  if (known) addRow(known, row)
  else into.of[name] = [...row]
}

export function mergeDimension(into: Dimension, from: Dimension): void {
  for (const name of Object.keys(from.of)) addToDimension(into, name, from.of[name]!)
  if (!from.other) return
  if (into.other) addRow(into.other, from.other)
  else into.other = [...from.other]
}

/** Puts together what is beyond the dearest `NAMES_MAX`; of those that cost the same, the last by name. */
export function capped(dimension: Dimension, name: DimensionName, most = NAMES_MAX): Dimension {
  const { isCapped, costOf, fields } = DIMENSIONS[name]
  return isCapped ? cappedBy(dimension, costOf, fields, most) : dimension
}

/** Puts together what is beyond the `most` names of the greatest weight; of those of the same weight, the last by name. */
export function cappedBy(
  dimension: Dimension,
  weightOf: (row: readonly number[]) => number,
  fields: number,
  most = NAMES_MAX,
): Dimension {
  const names = Object.keys(dimension.of)
  if (names.length <= most) return dimension
  const first = names
    .map((one) => ({ one, weight: weightOf(dimension.of[one]!) }))
    .sort((a, b) => b.weight - a.weight || (a.one < b.one ? -1 : 1))
  const kept: Dimension = { of: named(), other: dimension.other ? [...dimension.other] : zeroRow(fields) }
  for (const [rank, { one }] of first.entries()) {
    if (rank < most) kept.of[one] = dimension.of[one]!
    else addRow(kept.other!, dimension.of[one]!)
  }
  return kept
}

/** The name that a call is counted under. */
export function told(name: unknown): string {
  if (typeof name === "string") return name === "" ? UNKNOWN_NAME : name
  return name === undefined || name === null ? UNKNOWN_NAME : String(name)
}

/** What one call adds to each dimension but that of projects, whose calls are added up apart; `row` is its sums as a row. */
export function addCall(
  into: Record<DimensionName, Dimension>,
  call: Record<string, unknown>,
  row: readonly number[],
  errorType: string | undefined,
): void {
  const model = told(call["model"])
  const known = into.models.of[model]
  if (known) addSums(known, row)
  else into.models.of[model] = [...row]
  const tokens = row[2]! + row[3]! + row[4]!
  const cost = row[5]! + row[6]! + row[7]! - row[8]!
  addTally(into.keys, told(call["apiKey"]), row[1]!, tokens, cost)
  addTally(into.users, told(call["user"]), row[1]!, tokens, cost)
  if (errorType !== undefined) addToDimension(into.errorTypes, errorType, [1])
}

function addTally(into: Dimension, name: string, failures: number, tokens: number, cost: number): void {
  const known = into.of[name]
  if (!known) {
    into.of[name] = [1, failures, tokens, cost]
    return
  }
  known[0]! += 1
  known[1]! += failures
  known[2]! += tokens
  known[3]! += cost
}
