import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { itemsMrr, subscriptionMrr } from "#shared/revenue/mrr.ts"
import type { SubscriptionSnapshot } from "#shared/revenue/stripe-fact.ts"
import { subscriptionOf } from "#shared/revenue/stripe-objects.ts"
import {
  type PriceWish,
  discountObject,
  itemObject,
  priceObject,
  subscribed,
  type Told,
  unix,
} from "../../support/stripe-object.ts"
import { oracleOf } from "./mrr-oracle.ts"

const NOW = unix("2026-03-15")
const item = (wish: PriceWish, quantity: number | null = 1, more: Told = {}) =>
  itemObject(priceObject(wish), quantity, more)
function snapshotOf(items: Told[], more: Told = {}): SubscriptionSnapshot {
  return subscriptionOf(subscribed({ items, ...more }), [])
}
const mrr = (items: Told[], more: Told = {}, rule: "forever" | "active" | "all" = "forever") =>
  subscriptionMrr(snapshotOf(items, more), rule, NOW)

describe("worked examples of MRR", () => {
  test.each<[string, Told[], number]>([
    ["1,200.00 a year", [item({ cents: 120_000, interval: "year" })], 10_000],
    ["300.00 a quarter", [item({ cents: 30_000, interval: "month", count: 3 })], 10_000],
    ["10.00 a week", [item({ cents: 1_000, interval: "week" })], 4_333],
    ["1.00 a day", [item({ cents: 100, interval: "day" })], 3_042],
    ["20.00 every two weeks", [item({ cents: 2_000, interval: "week", count: 2 })], 4_333],
    ["49.00 a month", [item({ cents: 4_900 })], 4_900],
    ["31 seats at 12.00", [item({ cents: 1_200 }, 31)], 37_200],
    ["a hundredth of a cent, 12,345 times", [item({ decimal: "0.01" }, 12_345)], 123],
    ["half a cent is one, away from zero", [item({ decimal: "0.5" })], 1],
    [
      "two items, a yearly and a monthly one",
      [item({ cents: 120_000, interval: "year" }), item({ cents: 1_500 })],
      11_500,
    ],
    ["a quantity that nobody says is one", [item({ cents: 1_500 }, null)], 1_500],
    ["no seats", [item({ cents: 1_500 }, 0)], 0],
    ["metered use", [item({ cents: 5, metered: true }, null)], 0],
    ["metered use beside a licence", [item({ cents: 5, metered: true }, null), item({ cents: 2_000 })], 2_000],
    ["980 yen a month", [item({ cents: 980, currency: "jpy" })], 980],
  ])("%s", (_, items, cents) => {
    expect(mrr(items)).toBe(cents)
  })

  test("5 × 12.00 less 25 % forever is 45.00", () => {
    expect(mrr([item({ cents: 1_200 }, 5)], { discounts: [discountObject({ percent: 25 })] })).toBe(4_500)
  })

  const threeMonths = discountObject({ percent: 50 }, "repeating", {
    start: unix("2026-02-01"),
    end: unix("2026-05-01"),
  })
  test.each([
    ["forever", 4_900],
    ["active", 2_450],
    ["all", 2_450],
  ] as const)("49.00 with 50 %% for 3 months under %s is %i cents", (rule, cents) => {
    expect(mrr([item({ cents: 4_900 })], { discounts: [threeMonths] }, rule)).toBe(cents)
  })

  test("a repeating discount that is over lowers nothing", () => {
    const over = discountObject({ percent: 50 }, "repeating", { start: unix("2025-11-01"), end: unix("2026-02-01") })
    expect(mrr([item({ cents: 4_900 })], { discounts: [over] }, "all")).toBe(4_900)
  })

  const once = discountObject({ percent: 100 }, "once", { start: unix("2026-03-01"), end: unix("2026-04-01") })
  test.each([
    ["forever", 4_900],
    ["active", 4_900],
    ["all", 0],
  ] as const)("once in its period counts only under all: %s is %i", (rule, cents) => {
    expect(mrr([item({ cents: 4_900 })], { discounts: [once] }, rule)).toBe(cents)
  })

  test("a once without an end is over with the period it began in", () => {
    const open = discountObject({ percent: 100 }, "once", { start: unix("2026-01-10"), end: null })
    const periods = {
      created: unix("2026-01-10"),
      current_period_start: unix("2026-03-10"),
      current_period_end: unix("2026-04-10"),
    }
    expect(mrr([item({ cents: 4_900 })], { discounts: [open], ...periods }, "all")).toBe(4_900)
  })
})

