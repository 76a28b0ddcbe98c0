import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { inOrder } from "#shared/revenue/order.ts"
import type { StripeFact } from "#shared/revenue/stripe-fact.ts"
import { standingAt, timelineOf } from "#shared/revenue/timeline.ts"
import { factOf } from "../../support/customer-days.ts"
import { permutations } from "../../support/permutations.ts"
import {
  customerObject,
  invoiceObject,
  itemObject,
  priceObject,
  subscribed,
  type Told,
  told,
  unix,
} from "../../support/stripe-object.ts"

const SECOND = unix("2026-03-01T12:00:00Z")
const idsOf = (facts: readonly StripeFact[]) => inOrder(facts).map(({ eventId }) => eventId)
const updated = (id: string, object: Told, previous?: Told, at = SECOND) =>
  factOf(told("customer.subscription.updated", at, subscribed(object), { id, ...(previous ? { previous } : {}) }))

/** Holds that events come out in the order given, whatever their ids and whatever the order of arrival. */
function expectOrder(events: ((id: string) => StripeFact)[], before: StripeFact[] = []) {
  for (const ids of permutations(events.map((_, index) => `evt_${index}`))) {
    const facts = events.map((event, index) => event(ids[index]!))
    for (const arrived of permutations(facts))
      expect(idsOf([...arrived, ...before])).toEqual([...before.map(({ eventId }) => eventId), ...ids])
  }
}

describe("within one second", () => {
  test("the chain of what stood there before decides, also when a status comes back", () => {
    expectOrder([
      (id) => updated(id, { status: "active" }, { status: "trialing" }),
      (id) => updated(id, { status: "past_due" }, { status: "active" }),
      (id) => updated(id, { status: "active" }, { status: "past_due" }),
    ])
  })

  test("what was known before the second opens the chain", () => {
    const before = updated("evt_before", { status: "active" }, { status: "trialing" }, SECOND - 60)
    expectOrder(
      [
        (id) => updated(id, { status: "past_due" }, { status: "active" }),
        (id) => updated(id, { status: "active" }, { status: "past_due" }),
      ],
      [before],
    )
  })

  test("changes of different fields hang together by what each shows of the other", () => {
    expectOrder([
      (id) => updated(id, { status: "active", cancel_at_period_end: false }, { status: "trialing" }),
      (id) => updated(id, { status: "active", cancel_at_period_end: true }, { cancel_at_period_end: false }),
    ])
  })

  test("lists and nested fields count too", () => {
    const five = [itemObject(priceObject(), 5)]
    const seven = [itemObject(priceObject(), 7)]
    const nine = [itemObject(priceObject(), 9)]
    expectOrder([
      (id) => updated(id, { items: seven }, { items: { data: five }, quantity: 5 }),
      (id) => updated(id, { items: nine }, { items: { data: seven }, quantity: 7 }),
    ])
    const paused = { behavior: "void", resumes_at: null }
    expectOrder(
      [
        (id) => updated(id, { pause_collection: paused }, { pause_collection: null }),
        (id) => updated(id, {}, { pause_collection: paused }),
      ],
      [updated("evt_before", {}, undefined, SECOND - 1)],
    )
  })

  test("creation comes first and deletion last, whatever the ids", () => {
    expectOrder([
      (id) => factOf(told("customer.subscription.created", SECOND, subscribed({ status: "incomplete" }), { id })),
      (id) => updated(id, { status: "active" }),
      (id) =>
        factOf(
          told("customer.subscription.deleted", SECOND, subscribed({ status: "canceled", ended_at: SECOND }), { id }),
        ),
    ])
  })

  test("creation comes first though statuses, ids and what stood there before say nothing", () => {
    expectOrder([
      (id) => factOf(told("customer.subscription.created", SECOND, subscribed(), { id })),
      (id) => updated(id, { items: [itemObject(priceObject(), 5)] }),
    ])
  })

  test("without a chain an open invoice yields to any other news", () => {
    const open = invoiceObject({
      status: "open",
      amount_paid: 0,
      status_transitions: { finalized_at: SECOND, paid_at: null },
    })
    expectOrder([
      (id) => factOf(told("invoice.created", SECOND, { ...open, status: "draft" }, { id })),
      (id) => factOf(told("invoice.finalized", SECOND, open, { id })),
      (id) => factOf(told("invoice.paid", SECOND, invoiceObject(), { id })),
    ])
  })

  test("… also when these two are all that is known", () => {
    const open = invoiceObject({ status: "open" })
    expectOrder([
      (id) => factOf(told("invoice.updated", SECOND, open, { id })),
      (id) => factOf(told("invoice.updated", SECOND, invoiceObject({ status: "void" }), { id })),
    ])
  })

  test("without any evidence the order is still the same every time", () => {
    const facts = ["evt_a", "evt_b", "evt_c"].map((id, index) =>
      updated(id, { items: [itemObject(priceObject(), index + 1)] }),
    )
    for (const arrived of permutations(facts)) expect(idsOf(arrived)).toEqual(["evt_a", "evt_b", "evt_c"])
  })

  test("a long chain is followed link by link", () => {
    const chain = Array.from(
      { length: 12 },
      (_, index) => (id: string) => updated(id, { quantity: index + 1 }, { quantity: index }),
    )
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...chain.keys()], { minLength: 12 }),
        fc.shuffledSubarray([...chain.keys()], { minLength: 12 }),
        (ids, arrival) => {
          const facts = chain.map((event, index) => event(`evt_${String(ids[index]).padStart(2, "0")}`))
          const start = updated("evt_start", { quantity: 0 }, undefined, SECOND - 1)
          expect(inOrder([start, ...arrival.map((index) => facts[index]!)]).map(({ now }) => now["quantity"])).toEqual([
            ...Array(13).keys(),
          ])
        },
      ),
      { numRuns: 50 },
    )
  })

  test("any walk through statuses ends where it ended", () => {
    const status = fc.constantFrom("trialing", "active", "past_due", "unpaid", "paused")
    const walk = fc
      .array(status, { minLength: 2, maxLength: 6 })
      .map((steps) => steps.filter((step, index) => step !== steps[index - 1]))
      .filter((steps) => new Set(steps.map((step, index) => `${steps[index - 1]} ${step}`)).size === steps.length)
    fc.assert(
      fc.property(walk, fc.infiniteStream(fc.nat()), (steps, chance) => {
        const [first, ...rest] = steps
        const start = updated("evt_start", { status: first }, undefined, SECOND - 1)
        const facts = rest.map((step, index) =>
          updated(`evt_${chance.next().value % 1_000}_${index}`, { status: step }, { status: steps[index] }),
        )
        const arrived = facts
          .map((fact) => ({ fact, key: chance.next().value }))
          .sort((one, other) => one.key - other.key)
        expect(inOrder([...arrived.map(({ fact }) => fact), start]).at(-1)!.now["status"]).toBe(steps.at(-1))
      }),
      { numRuns: 300 },
    )
  })
})

