import { describe, expect, test } from "vitest"
import { Overview } from "#shared/contract/overview.ts"
import { DEFINITIONS } from "#shared/revenue/definitions.ts"
import { daysFrom } from "#shared/time.ts"
import { change, end, figures, SETTINGS, start } from "../../support/book.ts"
import { invoiceObject, itemObject, priceObject, subscribed, told, unix } from "../../support/stripe-object.ts"

describe("a small book, by hand", () => {
  const events = [
    start("a", "2025-11-10", 1_000),
    start("b", "2025-12-05", 2_000, "eur"),
    start("c", "2026-01-20", 5_000),
    end("c", "2026-02-03", 5_000),
    change("a", "2026-02-10", 1_500),
    start("d", "2026-02-14", 98_000, "jpy"),
    end("d", "2026-03-02", 98_000, "jpy"),
    told(
      "customer.subscription.created",
      unix("2026-03-05"),
      subscribed({
        id: "sub_c2",
        customer: "c",
        created: unix("2026-03-05"),
        items: [itemObject(priceObject({ cents: 3_000 }))],
      }),
    ),
  ]

  test("MRR, subscribers and ARPU: 15.00 + 20.00 € at 1.2 + 30.00", () => {
    expect(figures(events, "2026-03-10")).toMatchObject({
      mrrCents: 1_500 + 2_400 + 3_000,
      totalSubscribers: 3,
      arpuCents: 2_300,
      activeSubscriptions: 3,
    })
  })

  test("per currency, as billed and as converted", () => {
    expect(figures(events, "2026-03-01").byCurrency).toEqual([
      { currency: "eur", mrrCents: 2_000, convertedCents: 2_400 },
      { currency: "jpy", mrrCents: 98_000, convertedCents: 65_660 },
      { currency: "usd", mrrCents: 1_500, convertedCents: 1_500 },
    ])
  })

  test("new this month is first ever: who came back is not", () => {
    expect(figures(events, "2026-02-20").newSubscribersThisMonth).toBe(1)
    expect(figures(events, "2026-03-10").newSubscribersThisMonth).toBe(0)
    expect(figures(events, "2026-01-31").newSubscribersThisMonth).toBe(1)
  })

  test("churn: lost over those at the month's start, against the same days of the month before", () => {
    const { churnRate, churn, changes } = figures(events, "2026-03-10")
    expect({ churnRate, lost: churn.lost, atStart: churn.atStart }).toEqual({ churnRate: 1 / 3, lost: 1, atStart: 3 })
    expect(changes.churnRate).toEqual({ before: 1 / 3, difference: 0, ratio: 0, from: "2026-02-01", to: "2026-02-10" })
    expect(figures(events, "2025-11-20")).toMatchObject({ churnRate: null })
  })

  test("over 30 days as Stripe counts: lost over those at the start plus new ones", () => {
    // From 9 February: a, b at the start; d new and lost; c came back.
    expect(figures(events, "2026-03-10").churn.thirtyDayRate).toBe(0)
    // From 2 February: a, b, c at the start; c lost, d new.
    expect(figures(events, "2026-03-03").churn.thirtyDayRate).toBe(1 / 4)
    // The day of the loss is the first of thirty, then it is out.
    expect(figures(events, "2026-03-31").churn.thirtyDayRate).toBe(1 / 3)
    expect(figures(events, "2026-04-01").churn.thirtyDayRate).toBe(0)
  })

  test("changes compare with the same day of the month before; the 31st with February's last", () => {
    const { changes } = figures(events, "2026-03-31")
    expect(changes.mrr).toMatchObject({ before: 1_500 + 2_400 + 65_660, from: "2026-02-28", to: "2026-02-28" })
    expect(changes.totalSubscribers).toEqual({
      before: 3,
      difference: 0,
      ratio: 0,
      from: "2026-02-28",
      to: "2026-02-28",
    })
    expect(changes.newSubscribersThisMonth).toEqual({
      before: 1,
      difference: -1,
      ratio: -1,
      from: "2026-02-01",
      to: "2026-02-28",
    })
  })

  test("a running month is compared with as many days of February, whatever the rest of February brought", () => {
    const late = [
      ...[start("e", "2026-02-05"), end("b", "2026-02-20", 2_000, "eur"), start("f", "2026-02-25")],
      ...[start("g", "2026-01-02"), start("h", "2026-01-30")],
    ]
    const on = (day: string) => figures([...events, ...late], day).changes
    expect(on("2026-03-10")).toMatchObject({
      churnRate: { before: 1 / 5, from: "2026-02-01", to: "2026-02-10" },
      newSubscribersThisMonth: { before: 1, from: "2026-02-01", to: "2026-02-10" },
      totalSubscribers: { before: 5 },
    })
    for (const [day, to] of [
      ["2026-03-28", "2026-02-28"],
      ["2026-03-31", "2026-02-28"],
    ] as const)
      expect(on(day)).toMatchObject({ churnRate: { before: 2 / 5, to }, newSubscribersThisMonth: { before: 3, to } })
    expect(on("2026-02-28")).toMatchObject({
      churnRate: { before: 0, from: "2026-01-01", to: "2026-01-28" },
      newSubscribersThisMonth: { before: 2 },
    })
    expect(on("2028-03-31").mrr.to).toBe("2028-02-29")
  })

  test("the month adds up, with what the new rate did", () => {
    expect(figures(events, "2026-02-28").month).toEqual({
      from: "2026-02-01",
      startCents: 1_000 + 2_200 + 5_000,
      newCents: 65_660,
      expansionCents: 500,
      contractionCents: 0,
      churnCents: 5_000,
      reactivationCents: 0,
      fxCents: 200,
      endCents: 1_500 + 2_400 + 65_660,
      counts: { new: 1, expansion: 1, contraction: 0, churn: 1, reactivation: 0 },
    })
  })

  test("as of a past day nothing later is told", () => {
    const { mrrCents, series, historyBegins } = figures(events, "2026-01-31", SETTINGS, 7)
    expect({ mrrCents, historyBegins }).toEqual({
      mrrCents: 1_000 + 2_200 + 5_000,
      historyBegins: { revenue: "2025-11-01", invoices: null },
    })
    expect(series.mrr.map(({ day }) => day)).toEqual(daysFrom("2026-01-25", "2026-01-31"))
    expect(series.months.map(({ month }) => month).slice(-2)).toEqual(["2025-12", "2026-01"])
  })

  test("twelve months, also those that only month cubes tell", () => {
    const months = figures(events, "2026-03-31", SETTINGS, 7).series.months
    expect(months).toHaveLength(12)
    expect(months.slice(-6)).toEqual([
      { month: "2025-10", newSubscribers: 0, churnRate: null },
      { month: "2025-11", newSubscribers: 1, churnRate: null },
      { month: "2025-12", newSubscribers: 1, churnRate: 0 },
      { month: "2026-01", newSubscribers: 1, churnRate: 0 },
      { month: "2026-02", newSubscribers: 1, churnRate: 1 / 3 },
      { month: "2026-03", newSubscribers: 0, churnRate: 1 / 3 },
    ])
  })

  test("days are zero-filled", () => {
    const { series } = figures(events, "2026-03-10", SETTINGS, 14)
    expect(series.subscribers).toHaveLength(14)
    expect(series.movements).toHaveLength(14)
    expect(series.movements.find(({ day }) => day === "2026-03-02")).toEqual({
      day: "2026-03-02",
      newCents: 0,
      expansionCents: 0,
      contractionCents: 0,
      churnCents: 65_660,
      reactivationCents: 0,
      fxCents: 0,
    })
    expect(series.movements.find(({ day }) => day === "2026-03-05")).toMatchObject({ reactivationCents: 3_000 })
  })

  test("nothing at all is honest", () => {
    const empty = figures([], "2026-03-10")
    expect(empty).toMatchObject({
      mrrCents: 0,
      totalSubscribers: 0,
      churnRate: null,
      arpuCents: null,
      missingRates: [],
      historyBegins: { revenue: null, invoices: null },
      byCurrency: [],
    })
    expect(empty.changes.mrr).toEqual({ before: 0, difference: 0, ratio: null, from: "2026-02-10", to: "2026-02-10" })
    expect(empty.churn.thirtyDayRate).toBeNull()
  })
})

