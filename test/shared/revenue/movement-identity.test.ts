import fc from "fast-check"
import { expect, test } from "vitest"
import { KINDS, noRevenue, type Revenue } from "#shared/revenue/day-cube.ts"
import { ledgerOf, levelOf } from "#shared/revenue/ledger.ts"
import { movedDays } from "#shared/revenue/movements.ts"
import { addDays, daysFrom } from "#shared/time.ts"
import { daysOf, SETTINGS } from "../../support/book.ts"
import { contributionsIn } from "../../support/customer-days.ts"
import { itemObject, priceObject, subscribed, type Told, told, unix } from "../../support/stripe-object.ts"

const [FIRST, LAST] = ["2026-01-01", "2026-04-20"]
const STATUSES = ["active", "active", "active", "past_due", "trialing", "unpaid", "paused"]

/** How one subscription stands from time to time. */
const life = fc.record({
  customer: fc.nat(4),
  currency: fc.constantFrom("usd", "eur", "jpy"),
  began: fc.nat(30),
  changes: fc.array(
    fc.record({
      minutes: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 12 * 1_440 })),
      status: fc.constantFrom(...STATUSES),
      cents: fc.nat(20_000),
      interval: fc.constantFrom("day" as const, "week" as const, "month" as const, "year" as const),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  ends: fc.boolean(),
})

/** Everything Stripe tells of some subscriptions: created, changed with what stood there before, and perhaps ended. */
const lives = fc.array(life, { maxLength: 8 }).map((all) =>
  all.flatMap(({ customer, currency, began, changes, ends }, nth) => {
    const created = unix(addDays(FIRST, began)) + nth
    let second = created
    let before: string | undefined
    const events: Told[] = changes.map(({ minutes, status, cents, interval }, step) => {
      second += step === 0 ? 0 : minutes * 60
      const object = subscribed({
        ...{ id: `sub_${nth}`, customer: `cus_${customer}`, created, status },
        items: [itemObject(priceObject({ cents, currency, interval }))],
      })
      const type = step === 0 ? "customer.subscription.created" : "customer.subscription.updated"
      const event = told(type, second, object, {
        id: `evt_${nth}_${step}`,
        ...(before === undefined ? {} : { previous: before === status ? {} : { status: before } }),
      })
      before = status
      return event
    })
    if (!ends) return events
    const object = {
      ...((events.at(-1)!["data"] as Told)["object"] as Told),
      status: "canceled",
      ended_at: second + 60,
    }
    return [...events, told("customer.subscription.deleted", second + 60, object, { id: `evt_${nth}_end` })]
  }),
)

/** How far each currency's MRR moved in a day, by what its movements are called. */
const explained = ({ currencies }: Revenue, currency: string): number => {
  const kinds = currencies[currency]?.kinds
  if (!kinds) return 0
  const { expansion, contraction, churn, reactivation } = kinds
  return kinds.new.cents + reactivation.cents + expansion.cents - contraction.cents - churn.cents
}

const standingsIn = (events: readonly Told[], zone: string) =>
  ledgerOf(noRevenue(), daysFrom(addDays(FIRST, -1), LAST), daysOf(contributionsIn(events, zone)))

test("start + new + reactivation + expansion − contraction − churn = end, exactly, of every day and currency", () => {
  fc.assert(
    fc.property(lives, fc.constantFrom("UTC", "America/New_York", "Asia/Kolkata"), (events, zone) => {
      const standings = standingsIn(events, zone)
      let before = levelOf(standings[0]!, "mrrCents")
      for (const standing of standings.slice(1)) {
        const after = levelOf(standing, "mrrCents")
        for (const currency of ["usd", "eur", "jpy"]) {
          expect((before[currency] ?? 0) + explained(standing.moved, currency)).toBe(after[currency] ?? 0)
          for (const kind of KINDS)
            expect(standing.moved.currencies[currency]?.kinds[kind].cents ?? 0).toBeGreaterThanOrEqual(0)
        }
        before = after
      }
    }),
    { numRuns: 150 },
  )
})

test("what is left to fx is rates that changed, and less than a minor unit for each amount that was rounded", () => {
  fc.assert(
    fc.property(lives, (events) => {
      const standings = standingsIn(events, "UTC")
      for (const [nth, { day, fxCents }] of movedDays(SETTINGS, standings).entries()) {
        if (SETTINGS.rates.some((rate) => rate.day === day)) continue
        // Of each foreign currency the start, the end and five kinds of movement are rounded, each by half a unit at most.
        const foreign = Object.keys(standings[nth + 1]!.levels).filter((currency) => currency !== "usd").length
        expect(Math.abs(fxCents)).toBeLessThanOrEqual((7 * foreign) / 2)
      }
    }),
    { numRuns: 100 },
  )
})

test("whatever the order of the events, and however often they come, every day is the same", () => {
  fc.assert(
    fc.property(lives, fc.infiniteStream(fc.nat()), (events, chance) => {
      const twice = events.filter(() => chance.next().value % 3 === 0)
      const arrived = [...events, ...twice]
        .map((event) => ({ event, place: chance.next().value }))
        .sort((one, other) => one.place - other.place)
        .map(({ event }) => event)
      expect(daysOf(contributionsIn(arrived))).toEqual(daysOf(contributionsIn(events)))
    }),
    { numRuns: 150 },
  )
})