describe("across seconds", () => {
  test("Stripe's clock decides, not arrival and not ids", () => {
    const early = updated("evt_z", { status: "active" }, undefined, SECOND)
    const late = updated("evt_a", { status: "past_due" }, undefined, SECOND + 1)
    expect(idsOf([late, early])).toEqual(["evt_z", "evt_a"])
  })

  test("two event ids for one change count once", () => {
    const change = (id: string) => updated(id, { status: "active" }, { status: "trialing" })
    expect(idsOf([change("evt_b"), change("evt_a"), change("evt_a"), change("evt_b")])).toEqual(["evt_a"])
  })

  test("a subscription that ended does not come back, whatever is told later", () => {
    const facts = [
      factOf(told("customer.subscription.created", SECOND, subscribed({ created: SECOND }), { id: "evt_1" })),
      factOf(
        told(
          "customer.subscription.deleted",
          SECOND + 9,
          subscribed({ created: SECOND, status: "canceled", ended_at: SECOND + 9 }),
          { id: "evt_2" },
        ),
      ),
      updated("evt_3", { created: SECOND, status: "active" }, undefined, SECOND + 20),
    ]
    for (const arrived of permutations(facts)) {
      const [{ steps } = { steps: [] }] = timelineOf(arrived, { discounts: "forever" }).subscriptions
      expect(steps.map(({ atSeconds, mrrCents }) => [atSeconds, mrrCents])).toEqual([
        [SECOND, 4_900],
        [SECOND + 9, 0],
      ])
    }
  })

  test("a deleted customer stays so", () => {
    const facts = [
      factOf(told("customer.deleted", SECOND, customerObject({ name: null }), { id: "evt_2" })),
      factOf(
        told("customer.updated", SECOND, customerObject({ name: "Ada" }), { id: "evt_1", previous: { name: "A" } }),
      ),
    ]
    for (const arrived of permutations(facts))
      expect(timelineOf(arrived, { discounts: "forever" })).toMatchObject({
        deletedSeconds: SECOND,
        customer: { name: "Ada" },
      })
  })

  test("a customer whose deletion is told first, and news of whom come later, was deleted then", () => {
    const facts = [
      factOf(told("customer.deleted", SECOND, customerObject({ name: null }), { id: "evt_1" })),
      factOf(told("customer.created", SECOND - 60, customerObject(), { id: "evt_2" })),
      factOf(told("customer.updated", SECOND + 5, customerObject({ name: "Ada" }), { id: "evt_3" })),
      factOf(told("customer.subscription.created", SECOND - 50, subscribed({ created: SECOND - 50 }), { id: "evt_4" })),
    ]
    for (const arrived of permutations(facts)) {
      const timeline = timelineOf(arrived, { discounts: "forever" })
      expect(timeline).toMatchObject({ deletedSeconds: SECOND, customer: { name: "Ada", organizationId: "org_1" } })
      expect([SECOND - 1, SECOND, SECOND + 9].map((at) => standingAt(timeline, at).levels["usd"]?.mrrCents)).toEqual([
        4_900,
        undefined,
        undefined,
      ])
    }
  })
})
