import type { StripeFact } from "./stripe-fact.ts"

/** Facts of each object together, in the order of the objects' ids. */
export function byObject<Fact extends StripeFact>(facts: readonly Fact[]): [string, Fact[]][] {
  const groups = new Map<string, Fact[]>()
  for (const fact of facts) groups.set(fact.objectId, [...(groups.get(fact.objectId) ?? []), fact])
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1))
}
