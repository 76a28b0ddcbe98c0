import { type Calendar, DAYS_BACK } from "./calendar.ts"
import { diceOf, idOf } from "./dice.ts"
import { addDays, addMonths, firstOfMonth } from "#shared/time.ts"
import type { PlanTerms } from "#shared/contract/plans.ts"
import type { Rate } from "#shared/contract/settings.ts"

export type Currency = "usd" | "eur" | "gbp"

/** What the product sells: seats, by the month or longer. */
export interface Plan {
  id: "proMonthly" | "proYearly" | "enterpriseQuarterly" | "enterpriseYearly"
  /** The plan as the product calls it. */
  level: "pro" | "enterprise"
  nickname: string
  interval: "month" | "year"
  intervalCount: number
  /** One seat for one interval. */
  seatCents: Record<Currency, number>
  /** Enterprises get an invoice to pay within two weeks; cards are charged at once. */
  collection: "charge_automatically" | "send_invoice"
}

const pro = { level: "pro", nickname: "Pro", collection: "charge_automatically" } as const
const enterprise = { level: "enterprise", nickname: "Enterprise", collection: "send_invoice" } as const

export const PLANS: Record<Plan["id"], Plan> = {
  proMonthly: {
    ...pro,
    id: "proMonthly",
    interval: "month",
    intervalCount: 1,
    seatCents: { usd: 3_400, eur: 3_100, gbp: 2_700 },
  },
  proYearly: {
    ...pro,
    id: "proYearly",
    interval: "year",
    intervalCount: 1,
    seatCents: { usd: 34_000, eur: 31_000, gbp: 27_000 },
  },
  enterpriseQuarterly: {
    ...enterprise,
    id: "enterpriseQuarterly",
    interval: "month",
    intervalCount: 3,
    seatCents: { usd: 17_700, eur: 16_200, gbp: 14_100 },
  },
  enterpriseYearly: {
    ...enterprise,
    id: "enterpriseYearly",
    interval: "year",
    intervalCount: 1,
    seatCents: { usd: 64_800, eur: 59_400, gbp: 51_600 },
  },
}

export const monthsOf = ({ interval, intervalCount }: Plan): number => (interval === "year" ? 12 : 1) * intervalCount

export interface Coupon {
  id: string
  name: string
  percentOff: number
  /** For so many months; null for ever. */
  months: number | null
}
export const COUPONS = {
  partner: { id: "GUILD15", name: "Trade guild member", percentOff: 15, months: null },
  start: { id: "HALFSTART", name: "Half price for three months", percentOff: 50, months: 3 },
} as const satisfies Record<string, Coupon>

/** With which code new customers ask for the coupon of the start. */
export const START_CODE = { id: "promo_demo_start", code: "HALF-START" } as const

/** How long ago, in months, the oldest subscription may have begun. */
export const MONTHS_BEFORE = 24
const WEEK_DAYS = 7
const ABOUT = { eur: 1.09, gbp: 1.28 } as const

/** What foreign currencies were worth in dollars: monthly before the history begins, weekly within it. */
export function ratesUntil({ today }: Calendar): Rate[] {
  const weekly = Array.from({ length: Math.floor(DAYS_BACK / WEEK_DAYS) + 1 }, (_, nth) =>
    addDays(today, -nth * WEEK_DAYS),
  )
  const oldest = weekly.at(-1)!
  const monthly = Array.from({ length: MONTHS_BEFORE + 6 }, (_, nth) => addMonths(firstOfMonth(oldest), -nth))
  const days = [...weekly, ...monthly].sort()
  return (["eur", "gbp"] as const).flatMap((currency) => {
    const dice = diceOf(`rates ${currency}`)
    let rate: number = ABOUT[currency]
    return days.map((day) => {
      rate += (dice.unit() - 0.5) * 0.014 + (ABOUT[currency] - rate) * 0.1
      return { currency, day, rate: rate.toFixed(4) }
    })
  })
}

/** Days back from which the plans of the demo bring credits. */
const TERMS_DAYS = 10
/** Credits that a cycle brings, in dollars. */
const CREDITS_USD = { pro: 20, enterprise: 400 } as const

/** What the dear ones of the demo's prices in dollars stand for, with the credits of cycles that began lately. */
export const termsOf = ({ today }: Calendar): PlanTerms[] =>
  [PLANS.proYearly, PLANS.enterpriseQuarterly, PLANS.enterpriseYearly].map(({ id, level }) => ({
    priceId: priceIdOf(id, "usd"),
    product: "plan",
    tier: level,
    creditsMicros: CREDITS_USD[level] * 1_000_000,
    from: addDays(today, -TERMS_DAYS),
  }))

export const priceIdOf = (plan: Plan["id"], currency: Currency): string => idOf("price", `${plan} ${currency}`)
