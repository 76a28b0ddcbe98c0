import type { PlanTerms, PriceInUse, SavedPlans } from "../../data/plans.ts"

/** A row of the page: terms of a price, or a price in use that has none. */
export interface PlanRow {
  key: string
  priceId: string
  price: PriceInUse | undefined
  terms: PlanTerms | undefined
  state: "inForce" | "later" | "replaced" | "notNamed"
}

/** Prices by name with their terms, the newest first; then prices in use that no terms name, those with most subscriptions first. */
export function rowsOf({ terms, today, prices }: SavedPlans): PlanRow[] {
  const priceOf = (id: string) => prices.find(({ priceId }) => priceId === id)
  const nameOf = (id: string) => `${priceOf(id)?.name ?? ""} ${id}`
  const sorted = [...terms].sort((one, other) =>
    one.priceId === other.priceId
      ? one.from > other.from
        ? -1
        : 1
      : nameOf(one.priceId) < nameOf(other.priceId)
        ? -1
        : 1,
  )
  const inForce = new Map<string, PlanTerms>()
  for (const one of sorted) if (one.from <= today && !inForce.has(one.priceId)) inForce.set(one.priceId, one)
  const named = sorted.map((one): PlanRow => {
    const state = one.from > today ? "later" : inForce.get(one.priceId) === one ? "inForce" : "replaced"
    return { key: `${one.priceId} ${one.from}`, priceId: one.priceId, price: priceOf(one.priceId), terms: one, state }
  })
  const others = prices
    .filter(({ priceId }) => !terms.some((one) => one.priceId === priceId))
    .sort((one, other) => other.subscriptions - one.subscriptions || (one.priceId < other.priceId ? -1 : 1))
  return [
    ...named,
    ...others.map((price): PlanRow => {
      const { priceId } = price
      return { key: priceId, priceId, price, terms: undefined, state: "notNamed" }
    }),
  ]
}
