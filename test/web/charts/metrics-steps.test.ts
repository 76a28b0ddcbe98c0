import { describe, expect, test } from "vitest"
import { METRICS_WINDOWS, type OrganizationMetrics } from "#shared/contract/metrics.ts"
import { emptySketch } from "#shared/sketch.ts"
import { dayOf } from "#shared/time.ts"
import { chartOf } from "#shared/usage/metrics-chart.ts"
import { totalsOf } from "#shared/usage/metrics-figures.ts"
import { customWindow, type MetricsWindow, namedWindow, projectStep } from "#shared/usage/metrics-window.ts"
import { sumUsage } from "#shared/usage/usage.ts"
import { costText, latencyAxis, latencyParts } from "../../../web/src/pages/metrics/amount-text.ts"
import { askedBy, questionOf, USUAL, widerThan, wrongWith } from "../../../web/src/pages/metrics/asked.ts"
import { inPlace } from "../../../web/src/pages/metrics/kept-rows.ts"
import { bucketsOf, valuesOf } from "../../../web/src/pages/metrics/steps.ts"
import { topRows } from "../../../web/src/pages/metrics/top.ts"
import { spanWords, stepWords, theBefore } from "../../../web/src/pages/metrics/words.ts"

const NOW = "2026-11-20T14:02:11.000Z"
const asked = (address: Partial<typeof USUAL>) => askedBy((name) => ({ ...USUAL, ...address })[name])

/** An answer without a call, of which only the window matters. */
function told(window: MetricsWindow, historyBegins: string | null = "2020-01-01", asOf = NOW): OrganizationMetrics {
  const nothing = sumUsage([])
  return {
    window: { name: window.name, from: window.from, to: window.to, timeZone: window.zone, bucket: window.step },
    projectName: null,
    points: chartOf(window, [], true),
    totals: totalsOf(nothing.all, emptySketch, true),
    rankedBy: "cost",
    top: null,
    errorTypes: null,
    previous: null,
    historyBegins,
    asOf,
    version: 1,
  }
}
const labels = (data: OrganizationMetrics) =>
  bucketsOf(data).flatMap(({ tick, unlabelled }) => (unlabelled ? [] : [tick]))

