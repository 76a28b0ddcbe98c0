import { describe, expect, test } from "vitest"
import { change, start } from "../../support/book.ts"
import { contributionsIn, movesIn, timelineIn } from "../../support/customer-days.ts"
import {
  customerObject,
  itemObject,
  priceObject,
  subscribed,
  type Told,
  told,
  unix,
} from "../../support/stripe-object.ts"
import { at, CREATED, created, deleted } from "../../support/subscription-life.ts"

const moves = (events: Told[], zone = "UTC", rule: "forever" | "active" | "all" = "forever") =>
  movesIn(contributionsIn(events, zone, rule))

describe("customers", () => {
  test("one subscription that ends and another that begins the same day net out", () => {
    const events = [created(), deleted("2026-03-05"), created({ id: "sub_2" }, "2026-03-05")]
    expect(moves(events)).toEqual(["2026-01-05 usd new 0 → 4900"])
    const dearer = [
      created(),
      deleted("2026-03-05"),
      created({ id: "sub_2", items: [itemObject(priceObject({ cents: 9_900 }))] }, "2026-03-05"),
    ]
    expect(moves(dearer)).toEqual(["2026-01-05 usd new 0 → 4900", "2026-03-05 usd expansion 4900 → 9900"])
  })

  test("what came and went within a day leaves no trace, and is not the first time", () => {
    const events = [
      created(),
      deleted("2026-01-05", { ended_at: CREATED + 60 }),
      created({ id: "sub_2" }, "2026-02-01"),
    ]
    expect(moves(events)).toEqual(["2026-02-01 usd new 0 → 4900"])
    expect(
      contributionsIn(events)
        .filter(({ subscriber }) => subscriber.firstEver)
        .map(({ day }) => day),
    ).toEqual(["2026-02-01"])
  })

  const euros = { id: "sub_2", currency: "eur", items: [itemObject(priceObject({ cents: 9_900, currency: "eur" }))] }
  test("a second currency of a subscriber is expansion; leaving it is contraction", () => {
    const events = [created(), created(euros, "2026-02-01"), deleted("2026-03-01", euros), deleted("2026-04-01")]
    expect(moves(events)).toEqual([
      "2026-01-05 usd new 0 → 4900",
      "2026-02-01 eur expansion 0 → 9900",
      "2026-03-01 eur contraction 9900 → 0",
      "2026-04-01 usd churn 4900 → 0",
    ])
  })

  test("who changes currency in a day has not churned", () => {
    const days = contributionsIn([created(), deleted("2026-02-01"), created(euros, "2026-02-01")])
    expect(movesIn(days).slice(1)).toEqual(["2026-02-01 eur expansion 0 → 9900", "2026-02-01 usd contraction 4900 → 0"])
    expect(days[1]!.subscriber).toEqual({ before: true, after: true, firstEver: false })
  })

  test("a deleted customer's subscriptions end with it", () => {
    const events = [created(), told("customer.deleted", at("2026-02-10"), customerObject({ deleted: true }))]
    expect(moves(events)).toEqual(["2026-01-05 usd new 0 → 4900", "2026-02-10 usd churn 4900 → 0"])
    expect(moves([...events].reverse())).toEqual(moves(events))
  })

  test("the newest name, and the organization it names", () => {
    const events = [
      created(),
      told("customer.created", CREATED, customerObject({ name: "Old" })),
      told("customer.updated", at("2026-02-01"), customerObject({ name: "New" }), { previous: { name: "Old" } }),
    ]
    expect(contributionsIn(events)[0]).toMatchObject({ name: "New", organizationId: "org_1" })
    expect(timelineIn(events).customer).toMatchObject({ name: "New", email: "ada@example.org" })
  })
})

describe("the day belongs to a zone", () => {
  const start = (instant: string) => [
    told("customer.subscription.created", unix(instant), subscribed({ created: unix(instant) })),
  ]
  test.each([
    ["UTC", "2026-03-08T23:59:59Z", "2026-03-08"],
    ["America/New_York", "2026-03-08T04:59:59Z", "2026-03-07"],
    ["America/New_York", "2026-03-08T05:00:00Z", "2026-03-08"],
    // The clocks went forward at 07:00 UTC: the day has 23 hours.
    ["America/New_York", "2026-03-09T03:59:59Z", "2026-03-08"],
    ["America/New_York", "2026-03-09T04:00:00Z", "2026-03-09"],
    ["Asia/Kolkata", "2026-03-08T18:29:59Z", "2026-03-08"],
    ["Asia/Kolkata", "2026-03-08T18:30:00Z", "2026-03-09"],
    // Half an hour of summer time: +11:00 until 4 April, +10:30 after it.
    ["Australia/Lord_Howe", "2026-04-03T12:59:59Z", "2026-04-03"],
    ["Australia/Lord_Howe", "2026-04-03T13:00:00Z", "2026-04-04"],
    ["Australia/Lord_Howe", "2026-04-05T13:29:59Z", "2026-04-05"],
    ["Australia/Lord_Howe", "2026-04-05T13:30:00Z", "2026-04-06"],
  ])("%s: %s is %s", (zone, instant, day) => {
    expect(moves(start(instant), zone)).toEqual([`${day} usd new 0 → 4900`])
  })
})

test("a day on which only a trial ended, or an invoice was paid, says whether the customer subscribed all the same", () => {
  const days = contributionsIn([
    start("paying", "2026-01-05", 1_000, "usd", { customer: "ann" }),
    start("trial", "2026-01-06", 0, "usd", { customer: "ann", status: "trialing" }),
    change("trial", "2026-01-20", 0, "usd", { customer: "ann", status: "canceled" }),
  ])
  expect(days.map(({ day, subscriber, trials }) => [day, subscriber.before, subscriber.after, trials.ended])).toEqual([
    ["2026-01-05", false, true, 0],
    ["2026-01-20", true, true, 1],
  ])
})
