import { moneyOf } from "../cents.ts"
import type { GeneralSettings } from "../contract/settings.ts"
import type { Concern, Subscription, SubscriptionQuery, SubscriptionTotals } from "../contract/subscriptions.ts"
import { orderedPage, type Place } from "../ordered-page.ts"
import { missingIn, totalOn } from "../revenue/rates.ts"
import type { Day } from "../time.ts"

/** What MRR is worth in the reporting currency on a day; null where no rate says it. */
const worthIn =
  (settings: GeneralSettings, day: Day) =>
  ({ mrrCents, currency }: Subscription): number | null =>
    totalOn(settings, { [currency]: mrrCents }, day)

const concerned: Record<Concern, (one: Subscription) => boolean> = {
  cancelling: ({ cancellation }) => cancellation !== null,
  paused: ({ collectionPaused, status }) => collectionPaused || status === "paused",
  failing: ({ failing }) => failing !== null,
}

/** Whether a subscription, as it is read, is one of those asked for. */
export const subscriptionMatches =
  ({ status, plan, concern, search }: SubscriptionQuery) =>
  (one: Subscription): boolean =>
    (!status || one.status === status) &&
    (!plan || one.plans.includes(plan)) &&
    (!concern || concerned[concern](one)) &&
    (!search || textOf(one).includes(search.toLowerCase()))

const textOf = ({ subscriptionId, customerId, name, email, organizationId, plans }: Subscription): string =>
  [subscriptionId, customerId, name, email, organizationId, ...plans]
    .filter((text) => text !== null)
    .join("\n")
    .toLowerCase()

/** Those that match, in their order, from a place on. */
export function subscriptionsPage(
  matching: readonly Subscription[],
  { sort, order }: Pick<SubscriptionQuery, "sort" | "order">,
  { settings, day, ...from }: { settings: GeneralSettings; day: Day; limit: number; after?: Place | undefined },
): { items: Subscription[]; next: Place | null } {
  const keyOf = orders(settings, day)[sort]
  return orderedPage(matching, (one) => ({ key: keyOf(one), id: one.subscriptionId }), order, from)
}

const orders = (
  settings: GeneralSettings,
  day: Day,
): Record<SubscriptionQuery["sort"], (one: Subscription) => Place["key"]> => ({
  mrr: worthIn(settings, day),
  customer: ({ name, email, customerId }) => (name ?? email ?? customerId).toLowerCase(),
  started: ({ startedAt }) => startedAt,
  renews: ({ renewsAt }) => renewsAt,
  ends: ({ cancellation, endedAt }) => cancellation?.endsAt ?? endedAt,
})

/** What subscriptions add up to, each currency by itself, and their MRR converted once per currency at a day's rates. */
export function subscriptionTotals(
  matching: readonly Subscription[],
  settings: GeneralSettings,
  day: Day,
): SubscriptionTotals {
  const sum = (some: readonly Subscription[]) => {
    const cents: Record<string, number> = {}
    for (const { currency, mrrCents } of some) if (mrrCents !== 0) cents[currency] = (cents[currency] ?? 0) + mrrCents
    return cents
  }
  const mrr = sum(matching)
  return {
    count: matching.length,
    earning: matching.filter(({ mrrCents }) => mrrCents > 0).length,
    mrr: moneyOf(mrr),
    pastDue: moneyOf(sum(matching.filter(({ status }) => status === "past_due"))),
    leaving: moneyOf(sum(matching.filter(({ cancellation }) => cancellation !== null))),
    converted: {
      currency: settings.reportingCurrency,
      mrrCents: totalOn(settings, mrr, day),
      missingRates: missingIn(settings, [{ day, centsByCurrency: mrr }]).map(({ currency }) => currency),
    },
  }
}
