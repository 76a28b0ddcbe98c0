import { describe, expect, test } from "vitest"
import { timelineOf } from "#shared/revenue/timeline.ts"
import { factOf } from "../../support/customer-days.ts"
import {
  customerObject,
  discountObject,
  itemObject,
  priceObject,
  subscribed,
  type Told,
  told,
  unix,
} from "../../support/stripe-object.ts"

const NOON = unix("2026-03-01T12:00:00Z")
const subscription = (object: Told) => {
  const fact = factOf(told("customer.subscription.updated", NOON, object))
  if (fact.object !== "subscription") throw new Error(fact.object)
  return fact
}
describe("subscriptions of every year", () => {
  const plan = {
    id: "gold",
    object: "plan",
    amount: 2_000,
    currency: "usd",
    interval: "month",
    interval_count: 3,
    name: "Gold Special",
  }

  test("2015: one plan and a quantity on itself, a discount that is told once", () => {
    const { snapshot, misses } = subscription({
      id: "sub_1",
      object: "subscription",
      customer: "cus_1",
      plan,
      quantity: 3,
      start: NOON,
      status: "active",
      discount: {
        object: "discount",
        start: NOON,
        end: null,
        coupon: { id: "c", percent_off: 25, duration: "forever" },
      },
    })
    expect(misses).toEqual([])
    expect(snapshot).toMatchObject({
      status: "active",
      currency: "usd",
      createdSeconds: NOON,
      discounts: [{ kind: "percent", value: "25" }],
    })
    expect(snapshot.items).toMatchObject([
      { quantity: 3, unit: "2000", cadence: { interval: "month", count: 3 }, planName: "Gold Special", discounts: [] },
    ])
  })

  test("2018: items with plans", () => {
    const { snapshot, misses } = subscription(
      subscribed({ currency: undefined, items: [{ id: "si_1", object: "subscription_item", plan, quantity: 2 }] }),
    )
    expect(misses).toEqual([])
    expect(snapshot).toMatchObject({
      currency: "usd",
      items: [{ id: "si_1", quantity: 2, unit: "2000", cadence: { count: 3 } }],
    })
  })

  test("2020: prices beside plans, and ids in discounts that `discount` explains", () => {
    const coupon = { id: "c", object: "coupon", amount_off: 500, currency: "usd", duration: "forever" }
    const { snapshot, misses } = subscription(
      subscribed({
        items: [itemObject(priceObject(), 1, { plan })],
        discount: { id: "di_1", object: "discount", start: 0, coupon },
        discounts: ["di_1"],
      }),
    )
    expect(misses).toEqual([])
    expect(snapshot.items[0]).toMatchObject({ unit: "4900", cadence: { interval: "month", count: 1 } })
    expect(snapshot.discounts).toMatchObject([{ kind: "amount", value: "500", currency: "usd" }])
  })

  test("2025: discounts with their coupon under source, the period on the item", () => {
    const { snapshot, misses } = subscription(
      subscribed({
        items: [
          itemObject(priceObject(), 1, {
            current_period_start: 10,
            current_period_end: 20,
            discounts: [discountObject({ percent: 10 }, "once", { start: 12 })],
          }),
        ],
        discounts: [discountObject({ percent: 12.5 }, "repeating", { start: 5, end: 50 })],
      }),
    )
    expect(misses).toEqual([])
    expect(snapshot.discounts).toEqual([
      {
        ...{ kind: "percent", value: "12.5", currency: null, duration: "repeating", startSeconds: 5, endSeconds: 50 },
        ...{ discountId: "di_1", couponId: "coupon_1", promotionCodeId: null },
      },
    ])
    expect(snapshot.items[0]!.discounts).toMatchObject([{ duration: "once", startSeconds: 12, endSeconds: 20 }])
  })

  test("a customer told whole is its id", () => {
    expect(subscription(subscribed({ customer: customerObject({ id: "cus_9" }) })).customerId).toBe("cus_9")
  })

  test("metered and one-time prices need no amount", () => {
    const { snapshot, misses } = subscription(
      subscribed({
        items: [
          itemObject(priceObject({ metered: true, cents: null }), null),
          itemObject(priceObject({ more: { type: "one_time", recurring: null } })),
        ],
      }),
    )
    expect(misses).toEqual([])
    expect(snapshot.items).toMatchObject([{ metered: true, unit: null }, { cadence: null }])
  })

  test.each<[string, Told, string[]]>([
    ["no items", { items: [], plan: null }, ["items"]],
    [
      "more items than told",
      { items: { object: "list", data: [itemObject(priceObject())], has_more: true } },
      ["items.has_more"],
    ],
    ["an item without a price", { items: { data: [{ id: "si_1", quantity: 1 }] } }, ["items[0].price"]],
    [
      "a price by its id alone",
      { items: { data: [{ id: "si_1", price: "price_1", quantity: 1 }] } },
      ["items[0].price"],
    ],
    [
      "a price without an amount",
      { items: { data: [itemObject(priceObject({ cents: null }))] } },
      ["items[0].price.unit_amount"],
    ],
    [
      "an amount that is no amount",
      { items: { data: [itemObject(priceObject({ decimal: "a lot" }))] } },
      ["items[0].price.unit_amount"],
    ],
    [
      "an amount beyond counting",
      { items: { data: [itemObject(priceObject({ cents: 1e300 }))] } },
      ["items[0].price.unit_amount"],
    ],
    ["half a seat", { items: { data: [itemObject(priceObject(), 1.5)] } }, ["items[0].quantity"]],
    [
      "more seats than counting allows",
      { items: { data: [itemObject(priceObject({ cents: 9e11 }), 1e9)] } },
      ["items[0].quantity"],
    ],
    [
      "an interval nobody knows",
      { items: { data: [itemObject(priceObject({ interval: "fortnight" as "week" }))] } },
      ["items[0].price.recurring.interval"],
    ],
    [
      "no interval at all",
      { items: { data: [itemObject(priceObject({ count: 0 }))] } },
      ["items[0].price.recurring.interval_count"],
    ],
    ["discounts by id", { discounts: ["di_1", "di_2"] }, ["discounts[0].coupon", "discounts[1].coupon"]],
    [
      "a coupon by its id",
      { discounts: [{ id: "di_1", source: { type: "coupon", coupon: "c_1" } }] },
      ["discounts[0].coupon"],
    ],
    ["a coupon of no worth", { discount: { coupon: { id: "c", duration: "once" } } }, ["discount.coupon.percent_off"]],
    [
      "an item's discounts by id",
      { items: { data: [itemObject(priceObject(), 1, { discounts: ["di_1"] })] } },
      ["items[0].discounts[0].coupon"],
    ],
    [
      "no currency",
      { currency: null, items: { data: [itemObject(priceObject({ more: { currency: null } }))] } },
      ["currency"],
    ],
    ["a status nobody knows", { status: "dormant" }, ["status"]],
    ["no beginning", { created: null, start_date: null }, ["created"]],
  ])("a named miss: %s", (_, more, misses) => {
    expect(subscription({ ...subscribed(), ...more }).misses).toEqual(misses)
  })

  test("an item that is a miss leaves the others counted", () => {
    const items = [itemObject(priceObject({ cents: null, name: "odd" })), itemObject(priceObject({ cents: 1_500 }))]
    const timeline = timelineOf(
      [factOf(told("customer.subscription.created", NOON, subscribed({ created: NOON, items })))],
      { discounts: "forever" },
    )
    expect(timeline.subscriptions[0]!.steps[0]!.mrrCents).toBe(1_500)
    expect(timeline.misses).toEqual(["subscription.items[0].price.unit_amount"])
  })
})
