import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { lostIn, mergeRevenue, noRevenue, subscriberRise } from "#shared/revenue/day-cube.ts"
import { addDays } from "#shared/time.ts"
import { daysOf, foldOf } from "../../support/book.ts"
import { contributionsIn } from "../../support/customer-days.ts"
import { itemObject, priceObject, subscribed, type Told, told, unix } from "../../support/stripe-object.ts"

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
