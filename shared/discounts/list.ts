import type { Discount, DiscountQuery, DiscountTotals } from "../contract/discounts.ts"
import type { GeneralSettings } from "../contract/settings.ts"
import { orderedPage, type Place } from "../ordered-page.ts"
import { missingIn, totalOn } from "../revenue/rates.ts"
import type { Day } from "../time.ts"
import { addCents, type Cents, centsOf, moneyOf } from "../cents.ts"

/** Whether a coupon is one of those asked for. */
export const discountMatches =
  ({ status, search }: DiscountQuery) =>
  ({ couponId, name, codes, status: own }: Discount): boolean =>
    (!status || own === status) &&
    (!search ||
      [couponId, name ?? "", ...codes.map(({ code }) => code)].join("\n").toLowerCase().includes(search.toLowerCase()))

/** Those that match, in their order, from a place on. */
export function discountsPage(
  matching: readonly Discount[],
  { sort, order }: Pick<DiscountQuery, "sort" | "order">,
  { settings, day, ...from }: { settings: GeneralSettings; day: Day; limit: number; after?: Place | undefined },
): { items: Discount[]; next: Place | null } {
  const keyOf = orders(settings, day)[sort]
  return orderedPage(matching, (one) => ({ key: keyOf(one), id: one.couponId }), order, from)
}

const orders = (
  settings: GeneralSettings,
  day: Day,
): Record<DiscountQuery["sort"], (one: Discount) => Place["key"]> => ({
  offMonth: ({ offMonth }) => totalOn(settings, centsOf(offMonth), day),
  given: ({ given }) => totalOn(settings, centsOf(given), day),
  redemptions: ({ redeemedCount, redemptions }) => redeemedCount ?? redemptions,
  created: ({ createdAt }) => createdAt,
  expires: ({ redeemByAt }) => redeemByAt,
})

/** What coupons add up to, each currency by itself, and what they take off a month converted once per currency at a day's rates. */
export function discountTotals(matching: readonly Discount[], settings: GeneralSettings, day: Day): DiscountTotals {
  const sum = (field: "offMonth" | "offMrr" | "given") => {
    const cents: Cents = {}
    for (const one of matching) addCents(cents, centsOf(one[field]))
    return cents
  }
  const offMonth = sum("offMonth")
  return {
    count: matching.length,
    active: matching.filter(({ status }) => status === "active").length,
    running: matching.reduce((total, { running }) => total + running, 0),
    offMonth: moneyOf(offMonth),
    offMrr: moneyOf(sum("offMrr")),
    given: moneyOf(sum("given")),
    converted: {
      currency: settings.reportingCurrency,
      offMonthCents: totalOn(settings, offMonth, day),
      missingRates: missingIn(settings, [{ day, centsByCurrency: offMonth }]).map(({ currency }) => currency),
    },
  }
}