describe("fixed amounts", () => {
  test("are spread over items by base, and not a cent is lost", () => {
    const thirds = [
      item({ name: "a", cents: 1_000 }),
      item({ name: "b", cents: 1_000 }),
      item({ name: "c", cents: 1_000 }),
    ]
    expect(itemsMrr(snapshotOf(thirds, { discounts: [discountObject({ amount: 1_000 })] }), "forever", NOW)).toEqual([
      666, 667, 667,
    ])
  })

  test("10.00 off 30.00 and 10.00 takes 7.50 and 2.50", () => {
    const items = [item({ name: "a", cents: 3_000 }), item({ name: "b", cents: 1_000 })]
    expect(itemsMrr(snapshotOf(items, { discounts: [discountObject({ amount: 1_000 })] }), "forever", NOW)).toEqual([
      2_250, 750,
    ])
  })

  test("never take more than there is", () => {
    expect(mrr([item({ cents: 1_000 })], { discounts: [discountObject({ amount: 5_000 })] })).toBe(0)
  })

  test("off a yearly price count a twelfth a month", () => {
    expect(mrr([item({ cents: 120_000, interval: "year" })], { discounts: [discountObject({ amount: 12_000 })] })).toBe(
      9_000,
    )
  })

  test("spare metered items", () => {
    const items = [item({ cents: 5, metered: true }, null), item({ cents: 2_000 })]
    expect(itemsMrr(snapshotOf(items, { discounts: [discountObject({ amount: 500 })] }), "forever", NOW)).toEqual([
      0, 1_500,
    ])
  })

  test("in another currency say nothing about this one", () => {
    expect(mrr([item({ cents: 2_000 })], { discounts: [discountObject({ amount: 500, currency: "eur" })] })).toBe(2_000)
  })

  test("a percentage counts in every currency, though its coupon names one", () => {
    const half = discountObject({ percent: 50 })
    const { coupon } = half["source"] as { coupon: Told }
    const named = { ...half, source: { type: "coupon", coupon: { ...coupon, currency: "usd" } } }
    expect(mrr([item({ cents: 2_000, currency: "eur" })], { discounts: [named] })).toBe(1_000)
  })

  test("an item's own discount comes before the subscription's", () => {
    const items = [
      item({ name: "a", cents: 2_000 }, 1, { discounts: [discountObject({ percent: 50 })] }),
      item({ name: "b", cents: 1_000 }),
    ]
    expect(itemsMrr(snapshotOf(items, { discounts: [discountObject({ amount: 1_000 })] }), "forever", NOW)).toEqual([
      500, 500,
    ])
  })
})

describe("tiers and packages", () => {
  const tiers = (mode: string): PriceWish => ({
    cents: null,
    more: {
      billing_scheme: "tiered",
      tiers_mode: mode,
      tiers: [
        { up_to: 10, unit_amount: 1_000, flat_amount: 500 },
        { up_to: 20, unit_amount: 800, flat_amount: null },
        { up_to: null, unit_amount: null, unit_amount_decimal: "500.5", flat_amount: null },
      ],
    },
  })
  test.each([
    ["graduated", 5, 5_500],
    ["graduated", 10, 10_500],
    ["graduated", 25, 21_003],
    ["volume", 5, 5_500],
    ["volume", 11, 8_800],
    ["volume", 25, 12_513],
  ])("%s, %i seats: %i cents", (mode, quantity, cents) => {
    expect(mrr([item(tiers(mode), quantity)])).toBe(cents)
  })

  test("a tiered price whose tiers are not told is a named miss, and counts nothing", () => {
    const misses: string[] = []
    const shown = subscribed({
      items: [item({ cents: null, more: { billing_scheme: "tiered", tiers_mode: "volume" } }, 7)],
    })
    expect(subscriptionMrr(subscriptionOf(shown, misses), "forever", NOW)).toBe(0)
    expect(misses).toEqual(["items[0].price.tiers"])
  })

  test.each([
    ["up", 9, 3_000],
    ["down", 9, 2_000],
    ["up", 8, 2_000],
  ])("packages of four rounded %s: %i pieces are %i cents", (round, quantity, cents) => {
    expect(mrr([item({ cents: 1_000, more: { transform_quantity: { divide_by: 4, round } } }, quantity)])).toBe(cents)
  })
})

describe("against an oracle of fractions", () => {
  const price = fc.record({
    decimal: fc
      .tuple(fc.integer({ min: 0, max: 500_000 }), fc.integer({ min: 0, max: 9_999 }))
      .map(([cents, part]) => `${cents}.${String(part).padStart(4, "0")}`),
    interval: fc.constantFrom("day" as const, "week" as const, "month" as const, "year" as const),
    count: fc.integer({ min: 1, max: 12 }),
  })
  const discount = fc.oneof(
    fc.integer({ min: 1, max: 10_000 }).map((hundredths) => ({ percent: hundredths / 100 })),
    fc.integer({ min: 1, max: 300_000 }).map((amount) => ({ amount })),
  )
  const lines = fc.array(fc.tuple(price, fc.integer({ min: 0, max: 500 }), fc.array(discount, { maxLength: 2 })), {
    minLength: 1,
    maxLength: 5,
  })

  test("any items, any discounts: the same cents, never below zero", () => {
    fc.assert(
      fc.property(lines, fc.array(discount, { maxLength: 3 }), (held, own) => {
        const items = held.map(([wish, quantity, offs], index) =>
          item({ ...wish, cents: null, name: `p${index}` }, quantity, {
            discounts: offs.map((off) => discountObject(off)),
          }),
        )
        const got = itemsMrr(snapshotOf(items, { discounts: own.map((off) => discountObject(off)) }), "forever", NOW)
        expect(got).toEqual(oracleOf(held, own))
        for (const cents of got) expect(cents).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 500 },
    )
  })
})
