import fc from "fast-check"
import { expect, test } from "vitest"
import type { GeneralSettings } from "#shared/contract/settings.ts"
import { contributionsOf } from "#shared/revenue/contribution.ts"
import { type Revenue, revenueCube } from "#shared/revenue/day-cube.ts"
import { figuresOf } from "#shared/revenue/figures.ts"
import { movedDays } from "#shared/revenue/movements.ts"
import { ledgerOf } from "#shared/revenue/ledger.ts"
import { noRevenue } from "#shared/revenue/day-cube.ts"
import { readStripeEvent } from "#shared/revenue/stripe-event.ts"
import type { StripeFact } from "#shared/revenue/stripe-fact.ts"
import { timelineOf } from "#shared/revenue/timeline.ts"
import { daysFrom, startOfDay } from "#shared/time.ts"
import { percentOff, stripeEvent, type SubscriptionTerms, subscriptionObject } from "../../support/stripe.ts"

const SETTINGS: GeneralSettings = {
  reportingZone: "UTC",
  reportingCurrency: "usd",
  discounts: "forever",
  rates: [{ currency: "eur", day: "2026-01-01", rate: "1.10" }],
}

/** The lifecycle of issue 2: what Stripe would send, in the order in which it happens. */
function lifecycle() {
  const seats = (quantity: number, more: Partial<SubscriptionTerms> = {}): SubscriptionTerms => ({
    id: "sub_a",
    customer: "cus_a",
    startedAt: "2026-01-05T10:00:00Z",
    trialEndAt: "2026-01-19T10:00:00Z",
    items: [{ cents: 1200, quantity }],
    ...more,
  })
  const a = (
    at: string,
    terms: SubscriptionTerms,
    previous: Record<string, unknown>,
    type = "customer.subscription.updated",
  ) => stripeEvent(type, at, subscriptionObject(terms), previous)
  const quarter = [percentOff(25, "forever", "2026-03-02T10:00:00Z")]
  const other = (id: string, customer: string, at: string, terms: Partial<SubscriptionTerms>) =>
    stripeEvent(
      "customer.subscription.created",
      at,
      subscriptionObject({ id, customer, startedAt: at, items: [], ...terms }),
    )
  return [
    stripeEvent("customer.created", "2026-01-05T09:59:00Z", {
      id: "cus_a",
      object: "customer",
      name: "Ann",
      email: "a@a.test",
      metadata: {},
    }),
    a("2026-01-05T10:00:00Z", seats(3, { status: "trialing" }), {}, "customer.subscription.created"),
    a("2026-01-19T10:00:00Z", seats(3), { status: "trialing" }),
    a("2026-02-10T10:00:00Z", seats(5), { quantity: 3 }),
    a("2026-03-02T10:00:00Z", seats(5, { discounts: quarter }), { discounts: [] }),
    a("2026-04-01T10:00:00Z", seats(5, { discounts: quarter, status: "past_due" }), { status: "active" }),
    a("2026-04-03T10:00:00Z", seats(5, { discounts: quarter }), { status: "past_due" }),
    a("2026-04-20T10:00:00Z", seats(5, { discounts: quarter, cancelAtPeriodEnd: true }), {
      cancel_at_period_end: false,
    }),
    a(
      "2026-05-05T10:00:00Z",
      seats(5, { discounts: quarter, cancelAtPeriodEnd: true, status: "canceled", endedAt: "2026-05-05T10:00:00Z" }),
      {},
      "customer.subscription.deleted",
    ),
    other("sub_a2", "cus_a", "2026-06-10T10:00:00Z", { items: [{ cents: 4900 }] }),
    other("sub_y", "cus_y", "2026-02-01T00:00:00Z", { items: [{ cents: 120_000, interval: "year" }] }),
    other("sub_q", "cus_q", "2026-02-01T00:00:00Z", { items: [{ cents: 30_000, interval: "month", count: 3 }] }),
    other("sub_w", "cus_w", "2026-02-01T00:00:00Z", { items: [{ cents: 1000, interval: "week" }] }),
    other("sub_2", "cus_2", "2026-02-01T00:00:00Z", {
      items: [{ cents: 4900 }, { cents: 100, interval: "day" }, { cents: 99, metered: true }],
    }),
    other("sub_e", "cus_e", "2026-02-01T00:00:00Z", { currency: "eur", items: [{ cents: 9900 }] }),
  ]
}

