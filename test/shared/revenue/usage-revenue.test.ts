import { describe, expect, test } from "vitest"
import { invoiceLinesOf } from "#shared/revenue/stripe-invoice-line.ts"
import { addDays } from "#shared/time.ts"
import { figures } from "../../support/book.ts"
import { contributionsIn } from "../../support/customer-days.ts"
import {
  invoiceObject,
  itemObject,
  priceObject,
  subscribed,
  type Told,
  told,
  unix,
} from "../../support/stripe-object.ts"

const PAID = "2026-02-10T10:00:00Z"
const lines = (...data: Told[]): Told => ({ lines: { object: "list", data, has_more: false } })
/** As Stripe tells a line since 2025: price and item by their ids. */
const named = (price: string, item: string, amount: number, more: Told = {}): Told => ({
  object: "line_item",
  amount,
  parent: { type: "subscription_item_details", subscription_item_details: { subscription_item: item } },
  pricing: { type: "price_details", price_details: { price, product: "prod_1" } },
  ...more,
})
/** As it told them before: with the price, or in 2016 the plan, whole. */
const whole = (usage: string, amount: number, of: "price" | "plan" = "price"): Told => ({
  object: "line_item",
  amount,
  subscription_item: "si_old",
  ...(of === "plan"
    ? { plan: { id: "plan_1", usage_type: usage } }
    : { price: { id: "price_1", recurring: { usage_type: usage } } }),
})
const paid = (more: Told, at = PAID, id = "in_1") =>
  told(
    "invoice.paid",
    unix(at),
    invoiceObject({ id, status_transitions: { finalized_at: unix(at) - 60, paid_at: unix(at) }, ...more }),
  )
const usageOf = (events: readonly Told[]) =>
  contributionsIn(events).flatMap(({ day, usageCents }) =>
    Object.keys(usageCents).length > 0 ? [[day, usageCents]] : [],
  )

/** A subscription with a seat price, and a metered one. */
const MIXED = told(
  "customer.subscription.created",
  unix("2026-01-05"),
  subscribed({
    created: unix("2026-01-05"),
    items: [
      itemObject(priceObject({ cents: 4_900, id: "price_seat" }), 1, { id: "si_seat" }),
      itemObject(priceObject({ cents: 2, metered: true, id: "price_calls" }), null, { id: "si_calls" }),
    ],
  }),
)

describe("lines of an invoice", () => {
  test("of the same item and price are one, less their discounts; what is surely licensed is left out", () => {
    expect(
      invoiceLinesOf(
        lines(
          named("price_calls", "si_calls", 700, { discount_amounts: [{ amount: 70, discount: "di_1" }] }),
          named("price_calls", "si_calls", 300),
          whole("metered", 120),
          whole("licensed", 4_900),
          whole("metered", 45, "plan"),
          named("price_seat", "si_seat", 0),
        ),
      ),
    ).toEqual([
      { itemId: "si_calls", priceId: "price_calls", cents: 930, metered: null },
      { itemId: "si_old", priceId: "price_1", cents: 120, metered: true },
      { itemId: "si_old", priceId: "plan_1", cents: 45, metered: true },
    ])
  })

  test("that name neither price nor item, or are none, say nothing", () => {
    expect(invoiceLinesOf({ lines: { data: [{}, null, 7] } })).toEqual([])
    expect(invoiceLinesOf({})).toEqual([])
    expect(usageOf([MIXED, paid(lines({ amount: 500 }))])).toEqual([])
  })
})

describe("usage revenue", () => {
  test("is what paid invoices asked for metered items, by the day they were paid, in any order of telling", () => {
    const invoice = paid(lines(named("price_seat", "si_seat", 4_900), named("price_calls", "si_calls", 1_234)))
    const open = told("invoice.finalized", unix("2026-02-09"), {
      ...invoiceObject({
        id: "in_2",
        status: "open",
        amount_paid: 0,
        status_transitions: { finalized_at: unix("2026-02-09"), paid_at: null },
      }),
      ...lines(named("price_calls", "si_calls", 999)),
    })
    for (const events of [
      [MIXED, invoice, open],
      [open, invoice, MIXED],
    ])
      expect(usageOf(events)).toEqual([["2026-02-10", { usd: 1_234 }]])
  })

  test("knows an item by the item's id too, when its price was changed since", () => {
    expect(usageOf([MIXED, paid(lines(named("price_before", "si_calls", 80)))])).toEqual([["2026-02-10", { usd: 80 }]])
  })

  test("adds up thirty days, each at its own rate, and blocks where a rate is missing", () => {
    const on = (day: string, id: string, currency = "usd") =>
      paid({ currency, ...lines({ ...whole("metered", 1_000), currency }) }, `${day}T10:00:00Z`, id)
    const events = [on("2026-02-10", "in_a"), on("2026-02-14", "in_b", "eur"), on("2026-02-16", "in_c", "eur")]
    expect(figures(events, "2026-02-20").beside.usageCents).toBe(1_000 + 1_100 + 1_200)
    expect(figures(events, addDays("2026-02-10", 29)).beside.usageCents).toBe(1_000 + 1_100 + 1_200)
    expect(figures(events, addDays("2026-02-10", 30)).beside.usageCents).toBe(1_100 + 1_200)
    expect(figures([...events, on("2026-02-15", "in_d", "brl")], "2026-02-20").beside.usageCents).toBeNull()
    expect(figures([], "2026-02-20").beside.usageCents).toBe(0)
  })
})