describe("beside MRR", () => {
  test("past due, paused, trials and what is committed", () => {
    const events = [
      start("a", "2026-01-01", 1_000, "usd", { status: "past_due" }),
      start("b", "2026-01-01", 2_000, "usd", { status: "trialing" }),
      start("c", "2026-01-01", 3_000, "usd", { status: "paused" }),
      start("d", "2026-01-01", 4_000, "usd", { cancel_at_period_end: true }),
      start("e", "2026-01-01", 5_000, "eur", { pause_collection: { behavior: "void" } }),
    ]
    const { beside, churn, mrrCents } = figures(events, "2026-01-10")
    expect(mrrCents).toBe(1_000 + 4_000 + 5_500)
    expect(beside).toEqual({
      pastDueCents: 1_000,
      trialCents: 2_000,
      pausedCents: 3_000 + 5_500,
      committedCents: 1_000 + 5_500,
      usageCents: 0,
    })
    expect(churn.cancellationsRequested).toBe(1)
  })
})

describe("rates", () => {
  const events = [start("a", "2026-01-05", 1_000), start("b", "2026-01-10", 2_000, "eur")]
  test("a missing one blocks the total from the day it is missing, and is named once", () => {
    const { mrrCents, arpuCents, month, series, missingRates, changes, byCurrency } = figures(events, "2026-01-20", {
      ...SETTINGS,
      rates: [],
    })
    expect({ mrrCents, arpuCents, month, missingRates }).toEqual({
      mrrCents: null,
      arpuCents: null,
      month: null,
      missingRates: [{ currency: "eur", day: "2026-01-20" }],
    })
    expect(changes.mrr).toMatchObject({ before: 0, difference: null, ratio: null })
    expect(byCurrency).toEqual([
      { currency: "eur", mrrCents: 2_000, convertedCents: null },
      { currency: "usd", mrrCents: 1_000, convertedCents: 1_000 },
    ])
    expect(series.mrr.filter(({ cents }) => cents === null).map(({ day }) => day)).toEqual(
      daysFrom("2026-01-10", "2026-01-20"),
    )
  })

  test("one that begins too late is named by the last day it lacks", () => {
    const rates = [{ currency: "eur", day: "2026-01-15", rate: "1.1" }]
    const { mrrCents, missingRates } = figures(events, "2026-01-20", { ...SETTINGS, rates })
    expect({ mrrCents, missingRates }).toEqual({
      mrrCents: 3_200,
      missingRates: [{ currency: "eur", day: "2026-01-14" }],
    })
  })

  test("a currency nobody knows the cents of blocks too, and throws nothing", () => {
    const odd = [start("a", "2026-01-05", 1_000, "xxx")]
    expect(figures(odd, "2026-01-20")).toMatchObject({
      mrrCents: null,
      missingRates: [{ currency: "xxx", day: "2026-01-20" }],
    })
  })

  test("money paid in a currency without a rate is told as unknown on its day", () => {
    const paid = told(
      "invoice.paid",
      unix("2026-01-12"),
      invoiceObject({
        customer: "a",
        currency: "chf",
        status_transitions: { finalized_at: 1, paid_at: unix("2026-01-12") },
      }),
    )
    const { series, mrrCents, missingRates } = figures([...events, paid], "2026-01-20")
    expect(series.revenue.filter(({ cents }) => cents !== 0)).toEqual([{ day: "2026-01-12", cents: null }])
    expect({ mrrCents, missingRates }).toEqual({
      mrrCents: 3_200,
      missingRates: [{ currency: "chf", day: "2026-01-12" }],
    })
  })
})

test("every revenue figure of the contract has its definition, in sentences", () => {
  for (const figure of Object.keys(Overview.shape.changes.shape)) expect(Object.keys(DEFINITIONS)).toContain(figure)
  for (const { title, definition, window, source } of Object.values(DEFINITIONS))
    for (const said of [definition, window, source])
      expect([title, said]).toEqual([title, expect.stringMatching(/^\w.{8,}\.$/s)])
  expect(new Set(Object.values(DEFINITIONS).map(({ title }) => title)).size).toBe(Object.keys(DEFINITIONS).length)
})
