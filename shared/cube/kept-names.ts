import { addToDimension, cappedBy, type Dimension, emptyDimension, mergeDimension } from "../usage/usage-dimension.ts"

/** Numbers by name as cubes keep them: names in order, each with its row, and the sum of those that are not kept apart. */
export type KeptNames = [names: string[], rows: number[][], other: number[] | 0]

/** Kept names, to be read. */
export function namesOf([names, rows, other]: KeptNames): Dimension {
  const dimension = emptyDimension()
  for (const [at, name] of names.entries()) dimension.of[name] = rows[at]!
  dimension.other = other === 0 ? null : other
  return dimension
}

/** Names to be kept, so that the same names are the same text. */
export function keptNames({ of, other }: Dimension): KeptNames {
  const names = Object.keys(of).sort()
  return [names, names.map((name) => of[name]!), other ?? 0]
}

/** The same, of which the most frequent are kept apart: by the first number of their rows. */
export const keptFirst = (dimension: Dimension, fields: number, most?: number): KeptNames =>
  keptNames(cappedBy(dimension, ([many = 0]) => many, fields, most))

/** How often each of these names stands there. */
export function countedNames(names: Iterable<string>): Dimension {
  const dimension = emptyDimension()
  for (const name of names) addToDimension(dimension, name, [1])
  return dimension
}

/** Everything that these hold, in one. */
export function summedNames(parts: readonly KeptNames[]): Dimension {
  const dimension = emptyDimension()
  for (const part of parts) mergeDimension(dimension, namesOf(part))
  return dimension
}

/** Two names as one, and back. */
export const pairOf = (one: string, other: string): string => JSON.stringify([one, other])
