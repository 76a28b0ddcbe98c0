import type { GeneralSettings } from "../contract/settings.ts"
import { converted } from "../money.ts"
import type { Day } from "../time.ts"
import { KINDS, type Revenue } from "./day-cube.ts"
import { type DayStanding, levelOf } from "./ledger.ts"
import { rateOn, totalOn } from "./rates.ts"

/** One day of MRR in the reporting currency; start + new + reactivation + expansion − contraction − churn + fx = end, to the cent, unless a cube is broken. */
export interface MovedDay {
  day: Day
  startCents: number | null
  newCents: number
  expansionCents: number
  contractionCents: number
  churnCents: number
  reactivationCents: number
  fxCents: number
  endCents: number | null
}

export const mrrOn = (settings: GeneralSettings, standing: DayStanding): number | null =>
  totalOn(settings, levelOf(standing, "mrrCents"), standing.day)

/** By how many of its smallest units each currency's MRR moved beyond what its movements say: nothing, of all that a fold made. */
export function unexplainedIn({ currencies }: Revenue): Record<string, number> {
  const found: Record<string, number> = {}
  for (const [currency, { rise, kinds }] of Object.entries(currencies)) {
    const gained = kinds.new.cents + kinds.reactivation.cents + kinds.expansion.cents
    const cents = rise.mrrCents - gained + kinds.contraction.cents + kinds.churn.cents
    if (cents !== 0) found[currency] = cents
  }
  return found
}

/** What each kind of movement comes to on a day, each currency converted once; a currency without a rate counts nothing here and blocks the totals. */
function kindsOn(settings: GeneralSettings, { currencies }: Revenue, day: Day) {
  const cents = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<(typeof KINDS)[number], number>
  for (const [currency, { kinds }] of Object.entries(currencies)) {
    const rate = rateOn(settings, currency, day)
    if (rate === null) continue
    for (const kind of KINDS) cents[kind] += converted(kinds[kind].cents, currency, settings.reportingCurrency, rate)
  }
  return cents
}

/**
 * Every day after the first of a ledger, converted. Fx is what the same subscriptions are worth at another rate, and the cents
 * of rounding: what lies between one day's MRR and the next and is neither of a kind nor missing among the movements.
 */
export function movedDays(settings: GeneralSettings, standings: readonly DayStanding[]): MovedDay[] {
  return standings.slice(1).map((standing, index) => {
    const [startCents, endCents] = [mrrOn(settings, standings[index]!), mrrOn(settings, standing)]
    const kinds = kindsOn(settings, standing.moved, standing.day)
    const explained = kinds.new + kinds.reactivation + kinds.expansion - kinds.contraction - kinds.churn
    const unexplained = totalOn(settings, unexplainedIn(standing.moved), standing.day) ?? 0
    return {
      day: standing.day,
      startCents,
      newCents: kinds.new,
      expansionCents: kinds.expansion,
      contractionCents: kinds.contraction,
      churnCents: kinds.churn,
      reactivationCents: kinds.reactivation,
      fxCents: startCents === null || endCents === null ? 0 : endCents - startCents - explained - unexplained,
      endCents,
    }
  })
}
