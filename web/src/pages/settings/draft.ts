import { knowsCurrency } from "#shared/money.ts"
import { productUrlFault } from "#shared/payments/product-url.ts"
import { type Day, isDay, isZone } from "#shared/time.ts"
import type { GeneralSettings } from "../../data/settings.ts"

export type Rate = GeneralSettings["rates"][number]

/** What is wrong with a draft, by the field it is wrong in: `reportingZone`, `rates.2.rate`. */
export type Faults = Record<string, string>

/** Says what would have to be different before the draft can be saved. */
export function faultsOf(draft: GeneralSettings): Faults {
  const faults: Faults = {}
  if (!isZone(draft.reportingZone))
    faults["reportingZone"] = "There is no such zone. Write Region/City, as in Europe/Berlin, or UTC."
  if (!/^[a-z]{3}$/.test(draft.reportingCurrency)) faults["reportingCurrency"] = "Write three letters, as in usd."
  // Whether the console may ask its own machine, it says itself.
  const url = draft.productUrl === undefined ? undefined : productUrlFault(draft.productUrl, { localhost: true })
  if (url !== undefined) faults["productUrl"] = url
  const seen = new Set<string>()
  draft.rates.forEach(({ currency, day, rate }, at) => {
    if (!/^[a-z]{3}$/.test(currency)) faults[`rates.${at}.currency`] = "Three letters"
    else if (!knowsCurrency(currency)) faults[`rates.${at}.currency`] = "Not known"
    else if (currency === draft.reportingCurrency) faults[`rates.${at}.currency`] = "Needs no rate"
    else if (seen.has(`${currency} ${day}`)) faults[`rates.${at}.day`] = "Twice on this day"
    if (!isDay(day)) faults[`rates.${at}.day`] = "A day, as in 2026-07-01"
    if (!/^\d{1,9}(\.\d{1,10})?$/.test(rate) || Number(rate) === 0) faults[`rates.${at}.rate`] = "A number above 0"
    seen.add(`${currency} ${day}`)
  })
  return faults
}

/** One line of the review: what it is, how it was, how it will be; null where there was or will be nothing. */
export interface Difference {
  what: string
  before: string | null
  after: string | null
}

export const DISCOUNTS: Record<GeneralSettings["discounts"], { title: string; text: string }> = {
  forever: { title: "Only what never ends", text: "As Stripe does: a coupon lowers MRR when its duration is forever." },
  active: { title: "Also what runs now", text: "Repeating coupons lower MRR too, as long as they run." },
  all: { title: "All, even once", text: "A coupon for one invoice lowers MRR in its period." },
}

/** What saving would change, in the order of the page. */
export function differencesOf(saved: GeneralSettings, draft: GeneralSettings): Difference[] {
  const found: Difference[] = []
  const note = (what: string, before: string | null, after: string | null) =>
    before !== after && found.push({ what, before, after })
  note("Reporting zone", saved.reportingZone, draft.reportingZone)
  note("Reporting currency", saved.reportingCurrency.toUpperCase(), draft.reportingCurrency.toUpperCase())
  note("Discounts that lower MRR", DISCOUNTS[saved.discounts].title, DISCOUNTS[draft.discounts].title)
  note("Product URL", saved.productUrl ?? null, draft.productUrl ?? null)
  const before = new Map(saved.rates.map((rate) => [nameOf(rate), rate.rate]))
  const after = new Map(draft.rates.map((rate) => [nameOf(rate), rate.rate]))
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    if (before.get(name) !== after.get(name))
      found.push({ what: name, before: before.get(name) ?? null, after: after.get(name) ?? null })
  }
  return found
}

const nameOf = ({ currency, day }: Rate): string => `Rate of ${currency.toUpperCase()} from ${day}`

/** Rates as they are listed: by currency, the newest first. */
export const sortedRates = (rates: readonly Rate[]): Rate[] =>
  [...rates].sort((a, b) => a.currency.localeCompare(b.currency) || b.day.localeCompare(a.day))

/** Saved rates that a newer one of their currency has replaced. They are folded away until somebody wants them. */
export function replacedRates(saved: readonly Rate[]): (rate: Rate) => boolean {
  const newest = new Map<string, string>()
  for (const { currency, day } of saved) if (day > (newest.get(currency) ?? "")) newest.set(currency, day)
  const replaced = new Set(saved.filter(({ currency, day }) => day < newest.get(currency)!).map(wordsOf))
  return (rate) => replaced.has(wordsOf(rate))
}

const wordsOf = ({ currency, day, rate }: Rate): string => `${currency} ${day} ${rate}`

/** A rate to fill in, from a day on. */
export const emptyRate = (day: Day): Rate => ({ currency: "", day, rate: "" })
