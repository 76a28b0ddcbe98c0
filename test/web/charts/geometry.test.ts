import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { scaleOf } from "#shared/scale.ts"
import type { Bucket } from "../../../web/src/ui/chart/bucket.ts"
import { bucketUnder, dayBuckets, monthBuckets } from "../../../web/src/ui/chart/bucket.ts"

import {
  areaPath,
  barShare,
  barsPath,
  bucketAt,
  edgesOf,
  linePath,
  partedTops,
  pile,
  placeOf,
  ringPath,
} from "../../../web/src/ui/chart/geometry.ts"
import { moved } from "../../../web/src/ui/chart/move.ts"
import { placed } from "../../../web/src/ui/chart/pennant.ts"
import { axisNumber } from "../../../web/src/ui/chart/unit.ts"

const scale = { from: 0, to: 10, step: 5, lines: [0, 5, 10] }

describe("paths", () => {
  test("a line is parted by what is unknown, and a lone value is a dot", () => {
    expect(linePath([0, 10, null, 5, null, 10, 0], scale, 100)).toBe("M0 100L166.7 0M500 50h0M833.3 0L1000 100")
  })
  test("a single day stands at the end, where now is", () => {
    expect(linePath([5], scale, 100)).toBe("M1000 50h0")
  })
  test("an area goes there above and back below", () => {
    expect(areaPath([0, 0], [10, 5], scale, 100)).toBe("M0 0L1000 50L1000 100L0 100Z")
  })
  test("bars stand on zero with a pixel of paper, and the smallest value is seen", () => {
    const layers = [
      { from: 0, to: 10 },
      { from: 0, to: 0.01 },
      { from: 0, to: 0 },
    ]
    expect(barsPath(layers, scale, 100)).toBe("M131.7 0h70v99h-70zM465 98h70v1h-70z")
  })
  test("what is lost hangs below zero", () => {
    const signed = { from: -10, to: 10, step: 10, lines: [-10, 0, 10] }
    expect(barsPath([{ from: 0, to: -10 }], signed, 100)).toMatch(/^M\d+ 51h\d+v49h/)
  })
  test("a whole ring is still drawn", () => {
    expect(ringPath(0, 1, 62, 42)).toMatch(/^M0 -62A62 62 0 1 1 /)
  })
})

test("a pile has as much above and below as its values together", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.option(fc.integer({ min: -1000, max: 1000 })), { minLength: 3, maxLength: 3 }), {
        minLength: 1,
      }),
      (series) => {
        const layers = pile(series)
        const { low, high } = edgesOf(layers)
        const sums = [0, 1, 2].map((at) => {
          const values = series.map((values) => values[at] ?? 0)
          return [
            values.filter((it) => it < 0).reduce((a, b) => a + b, 0),
            values.filter((it) => it > 0).reduce((a, b) => a + b, 0),
          ]
        })
        expect(low).toBe(Math.min(0, ...sums.map(([below]) => below!)))
        expect(high).toBe(Math.max(0, ...sums.map(([, above]) => above!)))
        const fit = scaleOf({ low, high })
        expect(fit.from).toBeLessThanOrEqual(low)
        expect(fit.to).toBeGreaterThanOrEqual(high)
      },
    ),
  )
})

test.each(["point", "band"] as const)("pointing at the place of a %s bucket finds it", (placing) => {
  for (const count of [1, 2, 7, 90, 365]) {
    for (let at = 0; at < count; at++) expect(bucketAt(placing, placeOf(placing, at, count), count)).toBe(at)
    expect(bucketAt(placing, -3, count)).toBe(0)
    expect(bucketAt(placing, 3, count)).toBe(count - 1)
  }
})

test("bars never touch, and one bar is no wall", () => {
  expect(barShare(1)).toBeLessThan(0.2)
  for (let count = 1; count <= 400; count++) expect(barShare(count)).toBeLessThan(0.8)
})

test("labels of lines that end together are moved apart and stay in the plot", () => {
  expect(partedTops([50, 52], 13, 100)).toEqual([50, 63])
  expect(partedTops([99, 98], 13, 100)).toEqual([100, 87])
})

