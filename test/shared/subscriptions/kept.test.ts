import { describe, expect, test } from "vitest"
import { readStripeEvent } from "#shared/revenue/stripe-event.ts"
import type { StripeFact } from "#shared/revenue/stripe-fact.ts"
import { standingAt, timelineOf } from "#shared/revenue/timeline.ts"
import { historyOf } from "#shared/subscriptions/history.ts"
import { keptOf } from "#shared/subscriptions/kept.ts"
import { choicesOf, pricesOf } from "#shared/subscriptions/plan-choices.ts"
import { subscriptionOf, worthAt } from "#shared/subscriptions/subscription.ts"
import type { SubscriptionFact } from "#shared/revenue/life.ts"
import {
  customerObject,
  discountObject,
  invoiceObject,
  itemObject,
  priceObject,
  subscribed,
  type Told,
  told,
  unix,
} from "../../support/stripe-object.ts"

const NOW = unix("2026-03-20")
const factsOf = (...events: Told[]): StripeFact[] =>
  events.map((event) => {
    const { reading } = readStripeEvent(event)
    if (reading.kind !== "fact") return expect.unreachable(JSON.stringify(reading))
    return reading.fact
  })
const kept = (...events: Told[]) => keptOf("cus_1", timelineOf(factsOf(...events), { discounts: "active" }))
const created = (object: Told) => told("customer.subscription.created", unix("2026-01-01"), object)
const updated = (at: string, object: Told, previous: Told) =>
  told("customer.subscription.updated", unix(at), object, { previous })
const ITEM = { ...itemObject(priceObject(), 3), current_period_end: unix("2026-04-01") }

describe("a subscription as it is kept", () => {
  test("says who, what, and what it is worth, as the day cubes count it", () => {
    const events = [
      told("customer.created", unix("2026-01-01"), customerObject()),
      created(subscribed({ items: [ITEM] })),
    ]
    const [one] = kept(...events)
    expect(subscriptionOf(one!, "live", NOW, false)).toEqual({
      subscriptionId: "sub_1",
      mode: "live",
      customerId: "cus_1",
      name: "Ada & Co",
      email: "ada@example.org",
      organizationId: "org_1",
      status: "active",
      collectionPaused: false,
      plans: ["Pro"],
      cadence: { interval: "month", count: 1 },
      seats: 3,
      currency: "usd",
      mrrCents: 14_700,
      trialCents: 0,
      pausedCents: 0,
      startedAt: "2026-01-01T00:00:00.000Z",
      trialEndsAt: null,
      renewsAt: "2026-04-01T00:00:00.000Z",
      cancellation: null,
      endedAt: null,
      failing: null,
      isWaiting: false,
    })
    const standing = standingAt(timelineOf(factsOf(...events), { discounts: "active" }), NOW)
    expect(standing.levels["usd"]!.mrrCents).toBe(14_700)
  })

  test("is worth more once its discount has run out, though nobody told anything since", () => {
    const half = discountObject({ percent: 50 }, "repeating", { end: unix("2026-03-01") })
    const [one] = kept(created(subscribed({ items: [ITEM], discounts: [half] })))
    expect([worthAt(one!, unix("2026-02-28")).mrrCents, worthAt(one!, unix("2026-03-02")).mrrCents]).toEqual([
      7_350, 14_700,
    ])
  })

  test("has renewed when an invoice charged for a later period, though nothing else told so", () => {
    const lines = { data: [{ period: { start: unix("2026-04-01"), end: unix("2026-05-01") } }] }
    const renewal = (finalized: string) =>
      told(
        "invoice.paid",
        unix(finalized),
        invoiceObject({ lines, status_transitions: { finalized_at: unix(finalized), paid_at: unix(finalized) } }),
      )
    const renewsAt = (...events: Told[]) => subscriptionOf(kept(...events)[0]!, "live", NOW, false).renewsAt
    const own = created(subscribed({ items: [ITEM] }))
    expect(renewsAt(own, renewal("2026-04-01"))).toBe("2026-05-01T00:00:00.000Z")
    const later = updated("2026-04-02", subscribed({ items: [ITEM] }), { items: {} })
    expect(renewsAt(own, renewal("2026-04-01"), later)).toBe("2026-04-01T00:00:00.000Z")
  })

  test("that ends with its period says when that was asked and when it is, and renews no more", () => {
    const leaving = { cancel_at_period_end: true, canceled_at: unix("2026-03-10") }
    const [one] = kept(
      created(subscribed({ items: [ITEM] })),
      updated("2026-03-10", subscribed({ items: [ITEM], ...leaving }), { cancel_at_period_end: false }),
    )
    expect(subscriptionOf(one!, "live", NOW, false)).toMatchObject({
      mrrCents: 14_700,
      renewsAt: null,
      cancellation: { askedAt: "2026-03-10T00:00:00.000Z", endsAt: "2026-04-01T00:00:00.000Z" },
    })
  })

  test("of a customer that was deleted has ended then, and is worth nothing", () => {
    const [one] = kept(
      created(subscribed({ items: [ITEM] })),
      told("customer.deleted", unix("2026-03-02"), customerObject({ deleted: true })),
    )
    expect(subscriptionOf(one!, "live", NOW, false)).toMatchObject({
      status: "canceled",
      mrrCents: 0,
      endedAt: "2026-03-02T00:00:00.000Z",
      renewsAt: null,
    })
  })

  test("names its newest open invoice whose payment failed, and none once that is paid", () => {
    const open = invoiceObject({
      status: "open",
      ...{ amount_due: 4_900, amount_paid: 0, amount_remaining: 4_900, attempt_count: 2 },
      next_payment_attempt: unix("2026-03-24"),
      status_transitions: { finalized_at: unix("2026-03-01"), paid_at: null },
    })
    const events = [created(subscribed({ items: [ITEM] })), told("invoice.payment_failed", unix("2026-03-19"), open)]
    expect(subscriptionOf(kept(...events)[0]!, "live", NOW, false).failing).toEqual({
      invoiceId: "in_1",
      number: "A-0001",
      currency: "usd",
      dueCents: 4_900,
      attempts: 2,
      nextAttemptAt: "2026-03-24T00:00:00.000Z",
    })
    expect(kept(...events, told("invoice.paid", unix("2026-03-20"), invoiceObject()))[0]!.failing).toBeNull()
    const givenUp = told("invoice.marked_uncollectible", unix("2026-03-20"), { ...open, status: "uncollectible" })
    expect(kept(...events, givenUp)[0]!.failing).toBeNull()
    const untold = { ...open, attempt_count: undefined }
    expect(kept(events[0]!, told("invoice.updated", unix("2026-03-19"), untold))[0]!.failing).toBeNull()
  })
})

