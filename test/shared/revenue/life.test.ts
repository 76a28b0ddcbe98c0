import { describe, expect, test } from "vitest"
import { contributionsIn, movesIn } from "../../support/customer-days.ts"
import { discountObject, itemObject, priceObject, type Told } from "../../support/stripe-object.ts"
import { at, CREATED, created, deleted, updated } from "../../support/subscription-life.ts"

const moves = (events: Told[], zone = "UTC", rule: "forever" | "active" | "all" = "forever") =>
  movesIn(contributionsIn(events, zone, rule))

describe("what counts, and from when", () => {
  test.each<[string, Told[], string[]]>([
    ["a trial is not MRR", [created({ status: "trialing", trial_end: at("2026-01-19") })], []],
    [
      "a trial that turned active",
      [
        created({ status: "trialing", trial_end: at("2026-01-19") }),
        updated("2026-01-19", { trial_end: at("2026-01-19") }, { status: "trialing" }),
      ],
      ["2026-01-19 usd new 0 → 4900"],
    ],
    [
      "an incomplete one is nothing yet",
      [created({ status: "incomplete" }), updated("2026-01-06", { status: "incomplete_expired" })],
      [],
    ],
    [
      "past due still counts",
      [created(), updated("2026-02-05", { status: "past_due" }, { status: "active" })],
      ["2026-01-05 usd new 0 → 4900"],
    ],
    [
      "unpaid is churn, paying again is a reactivation",
      [
        created(),
        updated("2026-02-05", { status: "unpaid" }, { status: "past_due" }),
        updated("2026-02-20", {}, { status: "unpaid" }),
      ],
      ["2026-01-05 usd new 0 → 4900", "2026-02-05 usd churn 4900 → 0", "2026-02-20 usd reactivation 0 → 4900"],
    ],
    [
      "paused is churn",
      [created(), updated("2026-02-05", { status: "paused" }, { status: "active" })],
      ["2026-01-05 usd new 0 → 4900", "2026-02-05 usd churn 4900 → 0"],
    ],
    [
      "the request to cancel is nothing, the end is churn",
      [
        created(),
        updated(
          "2026-02-01",
          { cancel_at_period_end: true, canceled_at: at("2026-02-01") },
          { cancel_at_period_end: false },
        ),
        deleted("2026-03-05"),
      ],
      ["2026-01-05 usd new 0 → 4900", "2026-03-05 usd churn 4900 → 0"],
    ],
    [
      "churn is on the day it ended, though told later",
      [created(), deleted("2026-03-07", { ended_at: at("2026-03-05") })],
      ["2026-01-05 usd new 0 → 4900", "2026-03-05 usd churn 4900 → 0"],
    ],
    [
      "up and down",
      [
        created({ items: [itemObject(priceObject({ cents: 1_200 }), 5)] }),
        updated("2026-02-01", { items: [itemObject(priceObject({ cents: 1_200 }), 31)] }),
        updated("2026-02-02", { items: [itemObject(priceObject({ cents: 1_200 }), 30)] }),
      ],
      [
        "2026-01-05 usd new 0 → 6000",
        "2026-02-01 usd expansion 6000 → 37200",
        "2026-02-02 usd contraction 37200 → 36000",
      ],
    ],
    [
      "collection that is paused is told beside MRR, not taken off it",
      [created(), updated("2026-02-01", { pause_collection: { behavior: "void" } })],
      ["2026-01-05 usd new 0 → 4900"],
    ],
    ["nothing to pay is no subscriber", [created({ items: [itemObject(priceObject({ cents: 0 }))] })], []],
  ])("%s", (_, events, wanted) => {
    expect(moves(events)).toEqual(wanted)
    expect(moves([...events].reverse())).toEqual(wanted)
  })

  test("a discount that runs out raises MRR on that day, though nobody tells", () => {
    const events = [
      created({ discounts: [discountObject({ percent: 50 }, "repeating", { start: CREATED, end: at("2026-04-05") })] }),
    ]
    expect(moves(events, "UTC", "active")).toEqual([
      "2026-01-05 usd new 0 → 2450",
      "2026-04-05 usd expansion 2450 → 4900",
    ])
    expect(moves(events, "UTC", "forever")).toEqual(["2026-01-05 usd new 0 → 4900"])
  })

  test("a discount that was taken away no longer runs out", () => {
    const half = discountObject({ percent: 50 }, "repeating", { start: CREATED, end: at("2026-04-05") })
    const events = [
      created({ discounts: [half] }),
      updated("2026-02-01", {}),
      updated("2026-03-01", { status: "unpaid" }),
    ]
    expect(moves(events, "UTC", "active")).toEqual([
      "2026-01-05 usd new 0 → 2450",
      "2026-02-01 usd expansion 2450 → 4900",
      "2026-03-01 usd churn 4900 → 0",
    ])
  })
})

