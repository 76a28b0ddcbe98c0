import { describe, expect, test } from "vitest"
import type { Discount } from "#shared/contract/discounts.ts"
import type { CouponSnapshot, PromotionCodeSnapshot } from "#shared/discounts/discount-fact.ts"
import { codeStatusOf, discountOf, heldDiscounts, redeemedOf, statusOf, untiedIn } from "#shared/discounts/discount.ts"
import type { KeptCoupon } from "#shared/discounts/kept.ts"
import { discountsPage, discountTotals } from "#shared/discounts/list.ts"
import type { Place } from "#shared/ordered-page.ts"
import { keptOf } from "#shared/subscriptions/kept.ts"
import { DEFAULT_SETTINGS } from "../../../functions/table/settings.ts"
import { timelineIn } from "../../support/customer-days.ts"
import { discountObject, itemObject, priceObject, type Told } from "../../support/stripe-object.ts"
import { at, created, CREATED, updated } from "../../support/subscription-life.ts"

const NOW = at("2026-03-20")
const kept = (more: Partial<CouponSnapshot> = {}, deletedSeconds: number | null = null): KeptCoupon => ({
  couponId: "coupon_1",
  coupon: {
    ...{ name: "Friends", kind: "percent", value: "25", currency: null, duration: "forever", durationMonths: null },
    ...{ redeemBySeconds: null, redemptionsMax: null, redeemedCount: 0, valid: true, createdSeconds: CREATED },
    ...{ productIds: null, ...more },
  },
  ...{ deletedSeconds, misses: [] },
})

describe("how a coupon stands", () => {
  test.each<[string, KeptCoupon | undefined]>([
    ["active", kept({ redeemBySeconds: NOW + 1, redemptionsMax: 5, redeemedCount: 4 })],
    ["expired", kept({ redeemBySeconds: NOW })],
    ["usedUp", kept({ redemptionsMax: 5, redeemedCount: 5 })],
    ["usedUp", kept({ valid: false })],
    ["expired", kept({ valid: false, redeemBySeconds: NOW + 1 })],
    ["deleted", kept({}, NOW)],
    ["untold", undefined],
    ["untold", { ...kept(), coupon: null }],
  ])("%s", (status, one) => {
    expect(statusOf(one, NOW)).toBe(status)
  })

  test.each<[string, Partial<PromotionCodeSnapshot>, Discount["status"]]>([
    ["active", {}, "active"],
    ["active", {}, "untold"],
    ["deactivated", { active: false }, "active"],
    ["expired", { active: false, expiresSeconds: NOW }, "active"],
    ["usedUp", { active: false, redemptionsMax: 1, redeemedCount: 1 }, "active"],
    ["couponOver", { active: false }, "deleted"],
  ])("and a code of it: %s", (status, more, coupon) => {
    const code: PromotionCodeSnapshot = {
      ...{ code: "X", active: true, customerId: null, expiresSeconds: null, redemptionsMax: null, redeemedCount: 0 },
      ...{ firstTimeOnly: false, minimum: null, createdSeconds: CREATED, ...more },
    }
    expect(codeStatusOf(code, coupon, NOW)).toBe(status)
  })
})

const subscription = (more: Told) => keptOf("cus_1", timelineIn([created(more)]))
const items = (cents: number) => [itemObject(priceObject({ cents }))]