describe("the axis", () => {
  test.each([
    ["1h", ["13:10", "13:20", "13:30", "13:40", "13:50", "14:00", "now"]],
    ["4h", ["11:00", "12:00", "13:00", "now"]],
    ["12h", ["04:00", "06:00", "08:00", "10:00", "12:00", "now"]],
    ["1d", ["16:00", "20:00", "20 Nov", "04:00", "08:00", "12:00", "now"]],
    ["7d", ["14 Nov", "15 Nov", "16 Nov", "17 Nov", "18 Nov", "19 Nov", "20 Nov", "now"]],
    ["30d", ["26 Oct", "2 Nov", "9 Nov", "16 Nov", "now"]],
    ["90d", ["31 Aug", "14 Sep", "28 Sep", "12 Oct", "26 Oct", "9 Nov", "now"]],
    ["365d", ["Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "now"]],
  ] as const)("of %s is labelled at round places", (name, wanted) => {
    expect(labels(told(namedWindow(name, "UTC", NOW)))).toEqual(wanted)
  })

  test("has one bucket a step, each where the one before ends, and only the open one is veiled", () => {
    for (const zone of ["UTC", "America/Chicago", "Asia/Kolkata"])
      for (const name of METRICS_WINDOWS) {
        const buckets = bucketsOf(told(namedWindow(name, zone, NOW)))
        for (const [at, { from }] of buckets.entries())
          if (at > 0) expect(Date.parse(from) - Date.parse(buckets[at - 1]!.to), `${name} ${zone}`).toBe(1)
        expect(buckets.map(({ partial }) => partial).lastIndexOf(false), name).toBe(buckets.length - 2)
      }
  })

  test("says its steps in the organization's zone, over a clock that is set back too", () => {
    const berlin = customWindow("2026-10-24T22:00:00.000Z", "2026-10-25T04:00:00.000Z", "Europe/Berlin", NOW)
    const titles = bucketsOf(told(berlin)).map(({ title }) => title)
    expect(titles[0]).toBe("Sun 25 Oct, 00:00 – 00:05")
    expect(titles.at(-1)).toBe("Sun 25 Oct, 04:55 – 05:00")
    const days = customWindow("2026-06-01T00:00:00.000Z", "2026-09-01T00:00:00.000Z", "America/Chicago", NOW)
    expect(bucketsOf(told(days))[0]).toMatchObject({ title: "Sun 31 May", since: "31 May", tick: "31 May" })
    expect(bucketsOf(told(days)).at(-1)).toMatchObject({ until: "31 Aug", partial: false })
  })

  test("of a project's year is months, the first from where the window begins", () => {
    const window = namedWindow("365d", "UTC", NOW)
    const buckets = bucketsOf(told({ ...window, step: projectStep(window.step) }))
    expect(buckets.map(({ tick }) => tick).slice(-3)).toEqual(["Sep", "Oct", "now"])
    expect(buckets[0]!.title).toBe("November 2025, from 17 Nov 2025")
    expect(buckets.map(({ partial }) => partial).indexOf(true)).toBe(buckets.length - 1)
  })

  test("leaves unknown what was over before the history began", () => {
    const data = told(namedWindow("7d", "UTC", NOW), "2026-11-15")
    const values = valuesOf(data, ({ requests }) => requests)
    const known = data.points.filter((_, at) => values[at] !== null)
    expect(dayOf(known[0]!.start)).toBe("2026-11-15")
    expect(known).toHaveLength(data.points.filter(({ start }) => dayOf(start) >= "2026-11-15").length)
    expect(valuesOf(told(namedWindow("1d", "UTC", NOW), null), () => 1)).toEqual(Array(48).fill(null))
  })
})

describe("the words", () => {
  test("of a window", () => {
    expect(spanWords(told(namedWindow("1d", "UTC", NOW)))).toBe("19 Nov, 14:30 to now")
    const over = customWindow("2026-11-03T08:00:00.000Z", "2026-11-03T18:00:00.000Z", "UTC", NOW)
    expect(spanWords(told(over))).toBe("3 Nov, 08:00 – 18:00")
    expect(bucketsOf(told(over)).at(-1)!.until).toBe("18:00")
    expect(theBefore({ name: "12h" })).toBe("the 12 hours before")
    expect(theBefore({ name: null })).toBe("the stretch before")
  })

  test("of a step", () => {
    const words = METRICS_WINDOWS.map((name) => stepWords(namedWindow(name, "UTC", NOW).step))
    expect(words).toEqual([
      "every minute",
      "every 5 minutes",
      "every 15 minutes",
      "every 30 minutes",
      "every 3 hours",
      "every 12 hours",
      "daily",
      "weekly",
    ])
  })

  test("of amounts: parts of a cent, times in their unit", () => {
    expect(costText(1_234.4)).toBe("$12.34")
    expect(costText(0.25)).toBe("$0.002500")
    expect([640, 2_431, 12_449, 75_000, 660_000].map((ms) => latencyParts(ms).join(" "))).toEqual([
      "640 ms",
      "2.43 s",
      "12.4 s",
      "75.0 s",
      "11.0 min",
    ])
    expect(latencyAxis(7_500, { from: 0, to: 10_000, step: 2_500, lines: [] })).toBe("7.5 s")
    expect(latencyAxis(500, { from: 0, to: 1_000, step: 250, lines: [] })).toBe("500 ms")
  })
})

describe("what is asked", () => {
  test("is a window or a stretch, and nonsense is as if unsaid", () => {
    expect(questionOf(asked({}))).toEqual({ window: "1d", compare: "previous" })
    expect(questionOf(asked({ window: "7d", compare: "off", project: "site" }))).toEqual({
      window: "7d",
      project: "site",
    })
    const [from, to] = ["2026-11-03T08:00:00.000Z", "2026-11-03T18:00:00.000Z"]
    expect(questionOf(asked({ from, to, compare: "off" }))).toEqual({ from, to })
    for (const wrong of [
      { from },
      { to },
      { from: to, to: from },
      { from: "x", to },
      { from: "2026-13-40T00:00Z", to },
    ])
      expect(asked(wrong).window).toBe("1d")
  })

  test("the next longer window; a stretch and the longest have none", () => {
    expect(METRICS_WINDOWS.map(widerThan)).toEqual([...METRICS_WINDOWS.slice(1), undefined])
    expect(widerThan({ from: NOW, to: NOW })).toBeUndefined()
  })

  test("two times that are wrong are said to be", () => {
    const now = "2026-11-20T14:02"
    expect(wrongWith("", now, now)).toBe("Both times are needed.")
    expect(wrongWith(now, "2026-11-20T14:01", now)).toBe("The end comes after the start.")
    expect(wrongWith("2026-11-20T14:02", "2026-11-21T00:00", now)).toBe("The start is over already: it is before now.")
    expect(wrongWith("2024-01-01T00:00", now, now)).toBe("At most 800 days.")
    expect(wrongWith("2026-11-20T14:01", "2026-11-21T00:00", now)).toBeUndefined()
  })
})

describe("ranked rows", () => {
  const tally = (costMicros: number) => ({ requests: 1, errors: 0, tokens: 10, costMicros })
  const top = (count: number, rest = 0) => ({
    rows: Array.from({ length: count }, (_, nth) => ({
      ...tally(100 - nth),
      name: `n${nth}`,
      label: `n${nth}`,
      share: 0.1,
    })),
    rest: { requests: rest, errors: 0, tokens: 0, costMicros: rest },
    approximate: false,
  })

  test("have everything that is not shown in the last one, and no last one for nothing", () => {
    const rows = topRows(top(12, 7), "cost", false)
    expect(rows).toHaveLength(9)
    expect(rows.at(-1)).toMatchObject({ isRest: true, requests: 4 + 7, costMicros: 92 + 91 + 90 + 89 + 7 })
    expect(topRows(top(12, 7), "cost", true)).toHaveLength(13)
    expect(topRows(top(3), "cost", false).map(({ isRest }) => isRest)).toEqual([false, false, false])
  })

  test("stay in place while they are looked at: who is new comes after them, the rest last", () => {
    const row = (key: string) => ({ key, isRest: key === "rest" })
    const now = inPlace(["a", "b", "rest"].map(row), ["c", "b", "a", "rest"].map(row))
    expect(now.map(({ key }) => key)).toEqual(["a", "b", "c", "rest"])
  })
})
