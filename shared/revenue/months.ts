import type { MonthStatement, Overview } from "../contract/overview.ts"
import type { GeneralSettings } from "../contract/settings.ts"
import { addMonths, type Day, firstOfMonth } from "../time.ts"
import { KINDS, lostIn, noRevenue, type Revenue, subscriberRise } from "./day-cube.ts"
import { type DayStanding, movedIn } from "./ledger.ts"
import { movedDays, mrrOn } from "./movements.ts"

/** A month as an account that adds up to the cent, up to the last of the standings; null while a rate is missing. */
export function statement(
  settings: GeneralSettings,
  standings: readonly DayStanding[],
  monthStart: Day,
): MonthStatement | null {
  const first = standings.findIndex(({ day }) => day >= monthStart)
  const run = standings.slice(Math.max(0, first - 1))
  const moved = movedDays(settings, run)
  const [startCents, endCents] = [mrrOn(settings, run[0]!), mrrOn(settings, run.at(-1)!)]
  if (startCents === null || endCents === null || moved.some((day) => day.startCents === null || day.endCents === null))
    return null
  const total = (
    field: "newCents" | "expansionCents" | "contractionCents" | "churnCents" | "reactivationCents" | "fxCents",
  ) => moved.reduce((sum, day) => sum + day[field], 0)
  const { currencies } = movedIn(run.slice(1))
  const count = (kind: (typeof KINDS)[number]) =>
    Object.values(currencies).reduce((sum, { kinds }) => sum + kinds[kind].count, 0)
  return {
    from: monthStart,
    startCents,
    newCents: total("newCents"),
    expansionCents: total("expansionCents"),
    contractionCents: total("contractionCents"),
    churnCents: total("churnCents"),
    reactivationCents: total("reactivationCents"),
    fxCents: total("fxCents"),
    endCents,
    counts: Object.fromEntries(KINDS.map((kind) => [kind, count(kind)])) as Record<(typeof KINDS)[number], number>,
  }
}

/** Twelve months, the running one last: those before `firstDay` from their cubes, the others from their days. */
export function monthsOf(
  months: ReadonlyMap<string, Revenue>,
  firstDay: Day,
  standings: readonly DayStanding[],
  today: Day,
): Overview["series"]["months"] {
  const wanted = Array.from({ length: 12 }, (_, back) => addMonths(firstOfMonth(today), back - 11).slice(0, 7))
  return wanted.map((month) => {
    const atStart = [...months]
      .filter(([earlier]) => earlier < month)
      .reduce((sum, [, cube]) => sum + subscriberRise(cube), 0)
    const inLedger = `${month}-01` >= firstDay
    const cube = inLedger
      ? movedIn(standings.slice(1).filter(({ day }) => day.startsWith(month)))
      : (months.get(month) ?? noRevenue())
    const base = inLedger ? (standings.findLast(({ day }) => day < `${month}-01`)?.subscribers ?? 0) : atStart
    return { month, newSubscribers: cube.newSubscribers, churnRate: base > 0 ? lostIn(cube) / base : null }
  })
}
