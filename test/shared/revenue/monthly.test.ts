import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addDays, addMonths, type Day } from "#shared/time.ts"
import { change, end, figures, movements, SETTINGS, start } from "../../support/book.ts"
import { contributionsIn } from "../../support/customer-days.ts"
import type { Told } from "../../support/stripe-object.ts"

const FIRST = "2025-11-01"
const lives = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 160 }),
      customer: fc.integer({ min: 0, max: 6 }),
      status: fc.constantFrom("active", "active", "past_due", "trialing", "unpaid", "paused", "canceled"),
      cents: fc.integer({ min: 0, max: 9_999 }),
      currency: fc.constantFrom("usd", "eur", "jpy"),
    }),
    { maxLength: 40 },
  )
  .map((steps) =>
    steps.map(({ day, customer, status, cents, currency }) =>
      change(`${customer}_${currency}`, addDays(FIRST, day), cents, currency, { status, customer: `cus_${customer}` }),
    ),
  )
const days = fc.integer({ min: 20, max: 165 }).map((day) => addDays(FIRST, day))

describe("months of any book", () => {
  test("each adds up to the cent, and begins where the one before it ended", () => {
    fc.assert(
      fc.property(lives, days, (events, today) => {
        const { months } = movements(events, today)
        for (const [at, { statement }] of months.entries()) {
          const { startCents, endCents, fxCents, ...of } = statement!
          const gained = of.newCents + of.reactivationCents + of.expansionCents
          expect(startCents + gained - of.contractionCents - of.churnCents + fxCents).toBe(endCents)
          expect(months[at + 1]?.statement!.endCents ?? startCents).toBe(startCents)
        }
        expect(months[0]!.statement).toEqual(figures(events, today).month)
      }),
      { numRuns: 150 },
    )
  })

  test("whichever of them are read as months and which as days", () => {
    fc.assert(
      fc.property(lives, days, (events, today) => {
        const [few, many] = [movements(events, today, { count: 2 }), movements(events, today, { count: 8 })]
        expect(few.months).toEqual(many.months.slice(0, 2))
        expect(few.cohorts).toEqual(many.cohorts.slice(0, few.cohorts.length))
      }),
      { numRuns: 100 },
    )
  })

  test("cohorts of all time are all subscribers and all MRR, at the end of every month", () => {
    fc.assert(
      fc.property(lives, days, (events, today) => {
        const { cohorts, months } = movements(events, today)
        const rate = { ...SETTINGS, rates: SETTINGS.rates.map((one) => ({ ...one, day: FIRST })) }
        for (const [back, month] of months.slice(0, 6).entries()) {
          const last = back === 0 ? today : addDays(addMonths(`${month.month}-01`, 1), -1)
          const cells = cohorts.flatMap(({ cells }) => cells.at(-1 - back) ?? [])
          expect(total(cells.map(({ subscribers }) => subscribers))).toBe(month.subscribers.atEnd)
          // At one rate for all days, as cohorts are converted.
          const once = { ...rate, rates: newest(today) }
          const mrr = figures(events, last, once, 7).mrrCents!
          const off = Math.abs(total(cells.map(({ mrrCents }) => mrrCents!)) - mrr)
          expect(off).toBeLessThanOrEqual(cells.length)
        }
      }),
      { numRuns: 100 },
    )
  })

  test("a cohort is who first had MRR in its month, recounted customer by customer", () => {
    fc.assert(
      fc.property(lives, days, (events, today) => {
        const first = new Map<string, Day>()
        const last = new Map<string, boolean>()
        for (const { customerId, day, subscriber } of contributionsIn(events)) {
          if (day > today) continue
          if (subscriber.after && !first.has(customerId)) first.set(customerId, day)
          last.set(customerId, subscriber.after)
        }
        const { cohorts } = movements(events, today)
        const recount = Map.groupBy(first.keys(), (customer) => first.get(customer)!.slice(0, 7))
        expect(new Map(cohorts.map(({ month, size }) => [month, size]))).toEqual(
          new Map([...recount].map(([month, some]) => [month, some.length])),
        )
        for (const { month, cells } of cohorts)
          expect(cells.at(-1)!.subscribers).toBe(recount.get(month)!.filter((customer) => last.get(customer)).length)
      }),
      { numRuns: 100 },
    )
  })
})

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0)
/** The rates in force on a day, as if they had been since ever. */
const newest = (on: Day) =>
  ["eur", "jpy"].map((currency) => ({
    ...SETTINGS.rates.find((rate) => rate.currency === currency && rate.day <= on)!,
    day: "2025-01-01",
  }))