describe("news that were lost", () => {
  test("the first we hear goes back to the beginning", () => {
    expect(moves([updated("2026-06-01", {}, { metadata: { seen: null } })])).toEqual(["2026-01-05 usd new 0 → 4900"])
  })
  test("… or to the end of its trial", () => {
    expect(moves([updated("2026-06-01", { trial_end: at("2026-01-19") }, { default_payment_method: null })])).toEqual([
      "2026-01-19 usd new 0 → 4900",
    ])
  })
  test("… unless it says that it has only just become so", () => {
    expect(moves([updated("2026-06-01", {}, { status: "incomplete" })])).toEqual(["2026-06-01 usd new 0 → 4900"])
    expect(moves([updated("2026-06-01", {}, { status: "past_due" })])).toEqual(["2026-01-05 usd new 0 → 4900"])
  })
  test("a trial whose end was lost ended when it says", () => {
    const events = [
      created({ status: "trialing", trial_end: at("2026-01-19") }),
      updated("2026-03-01", { trial_end: at("2026-01-19") }, { default_payment_method: null }),
    ]
    expect(moves(events)).toEqual(["2026-01-19 usd new 0 → 4900"])
    const toldThen = [events[0]!, updated("2026-03-01", { trial_end: at("2026-01-19") }, { status: "trialing" })]
    expect(moves(toldThen)).toEqual(["2026-03-01 usd new 0 → 4900"])
    const saysNothing = [events[0]!, updated("2026-03-01", { trial_end: at("2026-01-19") })]
    expect(moves(saysNothing)).toEqual(["2026-03-01 usd new 0 → 4900"])
  })
  test("a beginning that lies ahead of its telling is the telling", () => {
    expect(moves([updated("2026-02-01", { start_date: at("2027-01-01") })])).toEqual(["2026-02-01 usd new 0 → 4900"])
    expect(moves([updated("2026-02-01", { trial_end: at("2027-01-01") })])).toEqual(["2026-02-01 usd new 0 → 4900"])
    expect(moves([created(), deleted("2026-03-05", { ended_at: at("2027-01-01") })])).toEqual([
      "2026-01-05 usd new 0 → 4900",
      "2026-03-05 usd churn 4900 → 0",
    ])
  })
  test("an end alone tells of a life before it", () => {
    expect(moves([deleted("2026-05-05")])).toEqual(["2026-01-05 usd new 0 → 4900", "2026-05-05 usd churn 4900 → 0"])
    expect(moves([deleted("2026-01-10", { trial_end: at("2026-01-19") })])).toEqual([])
    expect(
      moves([
        updated("2026-01-06", { status: "incomplete_expired", ended_at: at("2026-01-06") }, { status: "incomplete" }),
      ]),
    ).toEqual([])
  })
  test("what arrives late puts it right", () => {
    const first = created({ status: "incomplete" })
    expect(
      moves([updated("2026-06-01", {}, { quantity: 2 }), updated("2026-02-01", {}, { status: "incomplete" }), first]),
    ).toEqual(["2026-02-01 usd new 0 → 4900"])
  })
})
