import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addDays, addMonths, type Day, firstOfMonth } from "#shared/time.ts"
import { change, figures, SETTINGS } from "../../support/book.ts"
import { contributionsIn } from "../../support/customer-days.ts"

describe("any book", () => {
  const FIRST = "2025-11-01"
  const lives = fc
    .array(
      fc.record({
        day: fc.integer({ min: 0, max: 160 }),
        customer: fc.integer({ min: 0, max: 6 }),
        status: fc.constantFrom("active", "active", "past_due", "trialing", "unpaid", "paused"),
        cents: fc.integer({ min: 0, max: 9_999 }),
        currency: fc.constantFrom("usd", "eur", "jpy"),
      }),
      { maxLength: 40 },
    )
    .map((steps) =>
      steps.map(({ day, customer, status, cents, currency }) =>
        change(`${customer}_${currency}`, addDays(FIRST, day), cents, currency, {
          status,
          customer: `cus_${customer}`,
        }),
      ),
    )
  const wanted = fc.record({
    today: fc.integer({ min: 20, max: 165 }).map((day) => addDays(FIRST, day)),
    days: fc.constantFrom(7, 30, 90),
  })

  test("every day's MRR adds up from the day before, and months from days", () => {
    fc.assert(
      fc.property(lives, wanted, (events, { today, days }) => {
        const { series, month, mrrCents } = figures(events, today, SETTINGS, days)
        expect(series.mrr.at(-1)!.cents).toBe(mrrCents)
        series.movements
          .slice(1)
          .forEach(({ newCents, reactivationCents, expansionCents, contractionCents, churnCents, fxCents }, index) => {
            const moved = newCents + reactivationCents + expansionCents - contractionCents - churnCents + fxCents
            expect(series.mrr[index]!.cents! + moved).toBe(series.mrr[index + 1]!.cents)
          })
        const {
          startCents,
          newCents,
          reactivationCents,
          expansionCents,
          contractionCents,
          churnCents,
          fxCents,
          endCents,
        } = month!
        expect(
          startCents + newCents + reactivationCents + expansionCents - contractionCents - churnCents + fxCents,
        ).toBe(endCents)
        expect(endCents).toBe(mrrCents)
      }),
      { numRuns: 200 },
    )
  })

  test("what is read as months and what is read as days give the same figures", () => {
    fc.assert(
      fc.property(lives, wanted, (events, { today, days }) => {
        const short = figures(events, today, SETTINGS, days)
        const long = figures(events, today, SETTINGS, 400)
        expect({ ...short, series: null, missingRates: null }).toEqual({
          ...long,
          series: null,
          missingRates: null,
          historyBegins: short.historyBegins,
        })
        expect(short.series.months).toEqual(long.series.months)
        expect(short.series.mrr).toEqual(long.series.mrr.slice(-days))
        expect(short.series.movements).toEqual(long.series.movements.slice(-days))
      }),
      { numRuns: 100 },
    )
  })

  test("subscribers and losses are those of a recount, customer by customer", () => {
    fc.assert(
      fc.property(lives, wanted, (events, { today, days }) => {
        const { totalSubscribers, churn, churnRate, series, newSubscribersThisMonth } = figures(
          events,
          today,
          SETTINGS,
          days,
        )
        const earning = (on: Day) => {
          const last = new Map<string, boolean>()
          for (const { customerId, day, subscriber } of contributionsIn(events))
            if (day <= on) last.set(customerId, subscriber.after)
          return new Set([...last].filter(([, earns]) => earns).map(([customer]) => customer))
        }
        const [before, now] = [earning(addDays(firstOfMonth(today), -1)), earning(today)]
        const lost = [...before].filter((customer) => !now.has(customer)).length
        expect({ totalSubscribers, lost: churn.lost, atStart: churn.atStart }).toEqual({
          totalSubscribers: now.size,
          lost,
          atStart: before.size,
        })
        expect(churnRate).toBe(before.size === 0 ? null : lost / before.size)
        expect(series.months.at(-1)).toEqual({
          month: today.slice(0, 7),
          newSubscribers: newSubscribersThisMonth,
          churnRate,
        })
        const [lastBefore, lastAfter] = [earning(addDays(addMonths(firstOfMonth(today), -1), -1)), before]
        const lastLost = [...lastBefore].filter((customer) => !lastAfter.has(customer)).length
        expect(series.months.at(-2)!.churnRate).toBe(lastBefore.size === 0 ? null : lastLost / lastBefore.size)
      }),
      { numRuns: 150 },
    )
  })
})
