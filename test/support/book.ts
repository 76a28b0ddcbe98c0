import type { GeneralSettings } from "#shared/contract/settings.ts"
import type { Contribution } from "#shared/revenue/contribution.ts"
import { mergeRevenue, type Revenue, revenueCube } from "#shared/revenue/day-cube.ts"
import type { LifetimeValue, Cohort, MovementMonth } from "#shared/contract/movements.ts"
import { cohortsOf } from "#shared/revenue/cohorts.ts"
import { figuresOf, historyFrom, type RevenueFigures } from "#shared/revenue/figures.ts"
import { type RevenueHistory, standingsOf } from "#shared/revenue/ledger.ts"
import { lifetimeValue, monthlyOf } from "#shared/revenue/monthly.ts"
import { addMonths, type Day, firstOfMonth } from "#shared/time.ts"
import { contributionsIn } from "./customer-days.ts"
import { itemObject, priceObject, subscribed, type Told, told, unix } from "./stripe-object.ts"

/** Contributions as the engine hands them to a fold. */
export const asFacts = (contributions: readonly Contribution[]) =>
  contributions.map((body) => ({ id: body.customerId, at: body.at, body }))
/** One day's cube. */
export const foldOf = (contributions: readonly Contribution[]): Revenue => revenueCube.fold(asFacts(contributions))
/** The cube of every day. */
export const daysOf = (contributions: readonly Contribution[]) =>
  new Map([...Map.groupBy(contributions, ({ day }) => day)].map(([day, some]) => [day, foldOf(some)]))

/** Dollars in UTC, with rates for euros and yen. */
export const SETTINGS: GeneralSettings = {
  reportingZone: "UTC",
  reportingCurrency: "usd",
  discounts: "forever",
  rates: [
    { currency: "eur", day: "2026-02-15", rate: "1.2" },
    { currency: "eur", day: "2025-10-01", rate: "1.1" },
    { currency: "jpy", day: "2025-10-01", rate: "0.0067" },
  ],
}

/** A customer's subscription begins. */
export const start = (customer: string, day: Day, cents = 1_000, currency = "usd", more: Told = {}) =>
  told(
    "customer.subscription.created",
    unix(day),
    subscribed({
      id: `sub_${customer}`,
      customer,
      created: unix(day),
      items: [itemObject(priceObject({ cents, currency }))],
      ...more,
    }),
  )
/** It ends. */
export const end = (customer: string, day: Day, cents = 1_000, currency = "usd") =>
  told(
    "customer.subscription.deleted",
    unix(day),
    subscribed({
      id: `sub_${customer}`,
      customer,
      status: "canceled",
      ended_at: unix(day),
      items: [itemObject(priceObject({ cents, currency }))],
    }),
  )
/** It is told to stand so from a day on. */
export const change = (customer: string, day: Day, cents: number, currency = "usd", more: Told = {}) =>
  told(
    "customer.subscription.updated",
    unix(day),
    subscribed({ id: `sub_${customer}`, customer, items: [itemObject(priceObject({ cents, currency }))], ...more }),
  )

/** The cubes a reader would find: months before the first day, days from there, the future included. */
function historyOf(events: readonly Told[], firstDay: Day): RevenueHistory {
  const cubes = daysOf(contributionsIn(events))
  const early = [...cubes].filter(([day]) => day < firstDay)
  const months = new Map(
    [...Map.groupBy(early, ([day]) => day.slice(0, 7))].map(([month, some]) => [
      month,
      mergeRevenue(some.map(([, cube]) => cube)),
    ]),
  )
  return { firstDay, months, days: new Map([...cubes].filter(([day]) => day >= firstDay)) }
}
/** The overview's revenue figures of a day, from these events alone. */
export const figures = (events: readonly Told[], today: Day, settings = SETTINGS, days = 30): RevenueFigures =>
  figuresOf(settings, historyOf(events, historyFrom(today, days)), today, days)

/** What the page of movements shows on a day, from these events alone. */
export function movements(
  events: readonly Told[],
  today: Day,
  { settings = SETTINGS, count = 13, over = false } = {},
): { months: MovementMonth[]; cohorts: Cohort[]; ltv: LifetimeValue } {
  const history = historyOf(events, addMonths(firstOfMonth(today), 1 - count))
  const standings = standingsOf(history, today)
  const months = monthlyOf(settings, standings, { today, over, count })
  return {
    months,
    cohorts: cohortsOf(settings, history, today, count),
    ltv: lifetimeValue(settings, months, standings),
  }
}
