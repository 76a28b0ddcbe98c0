import type { Cohort } from "../contract/movements.ts"
import type { GeneralSettings } from "../contract/settings.ts"
import { addMonths, type Day, type Month, monthOf } from "../time.ts"
import { type CohortRise, mergeRevenue, type Revenue } from "./day-cube.ts"
import type { RevenueHistory } from "./ledger.ts"
import { totalOn } from "./rates.ts"

/**
 * The newest cohorts, each as it stood at the end of its first month and of every month after it until `today`. All months are
 * converted at today's rates, so that a rate that moves looks like nobody leaving or buying more.
 */
export function cohortsOf(settings: GeneralSettings, history: RevenueHistory, today: Day, count: number): Cohort[] {
  const byMonth = monthCubes(history, today)
  const newest = monthOf(today)
  const from = addMonths(`${newest}-01`, 1 - count).slice(0, 7)
  const sizes = [...byMonth].filter(([month, cube]) => month >= from && cube.newSubscribers > 0)
  return sizes
    .map(([month, { newSubscribers }]): Cohort => {
      const standing: CohortRise = { subscribers: 0, mrrCents: {} }
      return {
        month,
        size: newSubscribers,
        cells: monthsFrom(month, newest).map((at) => {
          add(standing, byMonth.get(at)?.cohorts[month])
          return { subscribers: standing.subscribers, mrrCents: totalOn(settings, standing.mrrCents, today) }
        }),
      }
    })
    .sort((one, other) => (one.month < other.month ? 1 : -1))
}

/** What each month brought, those of the history's days too. */
function monthCubes({ months, days }: RevenueHistory, today: Day): Map<Month, Revenue> {
  const told = [...days].filter(([day]) => day <= today)
  const running = Map.groupBy(told, ([day]) => monthOf(day))
  return new Map([
    ...months,
    ...[...running].map(([month, some]) => [month, mergeRevenue(some.map(([, cube]) => cube))] as const),
  ])
}

function monthsFrom(first: Month, last: Month): Month[] {
  const months: Month[] = []
  for (let month = first; month <= last; month = monthOf(addMonths(`${month}-01`, 1))) months.push(month)
  return months
}

function add(standing: CohortRise, rise: CohortRise | undefined): void {
  if (!rise) return
  standing.subscribers += rise.subscribers
  for (const [currency, cents] of Object.entries(rise.mrrCents))
    standing.mrrCents[currency] = (standing.mrrCents[currency] ?? 0) + cents
}
