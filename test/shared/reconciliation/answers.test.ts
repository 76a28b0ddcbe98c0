import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { compared, differencesOf, lastMoment } from "#shared/reconciliation/compare.ts"
import { customerStanding } from "#shared/reconciliation/decisive.ts"
import { customerFactOf } from "#shared/revenue/customer-fact.ts"
import { inOrder } from "#shared/revenue/order.ts"
import { timelineOf } from "#shared/revenue/timeline.ts"
import { factOf } from "../../support/customer-days.ts"
import {
  discountObject,
  itemObject,
  priceObject,
  subscribed,
  type Told,
  told,
  unix,
} from "../../support/stripe-object.ts"

const SECOND = unix("2026-03-01T12:00:00Z")
const STATUSES = ["incomplete", "trialing", "past_due", "unpaid", "paused"]

const answered = (object: Told, createdSeconds: number) =>
  customerFactOf(
    object,
    { createdSeconds, eventId: "reconciled one", type: "asked", previous: {} },
    { customerId: "cus_1", objectId: "sub_1" },
  )

describe("an answer's place among deliveries", () => {
  const begun = factOf(
    told("customer.subscription.created", SECOND - 60, subscribed({ status: "active" }), { id: "evt_0" }),
  )
  /** A life of changes, in one second or in several, no status twice; which deliveries were lost; after how many Stripe was asked. */
  const lives = fc
    .uniqueArray(
      fc.record({ status: fc.constantFrom(...STATUSES), wait: fc.integer({ min: 0, max: 2 }), isLost: fc.boolean() }),
      { selector: ({ status }) => status, minLength: 1, maxLength: 5 },
    )
    .chain((changes) =>
      fc.record({
        changes: fc.constant(changes),
        asked: fc.integer({ min: 0, max: changes.length }),
        lag: fc.integer({ min: 0, max: 1 }),
        arrival: fc.shuffledSubarray([...changes.keys(), changes.length], { minLength: changes.length + 1 }),
      }),
    )

  test("it wins over everything told of before it, and yields to everything told of after it, however they arrive", () => {
    fc.assert(
      fc.property(lives, ({ changes, asked, lag, arrival }) => {
        let at = SECOND
        let status = "active"
        const truth: { at: number; status: string; before: string; isLost: boolean }[] = []
        for (const change of changes) {
          // Of what happens after a lost change in its own second nobody could say the order.
          at += truth.at(-1)?.isLost ? 1 + change.wait : change.wait
          truth.push({ at, status: change.status, before: status, isLost: change.isLost })
          status = change.status
        }
        const upTo = Math.min(asked, truth.length)
        const seen = truth[upTo - 1]
        // Asked in the second of the change before it, or a second later where nothing else happened by then.
        const next = truth[upTo]?.at ?? Number.POSITIVE_INFINITY
        const askedSeconds = Math.min((seen?.at ?? SECOND - 1) + lag, next)
        const answer = answered(subscribed({ status: seen?.status ?? "active" }), askedSeconds)
        const events = truth.map((one, nth) =>
          one.isLost
            ? undefined
            : factOf(
                told("customer.subscription.updated", one.at, subscribed({ status: one.status }), {
                  id: `evt_${9 - nth}`,
                  previous: { status: one.before },
                }),
              ),
        )
        const all = [...events, answer]
        const arrived = arrival.flatMap((nth) => (nth === changes.length ? [answer] : (events[nth] ?? [])))
        const lastTold = truth.findLast((one, nth) => nth >= upTo && !one.isLost)
        expect(all.filter((one) => one !== undefined)).toHaveLength(arrived.length)
        expect(inOrder([...arrived, begun]).at(-1)!.now["status"]).toBe(lastTold?.status ?? seen?.status ?? "active")
      }),
      { numRuns: 2_000 },
    )
  })

  test("a subscription that only an answer tells of counts from its own beginning, and one that left its trial from the trial's end", () => {
    const created = unix("2026-01-05")
    const [life] = timelineOf([answered(subscribed({ created }), SECOND)], { discounts: "forever" }).subscriptions
    expect(life!.steps.map(({ atSeconds, mrrCents }) => [atSeconds, mrrCents])).toEqual([[created, 4_900]])
    const trialEnd = unix("2026-02-01")
    const onTrial = factOf(
      told("customer.subscription.created", created, subscribed({ created, status: "trialing", trial_end: trialEnd })),
    )
    const [tried] = timelineOf([onTrial, answered(subscribed({ created, trial_end: trialEnd }), SECOND)], {
      discounts: "forever",
    }).subscriptions
    expect(tried!.steps.map(({ atSeconds, mrrCents }) => [atSeconds, mrrCents])).toEqual([
      [created, 0],
      [trialEnd, 4_900],
    ])
  })
})

describe("what two sides are compared by", () => {
  const of = (object: Told) => customerStanding([answered(subscribed(object), SECOND)])!
  const fieldsOf = (ours: Told, stripe: Told) => differencesOf(of(ours), of(stripe)).map(({ field }) => field)
  const item = (quantity: number, more: Told = {}) => itemObject(priceObject(), quantity, more)

  test("the order of items and what changes no figure do not matter", () => {
    const other = itemObject(priceObject({ name: "Extra", cents: 100 }))
    expect(fieldsOf({ items: [item(1), other] }, { items: [other, item(1)] })).toEqual([])
    expect(fieldsOf({ latest_invoice: "in_1", metadata: { a: "b" } }, { latest_invoice: "in_2" })).toEqual([])
  })

  test.each<[string, Told, Told, string]>([
    ["a quantity", { items: [item(1)] }, { items: [item(2)] }, "items"],
    ["a price", { items: [item(1)] }, { items: [itemObject(priceObject({ cents: 5_900 }))] }, "items"],
    [
      "a discount of an item",
      { items: [item(1)] },
      { items: [item(1, { discounts: [discountObject({ percent: 10 })] })] },
      "items",
    ],
    ["a discount", {}, { discounts: [discountObject({ percent: 25 })] }, "discounts"],
    ["a cancellation", {}, { cancel_at_period_end: true }, "cancels at the period's end"],
    ["a pause", {}, { pause_collection: { behavior: "void" } }, "collection paused"],
    ["a status", {}, { status: "past_due" }, "status"],
  ])("%s does", (_, ours, stripe, field) => {
    expect(fieldsOf(ours, stripe)).toEqual([field])
  })

  test("what changed within ten minutes is too fresh to say more of", () => {
    const changed = { changedSeconds: SECOND, askedSeconds: SECOND + 599 }
    expect(compared(undefined, of({}), changed)).toBe("tooFresh")
    expect(compared(undefined, of({}), { ...changed, askedSeconds: SECOND + 600 })).toBe("missing")
    expect(compared(of({}), of({}), changed)).toBe("same")
    expect(compared(of({}), of({ status: "unpaid" }), { ...changed, askedSeconds: SECOND + 600 })).toBe("different")
    const told = { created: 5, ended_at: 90, trial_end: 80, items: { data: [{ current_period_start: 70 }] } }
    expect(lastMoment(told, 100)).toBe(90)
    expect(lastMoment(told, 89)).toBe(70)
  })
})
