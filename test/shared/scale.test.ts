import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { daysToLabel, heightOf, labelsThatFit, scaleOf, startsAboveZero } from "#shared/scale.ts"
import { addDays, daysFrom } from "#shared/time.ts"

describe("scaleOf", () => {
  test.each([
    { wish: { low: 0, high: 30, whole: true, linesMax: 3 }, lines: [0, 20, 40] },
    { wish: { low: 0, high: 10, whole: true }, lines: [0, 5, 10] },
    { wish: { low: 0, high: 10 }, lines: [0, 2.5, 5, 7.5, 10] },
    { wish: { low: 0, high: 5_680_00 }, lines: [0, 2_000_00, 4_000_00, 6_000_00] },
    { wish: { low: -2_300_00, high: 5_680_00, linesMax: 7 }, lines: [-4, -2, 0, 2, 4, 6].map((it) => it * 1000_00) },
    {
      wish: { low: 81_379_08, high: 90_763_85, zero: false, linesMax: 6 },
      lines: [80, 82.5, 85, 87.5, 90, 92.5].map((it) => it * 1000_00),
    },
    { wish: { low: 1e15 - 1, high: 1e15, zero: false }, lines: [0.98e15, 0.99e15, 1e15, 1.01e15, 1.02e15] },
    { wish: { low: 0, high: 0, whole: true }, lines: [0, 1, 2] },
    { wish: { low: 0, high: 1, whole: true }, lines: [0, 1, 2] },
    { wish: { low: 0, high: 0, stepMin: 100 }, lines: [0, 100, 200] },
    { wish: { low: 0, high: 0.3 }, lines: [0, 0.1, 0.2, 0.3] },
  ])("$wish", ({ wish, lines }) => {
    expect(scaleOf(wish).lines).toEqual(lines)
  })

  const amount = fc.integer({ min: -1e15, max: 1e15 })
  const wishes = fc.record({
    pair: fc.tuple(amount, amount),
    zero: fc.boolean(),
    whole: fc.boolean(),
    linesMax: fc.integer({ min: 3, max: 7 }),
    stepMin: fc.constantFrom(0, 1, 100),
  })
  test("draws 3 to 7 even lines around every value", () => {
    fc.assert(
      fc.property(wishes, ({ pair, ...wish }) => {
        const [low, high] = [Math.min(...pair), Math.max(...pair)]
        const scale = scaleOf({ ...wish, low, high })
        expect(scale.lines.length).toBeGreaterThanOrEqual(3)
        expect(scale.lines.length).toBeLessThanOrEqual(7)
        expect(heightOf(scale, low)).toBeGreaterThanOrEqual(0)
        expect(heightOf(scale, high)).toBeLessThanOrEqual(1)
        for (const [at, line] of scale.lines.entries()) {
          if (at > 0) expect(line - scale.lines[at - 1]!).toBeCloseTo(scale.step, 6)
        }
        expect(scale.step).toBeGreaterThanOrEqual(wish.stepMin)
        if (wish.zero) expect(scale.lines).toContain(0)
        if (wish.whole) expect(scale.lines.every(Number.isInteger)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test("never leaves less than two fifths of the height to the values", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 1e12 }), fc.integer({ min: 4, max: 7 }), (high, linesMax) => {
        expect(heightOf(scaleOf({ low: 0, high, linesMax }), high)).toBeGreaterThan(0.4)
      }),
    )
  })
})

test.each([
  [81_379, 90_763, true],
  [50, 100, false],
  [51, 100, true],
  [0, 10, false],
  [70, 70, false],
  [-5, -4, false],
])("a line from %d to %d starts above zero: %s", (low, high, above) => {
  expect(startsAboveZero(low, high)).toBe(above)
})

describe("labels", () => {
  test("the last is always shown, and no two touch at any width", () => {
    const widths = { always: 190, mid: 270, wide: 370 }
    const order = ["always", "mid", "wide"] as const
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (count) => {
        const days = daysFrom("2026-01-09", addDays("2026-01-09", count - 1))
        const wanted = daysToLabel(days)
        const places = wanted.map(({ at }) => (count === 1 ? 1 : at / (count - 1)))
        const fits = labelsThatFit(wanted, places, 50)
        expect(fits.at(-1)).toBe("always")
        for (const [index, widest] of order.entries()) {
          const shown = places.filter((_, at) => fits[at] && order.indexOf(fits[at]) <= index)
          for (const [at, place] of shown.entries()) {
            if (at > 0) expect((place - shown[at - 1]!) * widths[widest]).toBeGreaterThanOrEqual(50 - 1e-6)
          }
        }
      }),
    )
  })

  test("a season is labelled on the 1st and the 15th, a year on firsts, both with today", () => {
    const season = daysFrom("2026-08-23", "2026-11-20")
    expect(daysToLabel(season).map(({ at }) => season[at])).toEqual([
      ...["2026-09-01", "2026-09-15", "2026-10-01", "2026-10-15", "2026-11-01", "2026-11-15", "2026-11-20"],
    ])
    const year = daysFrom("2025-11-21", "2026-11-20")
    expect(daysToLabel(year)).toHaveLength(13)
  })
})
