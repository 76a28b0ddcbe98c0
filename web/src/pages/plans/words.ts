import { microsOfUsd, usdOfMicros } from "#shared/money.ts"
import { isDay } from "#shared/time.ts"
import type { PlanTerms, PriceInUse } from "../../data/plans.ts"
import { moneyText } from "../../format.ts"

/** What a price can stand for, as one word of a form. */
export const STANDS_FOR = {
  "plan pro": "Plan pro",
  "plan enterprise": "Plan enterprise",
  "devPlan lite": "Dev plan lite",
  "devPlan pro": "Dev plan pro",
  "devPlan max": "Dev plan max",
} as const
export type StandsFor = keyof typeof STANDS_FOR
export const standsFor = ({ product, tier }: Pick<PlanTerms, "product" | "tier">): string =>
  STANDS_FOR[`${product} ${tier}` as StandsFor]

/** Terms as a form holds them. */
export interface TermsFields {
  priceId: string
  standsFor: StandsFor
  creditsUsd: string
  from: string
}

export const fieldsOf = (terms: PlanTerms): TermsFields => ({
  priceId: terms.priceId,
  standsFor: `${terms.product} ${terms.tier}` as StandsFor,
  creditsUsd: usdOfMicros(terms.creditsMicros).slice(0, -4),
  from: terms.from,
})
export const newFields = (priceId: string, today: string): TermsFields => ({
  priceId,
  standsFor: "devPlan lite",
  creditsUsd: "",
  from: today,
})

const AMOUNT = /^\d{1,6}(\.\d{1,2})?$/
const PRICE = /^[\w-]{1,100}$/

/** What is wrong with a form, by the field it is wrong in. */
export const faultsOf = ({ priceId, creditsUsd, from }: TermsFields) => ({
  priceId: PRICE.test(priceId) ? undefined : "Write a price's id, as in price_1Qx7.",
  creditsMicros: AMOUNT.test(creditsUsd) ? undefined : "Write dollars with at most two decimals, as in 20.00, or 0.",
  from: isDay(from) ? undefined : "Write a day, as in 2026-07-01.",
})

/** The terms that a form without faults asks for. */
export function termsOf({ priceId, standsFor: asked, creditsUsd, from }: TermsFields): PlanTerms {
  const [product, tier] = asked.split(" ")
  return { priceId, product, tier, creditsMicros: microsOfUsd(creditsUsd), from } as PlanTerms
}

export const isOf = (one: PlanTerms, other: PlanTerms): boolean =>
  one.priceId === other.priceId && one.from === other.from

/** What a price costs, and how often. */
export function costWords({ currency, unit, cadence }: PriceInUse): string {
  const each = cadence.count === 1 ? `a ${cadence.interval}` : `every ${cadence.count} ${cadence.interval}s`
  return `${unit === null ? "by tiers" : moneyText(Math.round(Number(unit)), currency)} ${each}`
}

/** A price in words: what it is called, what it costs, and how often. */
export const priceWords = (price: PriceInUse): string => `${price.name}, ${costWords(price)}`