describe("crosshair", () => {
  const days = dayBuckets("2026-09-01", "2026-11-20", "2026-11-20")
  const months = monthBuckets("2026-09-01", "2026-11-20", "2026-11-20")
  const under = (buckets: readonly Bucket[], pointed: Bucket | undefined) => {
    const at = bucketUnder(buckets, pointed)
    return at === undefined ? undefined : buckets[at]!.title
  }
  test("a day pointed at is its month in a monthly chart, a month its last day in a daily one", () => {
    expect(
      under(
        months,
        days.find((day) => day.from === "2026-10-31"),
      ),
    ).toBe("October 2026")
    expect(under(days, months[1])).toBe("Sat 31 Oct")
    expect(under(days, months[2])).toBe("Fri 20 Nov")
  })
  test("what another chart does not show is nothing here", () => {
    expect(under(dayBuckets("2026-11-14", "2026-11-20"), days[0])).toBeUndefined()
    expect(under(dayBuckets("2026-09-01", "2026-09-09"), days.at(-1))).toBeUndefined()
    expect(under(days, undefined)).toBeUndefined()
  })
  test.each([
    ["ArrowLeft", undefined, 9],
    ["ArrowRight", undefined, 0],
    ["ArrowLeft", 0, 0],
    ["ArrowRight", 9, 9],
    ["PageUp", 8, 1],
    ["Home", 5, 0],
    ["End", 5, 9],
    ["Escape", 5, null],
    ["Escape", undefined, undefined],
    ["x", 5, undefined],
  ] as const)("%s from %s goes to %s", (key, from, to) => {
    expect(moved(key, from, 10)).toBe(to)
  })
})

test("months are cut to the range, and only the running one is partial", () => {
  const months = monthBuckets("2026-09-10", "2026-11-20", "2026-11-20")
  expect(months.map(({ from, to, partial }) => [from, to, partial])).toEqual([
    ["2026-09-10", "2026-09-30", false],
    ["2026-10-01", "2026-10-31", false],
    ["2026-11-01", "2026-11-20", true],
  ])
  expect(dayBuckets("2026-11-19", "2026-11-20").some(({ partial }) => partial)).toBe(false)
})

test("a pennant has its words only where they do not run into the next", () => {
  const buckets = dayBuckets("2026-10-22", "2026-11-20")
  const deploy = (day: string) => ({ kind: "deploy" as const, day, label: "v4.19.0", title: "Deploy v4.19.0" })
  const sides = (...days: string[]) => placed(days.map(deploy), buckets, "point").map(({ side }) => side)
  expect(sides("2026-10-25", "2026-11-10")).toEqual(["after", "after"])
  expect(sides("2026-11-09", "2026-11-10")).toEqual(["none", "after"])
  expect(sides("2026-11-19")).toEqual(["before"])
  expect(sides("2026-01-01")).toEqual([])
})

test.each([
  [90_000_00, { low: 80_000_00, high: 92_000_00, zero: false, linesMax: 6 }, "$", 100, "$90.0k"],
  [-2_000_00, { low: -3_000_00, high: 6_000_00, linesMax: 7 }, "$", 100, "−$2k"],
  [0, { low: 0, high: 6_000_00 }, "$", 100, "$0"],
  [50, { low: 0, high: 200 }, "$", 100, "$0.50"],
  [15, { low: 0, high: 30, whole: true }, "", 1, "15"],
  [82_500_00, { low: 81_100_00, high: 82_900_00, zero: false }, "$", 100, "$82.5k"],
  [2_500_000, { low: 0, high: 10_000_000 }, "", 1, "2.5M"],
  [115e11, { low: 100e11, high: 120e11, zero: false }, "$", 100, "$115B"],
] as const)("%d is written beside the axis as its neighbours are", (value, wish, symbol, perUnit, text) => {
  expect(axisNumber(value, scaleOf(wish), symbol, perUnit)).toBe(text)
})
