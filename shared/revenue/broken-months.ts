import { type Day, type Month, monthOf } from "../time.ts"
import type { Revenue } from "./day-cube.ts"
import { movedIn, type RevenueHistory, standingsOf } from "./ledger.ts"
import { unexplainedIn } from "./movements.ts"

/** A month whose MRR cannot be right in one currency, and by how many of its smallest units. */
export interface BrokenMonth {
  month: Month
  currency: string
  /** movements: what it began with and its movements do not come to what it ended with. cube: its own cube holds another rise than its days. */
  broken: "movements" | "cube"
  differenceCents: number
}

/**
 * Of the months that a history knows by days, those that do not add up, the oldest first. `months` are their own cubes, which
 * figures of later months begin with. Each currency is looked at by itself, so that no rate is needed and none hides anything.
 */
export function brokenMonths(history: RevenueHistory, months: ReadonlyMap<Month, Revenue>, today: Day): BrokenMonth[] {
  const standings = standingsOf(history, today).slice(1)
  return [...Map.groupBy(standings, ({ day }) => monthOf(day))].flatMap(([month, days]) => {
    const moved = movedIn(days)
    const found = (broken: BrokenMonth["broken"], cents: Record<string, number>) =>
      Object.entries(cents).map(([currency, differenceCents]) => ({ month, currency, broken, differenceCents }))
    return [
      ...found("movements", unexplainedIn(moved)),
      ...found("cube", beyond(risesOf(months.get(month)), risesOf(moved))),
    ]
  })
}

const risesOf = (cube: Revenue | undefined): Record<string, number> =>
  Object.fromEntries(Object.entries(cube?.currencies ?? {}).map(([currency, { rise }]) => [currency, rise.mrrCents]))

/** By how much amounts are more than others, where they are not the same. */
function beyond(some: Record<string, number>, others: Record<string, number>): Record<string, number> {
  const currencies = [...new Set([...Object.keys(some), ...Object.keys(others)])]
  const more = currencies.map((currency) => [currency, (some[currency] ?? 0) - (others[currency] ?? 0)] as const)
  return Object.fromEntries(more.filter(([, cents]) => cents !== 0))
}
