import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Contribution } from "#shared/revenue/contribution.ts"
import { lostIn, mergeRevenue, noRevenue, type Revenue, revenueCube, subscriberRise } from "#shared/revenue/day-cube.ts"
import { sentBetween, sentCube } from "#shared/revenue/sent-cube.ts"
import { addDays, instantOfUnix } from "#shared/time.ts"
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

const asFacts = (contributions: readonly Contribution[]) =>
  contributions.map((body) => ({ id: body.customerId, at: body.at, body }))
const foldOf = (contributions: readonly Contribution[]): Revenue => revenueCube.fold(asFacts(contributions))
const daysOf = (contributions: readonly Contribution[]) =>
  new Map([...Map.groupBy(contributions, ({ day }) => day)].map(([day, some]) => [day, foldOf(some)]))

/** Random lives of a few customers: statuses and prices at random instants, in two currencies. */
const lives = fc
  .array(
    fc.record({
      minute: fc.integer({ min: 0, max: 60 * 24 * 60 }),
      customer: fc.integer({ min: 0, max: 5 }),
      subscription: fc.integer({ min: 0, max: 1 }),
      status: fc.constantFrom("active", "past_due", "trialing", "unpaid", "paused"),
      cents: fc.integer({ min: 0, max: 9_999 }),
      currency: fc.constantFrom("usd", "eur"),
    }),
    { maxLength: 30 },
  )
  .map((steps) =>
    steps.map(({ minute, customer, subscription, status, cents, currency }, index): Told => {
      const at = unix("2026-01-02") + minute * 60
      const id = `sub_${customer}_${subscription}_${currency}`
      const object = subscribed({
        id,
        customer: `cus_${customer}`,
        status,
        created: at,
        items: [itemObject(priceObject({ cents, currency }))],
      })
      return told("customer.subscription.updated", at, object, {
        id: `evt_${index}`,
        previous: { status: "incomplete" },
      })
    }),
  )

