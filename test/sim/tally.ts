/** Counts under their names, those of one name together; what is nothing is left out. */
export function tally(entries: Iterable<readonly [string, number]>): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const [name, count] of entries) if (count !== 0) sums[name] = (sums[name] ?? 0) + count
  return sums
}
