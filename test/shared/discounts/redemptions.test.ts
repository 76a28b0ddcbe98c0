import { describe, expect, test } from "vitest"
import { keptOf } from "#shared/subscriptions/kept.ts"
import {
  customerObject,
  discountObject,
  invoiceObject,
  itemObject,
  priceObject,
  type Told,
  told,
  unix,
} from "../../support/stripe-object.ts"
import { timelineIn } from "../../support/customer-days.ts"
import { at, created, CREATED, deleted, updated } from "../../support/subscription-life.ts"

const redemptions = (...events: Told[]) => keptOf("cus_1", timelineIn(events))[0]!.redemptions!
const FRIENDS = discountObject({ percent: 25 }, "forever", { start: CREATED, promotionCodeId: "promo_1" })
const sent = (id: string, cents: number, more: Told = {}) =>
  told("invoice.finalized", at("2026-02-05"), invoiceObject({ id, ...more, total_discount_amounts: amounts(cents) }))
const amounts = (cents: number) => [{ amount: cents, discount: "di_1" }]

describe("redemptions of a subscription", () => {
  test("of a discount: of which coupon, with which code, since when", () => {
    expect(redemptions(created({ discounts: [FRIENDS] }))).toEqual([
      {
        ...{ discountId: "di_1", couponId: "coupon_1", promotionCodeId: "promo_1" },
        discount: { kind: "percent", value: "25", currency: null, duration: "forever" },
        ...{ fromSeconds: CREATED, toSeconds: null, givenCents: {} },
      },
    ])
  })

  test("of one that left, until then; and of the one that came", () => {
    const other = discountObject({ amount: 500 }, "forever", { start: at("2026-03-01"), id: "di_2", couponId: "other" })
    const told = redemptions(created({ discounts: [FRIENDS] }), updated("2026-03-01", { discounts: [other] }))
    expect(told).toMatchObject([
      { couponId: "coupon_1", toSeconds: at("2026-03-01") },
      { couponId: "other", fromSeconds: at("2026-03-01"), toSeconds: null },
    ])
  })

  test("of one that runs out by itself, at its end", () => {
    const short = discountObject({ percent: 50 }, "repeating", { start: CREATED, end: at("2026-04-05") })
    expect(redemptions(created({ discounts: [short] }))[0]!.toSeconds).toBe(at("2026-04-05"))
  })

  test("end with the subscription, and with its customer", () => {
    expect(
      redemptions(created({ discounts: [FRIENDS] }), deleted("2026-03-05", { discounts: [FRIENDS] })),
    ).toMatchObject([{ toSeconds: at("2026-03-05") }])
    const gone = told("customer.deleted", at("2026-03-07"), customerObject())
    expect(redemptions(created({ discounts: [FRIENDS] }), gone)[0]!.toSeconds).toBe(at("2026-03-07"))
  })

  test("stand on items as well, and none is made of a discount of no coupon", () => {
    const item = itemObject(priceObject(), 1, { discounts: [FRIENDS] })
    const nameless = { ...discountObject({ percent: 5 }), source: { coupon: { percent_off: 5, duration: "forever" } } }
    expect(redemptions(created({ items: [item], discounts: [nameless] }))).toMatchObject([{ couponId: "coupon_1" }])
  })

  test("gave what sent invoices that are not void say, by currency", () => {
    const given = redemptions(
      created({ discounts: [FRIENDS] }),
      sent("in_1", 1_000),
      sent("in_2", 200),
      sent("in_3", 4_000, { status: "void" }),
      told("invoice.updated", at("2026-02-06"), {
        ...invoiceObject({ id: "in_4", status: "draft", status_transitions: {} }),
        total_discount_amounts: amounts(8_000),
      }),
      sent("in_5", 30, { currency: "eur" }),
    )
    expect(given[0]!.givenCents).toEqual({ usd: 1_200, eur: 30 })
  })

  test("are found by the coupon where an invoice tells the discount under another id", () => {
    const whole = { ...FRIENDS, id: "di_of_invoice" }
    const invoice = invoiceObject({
      total_discount_amounts: [{ amount: 70, discount: "di_of_invoice" }],
      discounts: [whole],
    })
    const [one] = redemptions(created({ discounts: [FRIENDS] }), told("invoice.paid", unix("2026-02-05"), invoice))
    expect(one!.givenCents).toEqual({ usd: 70 })
  })

  test("of one coupon twice: an invoice is told with the one that stood by then", () => {
    const again = discountObject({ percent: 25 }, "forever", { start: at("2026-03-01"), id: "di_2" })
    const whole = { ...FRIENDS, id: "di_of_invoice" }
    const shown = { total_discount_amounts: [{ amount: 70, discount: "di_of_invoice" }], discounts: [whole] }
    const invoice = (day: string) =>
      invoiceObject({ id: `in_${day}`, ...shown, status_transitions: { finalized_at: at(day), paid_at: at(day) } })
    const all = redemptions(
      created({ discounts: [FRIENDS] }),
      updated("2026-03-01", { discounts: [again] }),
      told("invoice.paid", at("2026-02-05"), invoice("2026-02-05")),
      told("invoice.paid", at("2026-03-05"), invoice("2026-03-05")),
      told("invoice.paid", at("2026-04-05"), invoice("2026-04-05")),
    )
    expect(all.map(({ givenCents }) => givenCents)).toEqual([{ usd: 70 }, { usd: 140 }])
  })
})