/** What the table would hold of these events: facts by customer, then what each day gets. */
function daysOf(events: readonly unknown[], zone = "UTC"): Map<string, Revenue> {
  const facts = new Map<string, StripeFact[]>()
  for (const event of events) {
    const { reading, customerId } = readStripeEvent(event)
    if (reading.kind === "fact") facts.set(customerId!, [...(facts.get(customerId!) ?? []), reading.fact])
  }
  const contributions = [...facts].flatMap(([customerId, some]) =>
    contributionsOf(customerId, timelineOf(some, SETTINGS), zone),
  )
  const days = new Map<string, Revenue>()
  for (const day of new Set(contributions.map((one) => one.day)))
    days.set(
      day,
      revenueCube.fold(
        contributions
          .filter((one) => one.day === day)
          .map((body) => ({ id: body.customerId, at: startOfDay(day, zone), body })),
      ),
    )
  return days
}

const FROM = "2026-01-01"
const figures = (days: Map<string, Revenue>, today: string) =>
  figuresOf(
    SETTINGS,
    { firstDay: FROM, months: new Map(), days: new Map([...days].filter(([day]) => day <= today)) },
    today,
    30,
  )

/** Worked by hand, cents. 3 × 12.00 = 36.00; 5 × 12.00 = 60.00; less 25 % = 45.00; then 49.00 after a pause. */
const BY_HAND: Record<string, Record<string, Partial<Record<string, number>>>> = {
  "2026-01-19": { usd: { new: 3600 } },
  "2026-02-01": { usd: { new: 10_000 + 10_000 + 4333 + 4900 + 3042 }, eur: { new: 9900 } },
  "2026-02-10": { usd: { expansion: 2400 } },
  "2026-03-02": { usd: { contraction: 1500 } },
  "2026-05-05": { usd: { churn: 4500 } },
  "2026-06-10": { usd: { reactivation: 4900 } },
}

function movementsIn(days: Map<string, Revenue>) {
  const told: Record<string, Record<string, Record<string, number>>> = {}
  for (const [day, { currencies }] of days)
    for (const [currency, { kinds }] of Object.entries(currencies))
      for (const [kind, { cents }] of Object.entries(kinds))
        if (cents !== 0) ((told[day] ??= {})[currency] ??= {})[kind] = cents
  return told
}

test("the movements are those worked by hand", () => {
  expect(movementsIn(daysOf(lifecycle()))).toEqual(BY_HAND)
})

test("MRR on chosen days is the one worked by hand", () => {
  const days = daysOf(lifecycle())
  const others = 10_000 + 10_000 + 4333 + 4900 + 3042 + 10_890
  const on = (day: string) => figures(days, day).mrrCents
  expect(on("2026-01-18")).toBe(0)
  expect(on("2026-01-19")).toBe(3600)
  expect(on("2026-02-01")).toBe(3600 + others)
  expect(on("2026-02-10")).toBe(6000 + others)
  expect(on("2026-04-02")).toBe(4500 + others)
  expect(on("2026-05-05")).toBe(others)
  expect(on("2026-06-10")).toBe(4900 + others)
  expect(figures(days, "2026-04-02").beside).toMatchObject({ pastDueCents: 4500, committedCents: 4500 + others })
  expect(figures(days, "2026-04-21").beside).toMatchObject({ pastDueCents: 0, committedCents: others })
  expect(figures(days, "2026-01-10").beside).toMatchObject({ trialCents: 3600 })
  expect(figures(days, "2026-05-06")).toMatchObject({
    totalSubscribers: 5,
    churnRate: 1 / 6,
    churn: { lost: 1, atStart: 6 },
  })
  expect(figures(days, "2026-02-28")).toMatchObject({ newSubscribersThisMonth: 5, totalSubscribers: 6 })
  expect(figures(days, "2026-06-30")).toMatchObject({ newSubscribersThisMonth: 0, totalSubscribers: 6 })
})