describe("what a coupon takes off", () => {
  test("is the sum over the subscriptions that have it and earn; of it what counts by the rule", () => {
    const mine = discountObject({ percent: 25 }, "repeating", { start: CREATED, end: at("2026-06-01"), id: "di_1" })
    const other = discountObject({ amount: 100 }, "forever", { start: CREATED, id: "di_2", couponId: "other" })
    const both = subscription({ items: items(4_000), discounts: [mine, other] })
    const trial = subscription({ items: items(4_000), discounts: [mine], status: "trialing" })
    const redeemed = redeemedOf([...both, ...trial], "forever", NOW)
    const [one, two] = heldDiscounts([kept()], [], redeemed).map((held) => discountOf(held, "live", NOW, false))
    expect(one).toMatchObject({
      ...{
        couponId: "coupon_1",
        redemptions: 2,
        running: 2,
        offMonth: [{ currency: "usd", cents: 1_000 }],
        offMrr: [],
      },
    })
    expect(two).toMatchObject({
      ...{ couponId: "other", status: "untold", terms: { kind: "amount", value: "100" } },
      ...{ offMonth: [{ currency: "usd", cents: 100 }], offMrr: [{ currency: "usd", cents: 100 }] },
    })
    expect(redeemedOf(both, "forever", at("2026-06-01")).get("coupon_1")).toMatchObject([
      { isRunning: false, offMonthCents: 0 },
    ])
  })

  test("is told with the newest of two of one coupon, when both stood there in turn", () => {
    const first = discountObject({ percent: 25 }, "forever", { start: CREATED, id: "di_1" })
    const again = discountObject({ percent: 25 }, "forever", { start: at("2026-02-01"), id: "di_2" })
    const both = keptOf(
      "cus_1",
      timelineIn([
        created({ items: items(4_000), discounts: [first] }),
        updated("2026-02-01", { items: items(4_000), discounts: [again] }),
      ]),
    )
    expect(redeemedOf(both, "forever", NOW).get("coupon_1")).toMatchObject([
      { isRunning: false, offMonthCents: 0 },
      { isRunning: true, offMonthCents: 1_000 },
    ])
  })

  test("is not known of a discount without its coupon: the subscription is counted apart while it runs", () => {
    const nameless = { ...discountObject({ percent: 5 }), source: { coupon: { percent_off: 5, duration: "forever" } } }
    const [one] = subscription({ discounts: [nameless] })
    expect(redeemedOf([one!], "all", NOW).size).toBe(0)
    expect(untiedIn([one!], NOW)).toBe(1)
    expect(untiedIn(subscription({ discounts: [discountObject({ percent: 5 })] }), NOW)).toBe(0)
    const { redemptions: _, ...before } = one!
    expect(redeemedOf([before], "all", NOW).size).toBe(0)
  })
})

describe("a list of coupons", () => {
  const rows = ["a", "b", "c", "d"].map(
    (couponId, nth): Discount => ({
      ...discountOf({ couponId, kept: kept({ redeemedCount: nth % 2 }), codes: [], redeemed: [] }, "live", NOW, false),
      offMonth: nth === 3 ? [] : [{ currency: nth === 2 ? "eur" : "usd", cents: 100 * (nth + 1) }],
      redeemByAt: nth === 1 ? "2026-04-01T00:00:00.000Z" : null,
    }),
  )
  const settings = { ...DEFAULT_SETTINGS, rates: [{ currency: "eur", day: "2026-01-01", rate: "0.5" }] }
  const ids = (sort: "offMonth" | "expires" | "redemptions", order: "asc" | "desc", by = settings) => {
    const all: string[] = []
    for (let after: Place | null | undefined = undefined; after !== null; ) {
      const page: { items: Discount[]; next: Place | null } = discountsPage(
        rows,
        { sort, order },
        {
          ...{ settings: by, day: "2026-03-20", limit: 1 },
          after: after as Place | undefined,
        },
      )
      all.push(...page.items.map(({ couponId }) => couponId))
      after = page.next
    }
    return all.join("")
  }

  test("goes by what amounts are worth, page by page, and what is not known comes last", () => {
    expect([ids("offMonth", "desc"), ids("offMonth", "asc")]).toEqual(["bcad", "dacb"])
    expect(ids("offMonth", "desc", { ...settings, rates: [] })).toBe("badc")
    expect([ids("expires", "asc"), ids("expires", "desc")]).toEqual(["bacd", "bacd"])
    expect(ids("redemptions", "desc")).toBe("bdac")
  })

  test("adds up by currency, and as one where every rate is known", () => {
    expect(discountTotals(rows, settings, "2026-03-20")).toMatchObject({
      ...{ count: 4, active: 4, running: 0 },
      offMonth: [
        { currency: "eur", cents: 300 },
        { currency: "usd", cents: 300 },
      ],
      converted: { currency: "usd", offMonthCents: 450, missingRates: [] },
    })
    expect(discountTotals(rows, { ...settings, rates: [] }, "2026-03-20").converted).toMatchObject({
      ...{ offMonthCents: null, missingRates: ["eur"] },
    })
  })
})