describe("the fold of a day", () => {
  test("does not care for order, nor for a customer told twice", () => {
    fc.assert(
      fc.property(lives, fc.infiniteStream(fc.nat()), (events, chance) => {
        const some = contributionsIn(events).filter(({ day }, _, all) => day === all[0]?.day)
        const shuffled = [...some, ...some]
          .map((one) => ({ one, key: chance.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one)
        expect(foldOf(shuffled)).toEqual(foldOf(some))
      }),
    )
  })

  test("days merge in any order and in any groups", () => {
    fc.assert(
      fc.property(lives, fc.infiniteStream(fc.nat()), (events, chance) => {
        const cubes = [...daysOf(contributionsIn(events)).values()]
        const whole = mergeRevenue(cubes)
        const shuffled = cubes
          .map((cube) => ({ cube, key: chance.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ cube }) => cube)
        const cut = shuffled.length === 0 ? 0 : chance.next().value % shuffled.length
        expect(
          mergeRevenue([mergeRevenue(shuffled.slice(cut)), mergeRevenue(shuffled.slice(0, cut)), noRevenue()]),
        ).toEqual(whole)
        expect(JSON.parse(JSON.stringify(whole))).toEqual(whole)
      }),
    )
  })

  test("leaves what it is given as it was", () => {
    const days = [
      ...daysOf(contributionsIn([told("customer.subscription.created", unix("2026-01-01"), subscribed())])).values(),
    ]
    const before = structuredClone(days)
    mergeRevenue([...days, ...days])
    expect(days).toEqual(before)
  })
})

describe("churn over any run of days", () => {
  test("is who was a subscriber when it began and is not when it ended", () => {
    fc.assert(
      fc.property(lives, fc.integer({ min: 0, max: 70 }), fc.integer({ min: 0, max: 70 }), (events, one, other) => {
        const contributions = contributionsIn(events)
        const days = daysOf(contributions)
        const [from, to] = [addDays("2026-01-01", Math.min(one, other)), addDays("2026-01-01", Math.max(one, other))]
        const run = mergeRevenue([...days].filter(([day]) => day >= from && day <= to).map(([, cube]) => cube))
        const subscribersAfter = (day: string) => {
          const last = new Map<string, boolean>()
          for (const { customerId, day: on, subscriber, changes } of contributions)
            if (on <= day && Object.keys(changes).length > 0) last.set(customerId, subscriber.after)
          return new Set([...last].filter(([, earns]) => earns).map(([customerId]) => customerId))
        }
        const [before, after] = [subscribersAfter(addDays(from, -1)), subscribersAfter(to)]
        expect(lostIn(run)).toBe([...before].filter((customer) => !after.has(customer)).length)
        expect(subscriberRise(run)).toBe(after.size - before.size)
      }),
      { numRuns: 300 },
    )
  })

  test("tells every customer from every other: two whose ids have the same 32-bit hash", () => {
    const start = (customer: string) =>
      told("customer.subscription.created", unix("2026-01-01"), subscribed({ id: `sub_${customer}`, customer }))
    const cube = foldOf(contributionsIn([start("cus_zg7ULtR3OrG5YS"), start("cus_V87sQ8VWddhcAa")]))
    expect(subscriberRise(cube)).toBe(2)
  })
})

describe("invoices", () => {
  const at = (instant: string) => unix(instant)
  const paid = (id: string, when: string, more: Told = {}) =>
    told(
      "invoice.paid",
      at(when),
      invoiceObject({ id, status_transitions: { finalized_at: at(when) - 3_600, paid_at: at(when) }, ...more }),
    )

  test("paid less given back, on the day it was paid, by currency", () => {
    const days = daysOf(
      contributionsIn([
        paid("in_1", "2026-02-01T10:00:00Z"),
        paid("in_2", "2026-02-01T12:00:00Z", { amount_paid: 1_000, post_payment_credit_notes_amount: 400 }),
        paid("in_3", "2026-02-01T13:00:00Z", { currency: "jpy", amount_paid: 980 }),
        told(
          "invoice.updated",
          at("2026-03-01T00:00:00Z"),
          invoiceObject({
            id: "in_1",
            post_payment_credit_notes_amount: 900,
            status_transitions: { finalized_at: at("2026-02-01T09:00:00Z"), paid_at: at("2026-02-01T10:00:00Z") },
          }),
        ),
      ]),
    )
    expect(days.get("2026-02-01")!.paidCents).toEqual({ usd: 4_900 - 900 + 600, jpy: 980 })
    expect([...days.keys()]).toEqual(["2026-02-01"])
  })

  test("news in any order and twice: sent once, at the earliest instant anything tells", () => {
    const open = invoiceObject({
      status: "open",
      amount_paid: 0,
      status_transitions: { finalized_at: null, paid_at: null },
    })
    const events = [
      told("invoice.created", at("2026-02-01T09:00:00Z"), { ...open, status: "draft" }),
      told("invoice.finalized", at("2026-02-01T10:00:00Z"), open),
      told("invoice.sent", at("2026-02-01T10:00:05Z"), open),
      told("invoice.payment_failed", at("2026-02-01T10:00:09Z"), open),
      told("invoice.paid", at("2026-02-03T10:00:00Z"), {
        ...invoiceObject(),
        status_transitions: { finalized_at: at("2026-02-01T10:00:00Z"), paid_at: at("2026-02-03T10:00:00Z") },
      }),
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray([...events, ...events], { minLength: 10 }), (arrived) => {
        const contributions = contributionsIn(arrived)
        expect(contributions.map(({ day, sent, paidCents }) => ({ day, sent, paidCents }))).toEqual([
          { day: "2026-02-01", sent: ["2026-02-01T10:00:00.000Z"], paidCents: {} },
          { day: "2026-02-03", sent: [], paidCents: { usd: 4_900 } },
        ])
      }),
      { numRuns: 100 },
    )
  })

  test("of the years that told no instants: the event that sent it says when, and no later one takes that back", () => {
    const old = invoiceObject({ status: "open", amount_paid: 0, status_transitions: undefined })
    const events = [
      told("invoice.sent", at("2026-02-01T10:00:00Z"), old),
      told("invoice.sent", at("2026-02-02T10:00:00Z"), old),
      told("invoice.payment_failed", at("2026-02-03T10:00:00Z"), old),
    ]
    expect(contributionsIn(events).map(({ sent }) => sent)).toEqual([["2026-02-01T10:00:00.000Z"]])
  })

  test("what is paid stays paid, whatever older news a later event carries", () => {
    const stale = invoiceObject({
      status: "open",
      amount_paid: 0,
      status_transitions: { finalized_at: at("2026-02-01"), paid_at: null },
    })
    const contributions = contributionsIn([
      paid("in_1", "2026-02-01T10:00:00Z"),
      told("invoice.updated", at("2026-02-01T10:00:05Z"), stale),
    ])
    expect(contributions.map(({ paidCents }) => paidCents)).toEqual([{ usd: 4_900 }])
  })

  test("sent in a window is exact to the second, its end left out", () => {
    const contributions = contributionsIn([paid("in_1", "2026-02-01T10:00:00Z"), paid("in_2", "2026-02-02T09:00:00Z")])
    const sent = sentCube.merge(
      [...Map.groupBy(contributions, ({ day }) => day).values()].map((some) => sentCube.fold(asFacts(some))),
    )
    const between = (from: string, to: string) => sentBetween(sent, from, to)
    expect(sent.map((second) => instantOfUnix(second))).toEqual([
      "2026-02-01T09:00:00.000Z",
      "2026-02-02T08:00:00.000Z",
    ])
    expect(between("2026-02-01T09:00:00.000Z", "2026-02-02T09:00:00.000Z")).toBe(2)
    expect(between("2026-02-01T09:00:00.001Z", "2026-02-02T09:00:00.001Z")).toBe(1)
    expect(between("2026-02-01T08:00:00.000Z", "2026-02-02T08:00:00.000Z")).toBe(1)
  })
})
