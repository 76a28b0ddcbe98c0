import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { takenOff } from "#shared/discounts/taken-off.ts"
import { subscriptionMrr } from "#shared/revenue/mrr.ts"
import { subscriptionOf } from "#shared/revenue/stripe-objects.ts"
import { discountObject, itemObject, priceObject, subscribed, type Told, unix } from "../../support/stripe-object.ts"

const NOW = unix("2026-03-15")
const snapshotOf = (more: Told) => subscriptionOf(subscribed(more), [])
const item = (cents: number, more: Told = {}) => itemObject(priceObject({ cents }), 1, more)
const taken = (more: Told, rule: "forever" | "active" | "all" = "all") =>
  takenOff(snapshotOf(more), rule, NOW).map(({ cents }) => cents)

describe("what discounts take off a month", () => {
  test("one after another, each of what the one before it left", () => {
    const discounts = [
      discountObject({ percent: 50 }, "forever", { id: "di_1" }),
      discountObject({ amount: 300 }, "forever", { id: "di_2" }),
      discountObject({ percent: 10 }, "forever", { id: "di_3" }),
    ]
    expect(taken({ items: [item(4_900)], discounts })).toEqual([2_450, 300, 215])
  })

  test("those of an item before the subscription's", () => {
    const own = discountObject({ amount: 900 }, "forever", { id: "di_item" })
    const items = [item(4_900, { discounts: [own] }), item(1_000)]
    expect(taken({ items, discounts: [discountObject({ percent: 50 })] })).toEqual([900, 2_500])
  })

  test("by the rule those alone that count by it", () => {
    const discounts = [discountObject({ percent: 50 }, "repeating", { id: "di_1" }), discountObject({ percent: 10 })]
    expect(taken({ items: [item(1_000)], discounts })).toEqual([500, 50])
    expect(taken({ items: [item(1_000)], discounts }, "forever")).toEqual([100])
  })

  test("together what MRR without them is more, to the unit", () => {
    const offs = fc.record({
      percent: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
      amount: fc.integer({ min: 1, max: 20_000 }),
      duration: fc.constantFrom("forever" as const, "repeating" as const, "once" as const),
    })
    const discountsOf = (some: { percent: number | undefined; amount: number; duration: "forever" }[]) =>
      some.map(({ percent, amount, duration }, nth) =>
        discountObject(percent === undefined ? { amount } : { percent }, duration, { id: `di_${nth}`, start: 0 }),
      )
    const items = fc.array(
      fc.record({
        cents: fc.integer({ min: 0, max: 50_000 }),
        quantity: fc.integer({ min: 0, max: 40 }),
        interval: fc.constantFrom("day" as const, "week" as const, "month" as const, "year" as const),
        count: fc.integer({ min: 1, max: 6 }),
        offs: fc.array(offs, { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 3 },
    )
    fc.assert(
      fc.property(
        items,
        fc.array(offs, { maxLength: 3 }),
        fc.constantFrom("forever", "active", "all"),
        (some, own, rule) => {
          const snapshot = snapshotOf({
            items: some.map(({ quantity, offs: ofItem, ...price }, nth) =>
              itemObject(priceObject({ ...price, id: `price_${nth}` }), quantity, {
                discounts: discountsOf(ofItem as never),
              }),
            ),
            discounts: discountsOf(own as never),
          })
          const bare = { ...snapshot, discounts: [], items: snapshot.items.map((one) => ({ ...one, discounts: [] })) }
          const all = takenOff(snapshot, rule as "all", NOW).reduce((sum, { cents }) => sum + cents, 0)
          expect(all).toBe(subscriptionMrr(bare, rule as "all", NOW) - subscriptionMrr(snapshot, rule as "all", NOW))
          expect(takenOff(snapshot, rule as "all", NOW).every(({ cents }) => cents >= 0)).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })
})