test("a licensed item can have the prices of its currency, each with what the subscription would be worth", () => {
  const yearly = priceObject({ id: "price_y", cents: 49_000, interval: "year" })
  const half = discountObject({ percent: 50 })
  const snapshotOf = (...items: Told[]) => kept(created(subscribed({ items, discounts: [half] })))[0]!.snapshot
  const own = snapshotOf(ITEM)
  const others = [
    yearly,
    priceObject({ id: "price_e", currency: "eur" }),
    priceObject({ id: "price_m", metered: true }),
  ]
  const prices = pricesOf([own, ...others.map((price) => snapshotOf(itemObject(price)))])
  expect(choicesOf(own, prices.get("usd")!, "forever", NOW)).toEqual([
    {
      itemId: (ITEM as Told)["id"],
      priceId: "price_y",
      plan: "Pro",
      cadence: { interval: "year", count: 1 },
      unit: "49000",
      mrrCents: 6_125,
    },
  ])
})

test("the history says in words what each telling changed, the newest first", () => {
  const more = { ...ITEM, quantity: 5 }
  const facts = factsOf(
    created(subscribed({ items: [ITEM] })),
    updated("2026-02-01", subscribed({ items: [more] }), { items: { data: [ITEM] } }),
    updated(
      "2026-03-01",
      subscribed({ items: [more], status: "past_due", cancel_at_period_end: true, cancel_at: unix("2026-04-01") }),
      { status: "active", cancel_at_period_end: false },
    ),
  ) as SubscriptionFact[]
  expect(historyOf(facts).map(({ at, changes }) => [at.slice(0, 10), ...changes])).toEqual([
    ["2026-03-01", "active → past due", "ends on 2026-04-01"],
    ["2026-02-01", "3 × Pro monthly → 5 × Pro monthly"],
    ["2026-01-01", "3 × Pro monthly, active"],
  ])
})
