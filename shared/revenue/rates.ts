import type { GeneralSettings } from "../contract/settings.ts"
import { converted } from "../money.ts"
import type { Day } from "../time.ts"

type Rates = GeneralSettings["rates"]
const sorted = new WeakMap<Rates, ReadonlyMap<string, Rates>>()

/** Rates by currency, newest first; sorted once for each table of rates, because every day of every series asks. */
function newestFirst(rates: Rates): ReadonlyMap<string, Rates> {
  const held = sorted.get(rates)
  if (held) return held
  const made = Map.groupBy(rates, ({ currency }) => currency)
  for (const some of made.values()) some.sort((one, other) => (one.day < other.day ? 1 : one.day > other.day ? -1 : 0))
  sorted.set(rates, made)
  return made
}

/** What one major unit of a currency is worth on a day in the reporting currency: the newest dated rate not after it; null when there is none, never 1. */
export function rateOn({ reportingCurrency, rates }: GeneralSettings, currency: string, day: Day): string | null {
  if (currency === reportingCurrency) return "1"
  return (
    newestFirst(rates)
      .get(currency)
      ?.find((rate) => rate.day <= day)?.rate ?? null
  )
}

/** Amounts by currency as one amount of the reporting currency, each converted once; null while a rate is missing. */
export function totalOn(settings: GeneralSettings, centsByCurrency: Record<string, number>, day: Day): number | null {
  let total = 0
  for (const [currency, cents] of Object.entries(centsByCurrency)) {
    if (cents === 0) continue
    const rate = rateOn(settings, currency, day)
    if (rate === null) return null
    total += converted(cents, currency, settings.reportingCurrency, rate)
  }
  return total
}

/** For each currency that lacks a rate on a day it has an amount, the newest such day. */
export function missingIn(
  settings: GeneralSettings,
  days: readonly { day: Day; centsByCurrency: Record<string, number> }[],
): { currency: string; day: Day }[] {
  const missing = new Map<string, Day>()
  for (const { day, centsByCurrency } of days)
    for (const [currency, cents] of Object.entries(centsByCurrency))
      if (cents !== 0 && day > (missing.get(currency) ?? "") && rateOn(settings, currency, day) === null)
        missing.set(currency, day)
  return [...missing]
    .map(([currency, day]) => ({ currency, day }))
    .sort((one, other) => (one.currency < other.currency ? -1 : 1))
}
