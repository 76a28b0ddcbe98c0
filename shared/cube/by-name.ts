import { named } from "../named.ts"

/** What some records hold under each name, all of it together. */
export function partsByName<Value>(records: Iterable<Readonly<Record<string, Value>>>): Map<string, Value[]> {
  const parts = new Map<string, Value[]>()
  for (const record of records)
    for (const [name, value] of Object.entries(record)) {
      const some = parts.get(name)
      if (some) some.push(value)
      else parts.set(name, [value])
    }
  return parts
}

/** The `most` of the greatest weight, of the same weight the first by name, in the order of their names; and all the rest. */
export function firstByName<Value>(
  all: ReadonlyMap<string, Value>,
  weightOf: (value: Value) => number,
  most: number,
): { first: Record<string, Value>; rest: Value[] } {
  const names = [...all.keys()].sort()
  if (names.length <= most) return { first: recordOf(all, names), rest: [] }
  const weights = new Map(names.map((name) => [name, weightOf(all.get(name)!)]))
  // Sorting leaves those of the same weight in the order of their names.
  const ranked = names.toSorted((one, other) => weights.get(other)! - weights.get(one)!)
  return {
    first: recordOf(all, ranked.slice(0, most).sort()),
    rest: ranked.slice(most).map((name) => all.get(name)!),
  }
}

/** What stands under these names, in their order, so that the same is the same text. */
export function recordOf<Value>(all: ReadonlyMap<string, Value>, names: Iterable<string>): Record<string, Value> {
  const record = named<Value>()
  for (const name of names) record[name] = all.get(name)!
  return record
}