test("any order and any repetition of the deliveries gives the same days", () => {
  const events = lifecycle()
  const right = daysOf(events)
  fc.assert(
    fc.property(
      fc.array(fc.nat(events.length - 1), { maxLength: 8 }),
      fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
      (repeats, shuffled) => {
        const told = [...shuffled, ...repeats.map((index) => ({ ...events[index]!, id: `${events[index]!.id}_again` }))]
        expect(daysOf(told)).toEqual(right)
      },
    ),
    { numRuns: 200 },
  )
})

test("start + new + reactivation + expansion − contraction − churn ± fx = end, every day, to the cent, in every zone", () => {
  const states = fc.record({
    at: fc.integer({ min: 0, max: 120 * 24 * 60 }),
    status: fc.constantFrom("active", "past_due", "trialing", "paused", "unpaid", "canceled", "incomplete_expired"),
    cents: fc.integer({ min: 0, max: 99_999 }),
    quantity: fc.integer({ min: 0, max: 9 }),
    interval: fc.constantFrom("day", "week", "month", "year"),
    currency: fc.constantFrom("usd", "eur"),
    customer: fc.integer({ min: 0, max: 3 }),
    subscription: fc.integer({ min: 0, max: 1 }),
  })
  fc.assert(
    fc.property(
      fc.array(states, { maxLength: 25 }),
      fc.constantFrom("UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"),
      (told, zone) => {
        const events = told.map(
          ({ at, customer, subscription, currency, status, cents, quantity, interval }, index) => {
            const instant = new Date(Date.UTC(2026, 0, 2) + at * 60_000).toISOString()
            const terms = {
              id: `sub_${customer}_${subscription}_${currency}`,
              customer: `cus_${customer}`,
              startedAt: instant,
              currency,
              status,
              items: [{ cents, quantity, interval: interval as "day" }],
            }
            return stripeEvent("customer.subscription.updated", instant, subscriptionObject(terms), {}, `evt_${index}`)
          },
        )
        const days = daysOf(events, zone)
        const rates = [
          { currency: "eur", day: "2026-01-01", rate: "1.0837" },
          { currency: "eur", day: "2026-02-14", rate: "1.1211" },
        ]
        const standings = ledgerOf(noRevenue(), daysFrom("2025-12-30", "2026-05-10"), days)
        for (const day of movedDays({ ...SETTINGS, rates }, standings))
          expect(
            day.startCents! +
              day.newCents +
              day.reactivationCents +
              day.expansionCents -
              day.contractionCents -
              day.churnCents +
              day.fxCents,
          ).toBe(day.endCents)
        for (const { levels, subscribers } of standings) {
          for (const level of Object.values(levels)) expect(level.mrrCents).toBeGreaterThanOrEqual(0)
          expect(subscribers).toBeGreaterThanOrEqual(0)
        }
        for (const [currency, level] of Object.entries(standings.at(-1)!.levels)) {
          const kinds = [...days.values()]
            .map((day) => day.currencies[currency]?.kinds)
            .filter((one) => one !== undefined)
          const sum = (kind: "new" | "reactivation" | "expansion" | "contraction" | "churn") =>
            kinds.reduce((total, one) => total + one[kind].cents, 0)
          expect(sum("new") + sum("reactivation") + sum("expansion") - sum("contraction") - sum("churn")).toBe(
            level.mrrCents,
          )
        }
      },
    ),
    { numRuns: 150 },
  )
})

test("a missing rate blocks the total and is named; it is never 1", () => {
  const days = daysOf(lifecycle())
  const { mrrCents, missingRates, arpuCents, month, byCurrency } = figuresOf(
    { ...SETTINGS, rates: [] },
    { firstDay: FROM, months: new Map(), days },
    "2026-06-30",
    30,
  )
  expect({ mrrCents, arpuCents, month, missingRates }).toEqual({
    mrrCents: null,
    arpuCents: null,
    month: null,
    missingRates: [{ currency: "eur", day: "2026-06-30" }],
  })
  expect(byCurrency).toContainEqual({ currency: "eur", mrrCents: 9900, convertedCents: null })
})
