import { describe, expect, test } from "vitest"
import type { Subscription, SubscriptionQuery } from "#shared/contract/subscriptions.ts"
import type { GeneralSettings } from "#shared/contract/settings.ts"
import type { Place } from "#shared/ordered-page.ts"
import { subscriptionMatches, subscriptionsPage, subscriptionTotals } from "#shared/subscriptions/list.ts"

const DAY = "2026-03-20"
const SETTINGS: GeneralSettings = {
  reportingZone: "UTC",
  reportingCurrency: "usd",
  discounts: "forever",
  rates: [{ currency: "eur", day: "2026-01-01", rate: "1.1" }],
}
const QUERY: SubscriptionQuery = { mode: "live", sort: "mrr", order: "desc" }

const one = (subscriptionId: string, more: Partial<Subscription> = {}): Subscription => ({
  subscriptionId,
  mode: "live",
  customerId: `cus_${subscriptionId}`,
  name: `Name ${subscriptionId}`,
  email: null,
  organizationId: null,
  status: "active",
  collectionPaused: false,
  plans: ["Pro"],
  cadence: { interval: "month", count: 1 },
  seats: 1,
  currency: "usd",
  ...{ mrrCents: 1_000, trialCents: 0, pausedCents: 0 },
  startedAt: "2026-01-01T00:00:00.000Z",
  ...{ trialEndsAt: null, renewsAt: null, cancellation: null, endedAt: null, failing: null, isWaiting: false },
  ...more,
})
const ENDS = { askedAt: "2026-03-01T00:00:00.000Z", endsAt: "2026-04-01T00:00:00.000Z" }
const ids = (rows: readonly Subscription[]) => rows.map(({ subscriptionId }) => subscriptionId)
const page = (rows: readonly Subscription[], query: Partial<SubscriptionQuery> = {}, limit = 50, after?: Place) =>
  subscriptionsPage(rows, { ...QUERY, ...query }, { settings: SETTINGS, day: DAY, limit, after })

describe("a list of subscriptions", () => {
  test("orders MRR by what it is worth, and what has no rate comes last both ways", () => {
    const rows = [
      one("a", { mrrCents: 1_050 }),
      one("b", { currency: "eur", mrrCents: 1_000 }),
      one("c", { currency: "gbp", mrrCents: 9_000 }),
      one("d", { currency: "gbp", mrrCents: 0 }),
    ]
    expect(ids(page(rows).items)).toEqual(["b", "a", "d", "c"])
    expect(ids(page(rows, { order: "asc" }).items)).toEqual(["d", "a", "b", "c"])
  })

  test("orders ends by the end that is asked for or has come, and those without one last", () => {
    const rows = [
      one("a"),
      one("b", { cancellation: ENDS }),
      one("c", { status: "canceled", endedAt: "2026-02-01T00:00:00.000Z" }),
    ]
    expect(ids(page(rows, { sort: "ends", order: "asc" }).items)).toEqual(["c", "b", "a"])
    expect(ids(page(rows, { sort: "ends" }).items)).toEqual(["b", "c", "a"])
  })

  test.each(["mrr", "customer", "started", "renews", "ends"] as const)(
    "by %s comes whole by its pages, whatever is equal, also where a page's last row has gone",
    (sort) => {
      const rows = Array.from({ length: 23 }, (_, nth) =>
        one(`s${String(nth).padStart(2, "0")}`, {
          mrrCents: (nth % 4) * 100,
          renewsAt: nth % 3 === 0 ? null : `2026-04-0${1 + (nth % 5)}T00:00:00.000Z`,
        }),
      )
      for (const order of ["asc", "desc"] as const) {
        const all = ids(page(rows, { sort, order }).items)
        const seen: string[] = []
        let left: readonly Subscription[] = rows
        for (let after: Place | null | undefined = undefined; after !== null; ) {
          const { items, next }: ReturnType<typeof page> = page(left, { sort, order }, 5, after ?? undefined)
          seen.push(...ids(items))
          left = left.filter(({ subscriptionId }) => subscriptionId !== next?.id)
          after = next
        }
        expect(seen).toEqual(all)
      }
    },
  )

  test("is narrowed by status, plan, concern and text", () => {
    const rows = [
      one("plain"),
      one("leaves", { cancellation: ENDS }),
      one("paused", { collectionPaused: true, plans: ["Pro", "Storage"] }),
      one("stopped", { status: "paused" }),
      one("fails", {
        status: "past_due",
        failing: {
          ...{ invoiceId: "in_1", number: null, currency: "usd", dueCents: 5, attempts: 1, nextAttemptAt: null },
        },
      }),
    ]
    const found = (query: Partial<SubscriptionQuery>) => ids(rows.filter(subscriptionMatches({ ...QUERY, ...query })))
    expect(found({ status: "past_due" })).toEqual(["fails"])
    expect(found({ plan: "Storage" })).toEqual(["paused"])
    expect(found({ concern: "cancelling" })).toEqual(["leaves"])
    expect(found({ concern: "paused" })).toEqual(["paused", "stopped"])
    expect(found({ concern: "failing" })).toEqual(["fails"])
    expect(found({ search: "CUS_plain" })).toEqual(["plain"])
  })

  test("adds up each currency by itself, and all of them where every rate is known", () => {
    const rows = [
      one("a"),
      one("b", { currency: "eur", mrrCents: 2_000, cancellation: ENDS }),
      one("c", { status: "past_due", mrrCents: 500 }),
      one("d", { status: "trialing", mrrCents: 0 }),
    ]
    expect(subscriptionTotals(rows, SETTINGS, DAY)).toEqual({
      count: 4,
      earning: 3,
      mrr: [
        { currency: "eur", cents: 2_000 },
        { currency: "usd", cents: 1_500 },
      ],
      pastDue: [{ currency: "usd", cents: 500 }],
      leaving: [{ currency: "eur", cents: 2_000 }],
      converted: { currency: "usd", mrrCents: 3_700, missingRates: [] },
    })
    expect(subscriptionTotals([one("a", { currency: "gbp" })], SETTINGS, DAY).converted).toEqual({
      ...{ currency: "usd", mrrCents: null, missingRates: ["gbp"] },
    })
  })
})