describe("the rates of a month", () => {
  const BOOK = [
    start("a", "2026-01-10", 10_000),
    start("b", "2026-01-11", 10_000),
    change("a", "2026-02-05", 15_000),
    end("b", "2026-02-06", 10_000),
    start("c", "2026-02-07", 2_000),
    change("c", "2026-03-02", 1_500),
    start("again", "2026-03-09", 1_000, "usd", { customer: "b" }),
  ]

  test("are those of what moved over what it began with", () => {
    const { months } = movements(BOOK, "2026-03-20")
    const [march, february, january] = months
    expect(january).toMatchObject({ grossChurnRate: null, netChurnRate: null, quickRatio: null, churnRate: null })
    expect(february).toMatchObject({
      month: "2026-02",
      over: true,
      grossChurnRate: 0.5,
      netChurnRate: 0.25,
      quickRatio: (2_000 + 5_000) / 10_000,
      subscribers: { atStart: 2, lost: 1, atEnd: 2 },
      churnRate: 0.5,
    })
    expect(march).toMatchObject({
      over: false,
      grossChurnRate: 500 / 17_000,
      netChurnRate: -500 / 17_000,
      quickRatio: 2,
      churnRate: 0,
    })
  })

  test("stand beside the cohorts of as many months", () => {
    const { cohorts } = movements(BOOK, "2026-03-20", { count: 3 })
    expect(cohorts).toEqual([
      { month: "2026-02", size: 1, cells: [cell(1, 2_000), cell(1, 1_500)] },
      { month: "2026-01", size: 2, cells: [cell(2, 20_000), cell(1, 15_000), cell(2, 16_000)] },
    ])
    expect(movements(BOOK, "2026-03-20", { count: 2 }).cohorts).toHaveLength(1)
  })

  test("wait for a rate of exchange that is missing; counts do not", () => {
    const { months, ltv } = movements([...BOOK, start("d", "2026-02-01", 900, "brl")], "2026-03-20")
    expect(months[1]).toMatchObject({ statement: null, grossChurnRate: null, quickRatio: null, churnRate: 0.5 })
    expect(months[2]!.statement).not.toBeNull()
    expect(ltv).toMatchObject({ cents: null, arpuCents: null })
  })

  test("a month is over with its last day, when that is", () => {
    expect(movements(BOOK, "2026-02-28").months[0]!.over).toBe(false)
    expect(movements(BOOK, "2026-02-28", { over: true }).months[0]!.over).toBe(true)
    expect(movements(BOOK, "2026-02-27", { over: true }).months[0]!.over).toBe(false)
  })
})

const cell = (subscribers: number, mrrCents: number) => ({ subscribers, mrrCents })

describe("lifetime value", () => {
  const many = (count: number): Told[] => Array.from({ length: count }, (_, nth) => start(`c${nth}`, "2025-11-03"))

  test("is ARPU over the churn of the last three months that are over", () => {
    const { ltv } = movements([...many(20), end("c0", "2026-01-05"), end("c1", "2026-02-05")], "2026-03-20")
    // 20 at the beginning of December and of January, 19 at that of February; two were lost.
    expect(ltv).toEqual({ cents: Math.round((1_000 * 59) / 2), arpuCents: 1_000, lost: 2, atStart: 59, n: 20 })
  })

  test("is not said of fewer than 20, nor without churn", () => {
    expect(movements([...many(19), end("c0", "2026-01-05")], "2026-03-20").ltv).toMatchObject({ cents: null, n: 19 })
    expect(movements(many(20), "2026-03-20").ltv).toMatchObject({ cents: null, lost: 0, n: 20 })
  })
})

describe("trials", () => {
  const trial = (customer: string, day: Day) => start(customer, day, 5_000, "usd", { status: "trialing" })
  const trialsOf = (events: readonly Told[]) =>
    movements(events, "2026-03-20").months.map(({ month, trials }) => [month, trials.converted, trials.ended])

  test("count in the month in which they end, as converted when they end in MRR", () => {
    const told = trialsOf([
      ...["a", "b", "c", "d"].map((one) => trial(one, "2026-01-20")),
      change("a", "2026-02-03", 5_000),
      change("b", "2026-02-03", 5_000, "usd", { status: "paused" }),
      end("c", "2026-03-01", 5_000),
      change("d", "2026-02-10", 5_000, "usd", { status: "trialing" }),
    ])
    expect(told.slice(0, 3)).toEqual([
      ["2026-03", 0, 1],
      ["2026-02", 1, 2],
      ["2026-01", 0, 0],
    ])
  })

  test("end with their customer, and do not convert to nothing", () => {
    const deleted = { ...end("x", "2026-02-02"), type: "customer.deleted" }
    const customer = { id: "a", object: "customer", deleted: true }
    const told = trialsOf([
      trial("a", "2026-01-20"),
      { ...deleted, data: { object: customer } },
      trial("b", "2026-01-20"),
      change("b", "2026-02-03", 0),
    ])
    expect(told[1]).toEqual(["2026-02", 0, 2])
  })
})
