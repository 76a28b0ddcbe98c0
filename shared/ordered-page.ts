/** Where a page ends: what its last row is ordered by, and its id. */
export interface Place {
  key: string | number | null
  id: string
}

/** Rows in their order, from a place on. What an order knows nothing of comes last, whichever way it goes; equal ones go by id. */
export function orderedPage<One>(
  matching: readonly One[],
  placeOf: (one: One) => Place,
  order: "asc" | "desc",
  { limit, after }: { limit: number; after?: Place | undefined },
): { items: One[]; next: Place | null } {
  const placed = matching.map((one) => ({ one, place: placeOf(one) }))
  placed.sort((some, other) => compare(some.place, other.place, order))
  const from = after === undefined ? 0 : placed.findIndex(({ place }) => compare(place, after, order) > 0)
  const page = from < 0 ? [] : placed.slice(from, from + limit)
  const isLast = from < 0 || from + limit >= placed.length
  return { items: page.map(({ one }) => one), next: isLast ? null : page.at(-1)!.place }
}

function compare(one: Place, other: Place, order: "asc" | "desc"): number {
  if (one.key !== other.key) {
    if (one.key === null) return 1
    if (other.key === null) return -1
    return one.key < other.key === (order === "asc") ? -1 : 1
  }
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0
}
