import { describe, expect, test } from "vitest"
import { contributionsIn } from "../../support/customer-days.ts"
import {
  customerObject,
  discountObject,
  itemObject,
  priceObject,
  type Told,
  told,
} from "../../support/stripe-object.ts"
import { at, CREATED, created, deleted, updated } from "../../support/subscription-life.ts"

describe("in a few words", () => {
  const named = (name: string, quantity = 1, interval: "month" | "year" = "month", cents = 4_900) => ({
    items: [itemObject(priceObject({ name, interval, cents }), quantity)],
  })
  const said = (events: Told[], rule: "forever" | "all" | "active" = "forever") =>
    contributionsIn(events, "UTC", rule).map(({ what }) => what)
  test.each<[string, Told[]]>([
    ["started Pro, monthly", [created()]],
    ["started Pro, yearly", [created(named("Pro", 1, "year", 49_000))]],
    ["started Pro, quarterly", [created({ items: [itemObject(priceObject({ count: 3 }))] })]],
    ["began a trial of Pro", [created({ status: "trialing" })]],
    [
      "Pro after its trial, monthly",
      [created({ status: "trialing" }), updated("2026-01-19", {}, { status: "trialing" })],
    ],
    ["added 6 seats, now 31", [created(named("Pro", 25)), updated("2026-02-01", named("Pro", 31))]],
    ["removed 1 seat, now 24", [created(named("Pro", 25)), updated("2026-02-01", named("Pro", 24))]],
    ["Enterprise to Pro", [created(named("Enterprise", 1, "month", 99_000)), updated("2026-02-01", named("Pro"))]],
    [
      "added Support",
      [
        created(),
        updated("2026-02-01", { items: [itemObject(priceObject()), itemObject(priceObject({ name: "Support" }))] }),
      ],
    ],
    ["Pro, now yearly", [created(), updated("2026-02-01", named("Pro", 1, "year", 49_000))]],
    ["ended Pro after 14 months", [created(), deleted("2027-03-05")]],
    ["ended Pro after 3 days", [created(), deleted("2026-01-08")]],
    ["paused Pro after 27 days", [created(), updated("2026-02-01", { status: "paused" }, { status: "active" })]],
    [
      "stopped paying Pro after 27 days",
      [created(), updated("2026-02-01", { status: "unpaid" }, { status: "active" })],
    ],
    ["came back to Pro after 47 days", [created(), deleted("2026-03-05"), created({ id: "sub_2" }, "2026-04-21")]],
    ["Pro is past due", [created(), updated("2026-02-01", { status: "past_due" }, { status: "active" })]],
    ["asked to cancel Pro", [created(), updated("2026-02-01", { cancel_at_period_end: true })]],
    [
      "stays with Pro after all",
      [created({ cancel_at_period_end: true }), updated("2026-02-01", { cancel_at_period_end: false })],
    ],
    ["25 % off", [created(), updated("2026-02-01", { discounts: [discountObject({ percent: 25 })] })]],
    ["5.00 USD off", [created(), updated("2026-02-01", { discounts: [discountObject({ amount: 500 })] })]],
    ["25 % off ended", [created({ discounts: [discountObject({ percent: 25 })] }), updated("2026-02-01", {})]],
    ["customer was deleted", [created(), told("customer.deleted", at("2026-02-10"), customerObject())]],
  ])("%s", (what, events) => {
    expect(said(events).at(-1)).toBe(what)
  })

  test("metered use has no seats", () => {
    const beside = itemObject(priceObject({ name: "Calls", cents: 1, metered: true }), null)
    const seats = (count: number) => ({ items: [itemObject(priceObject(), count), beside] })
    expect(said([created(seats(25)), updated("2026-02-01", seats(31))]).at(-1)).toBe("added 6 seats, now 31")
  })

  test("50 % off ended, by itself", () => {
    const events = [
      created({ discounts: [discountObject({ percent: 50 }, "repeating", { start: CREATED, end: at("2026-04-05") })] }),
    ]
    expect(said(events, "active")).toEqual(["started Pro, monthly", "50 % off ended"])
  })
})
