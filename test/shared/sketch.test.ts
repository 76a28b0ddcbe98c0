import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  countIn,
  emptySketch,
  mergeSketches,
  quantile,
  SKETCH_VALUE_MAX,
  SKETCH_VALUE_MIN,
  sketchOf,
} from "#shared/sketch.ts"
import { pack } from "../../functions/table/packed.ts"
import { SHAPES, valuesOf } from "../support/sketch-shapes.ts"

/** The exact value at rank ⌈thousandths · n ÷ 1,000⌉, at least 1, counted in whole numbers. */
function exact(values: readonly number[], thousandths: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  const past = (thousandths * sorted.length) % 1_000
  const rank = (thousandths * sorted.length - past) / 1_000 + (past > 0 ? 1 : 0)
  return sorted[Math.max(1, rank) - 1]!
}

function expectClose(values: readonly number[], thousandths: number): void {
  const truth = exact(values, thousandths)
  const told = quantile(sketchOf(values), thousandths / 1_000)!
  if (truth < SKETCH_VALUE_MIN) expect(told).toBe(0)
  else expect(Math.abs(told - truth) / truth).toBeLessThanOrEqual(0.01)
}

const thousandths = fc.oneof(fc.constantFrom(0, 500, 950, 990, 999, 1_000), fc.integer({ min: 0, max: 1_000 }))
const seed = fc.integer({ min: 1, max: 2 ** 31 })
const amount = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 30_000 }),
  fc.double({ min: 0, max: SKETCH_VALUE_MAX, noNaN: true }),
  fc.double({ min: 0, max: 10, noNaN: true }),
  fc.integer({ min: -700, max: 1_395 }).map((power) => 1.02 ** power),
)
const amounts = fc.array(amount, { maxLength: 60 })

describe("a quantile", () => {
  test.each(Object.keys(SHAPES))("of %s values is the exact one of that rank within 1 %", (shape) => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 3_000 }), thousandths, (from, count, part) => {
        expectClose(valuesOf(shape, count, from), part)
      }),
      { numRuns: 150 },
    )
  })

  test("of few values, zeros and edges of bins among them, is as close", () => {
    fc.assert(fc.property(fc.array(amount, { minLength: 1, maxLength: 4 }), thousandths, expectClose), {
      numRuns: 3_000,
    })
  })

  test("is of the nearest rank, not of the one after it where a float is a hair too large", () => {
    const sketch = sketchOf(Array.from({ length: 100 }, (_, nth) => (nth < 7 ? 1 : 1_000)))
    expect(quantile(sketch, 0.07)).toBeLessThan(2)
  })

  test("of no values is null", () => {
    expect(quantile(emptySketch, 0.5)).toBeNull()
    expect(quantile(mergeSketches([sketchOf([]), emptySketch]), 0.99)).toBeNull()
  })
})

describe("sketches", () => {
  test("count every value, and merge to the same text whatever their order", () => {
    fc.assert(
      fc.property(amounts, amounts, amounts, (one, two, three) => {
        const [a, b, c] = [sketchOf(one), sketchOf(two), sketchOf(three)]
        const whole = sketchOf([...one, ...two, ...three])
        expect(countIn(whole)).toBe(one.length + two.length + three.length)
        expect(mergeSketches([a, b, c])).toBe(whole)
        expect(mergeSketches([c, mergeSketches([b, a])])).toBe(whole)
        expect(mergeSketches([whole])).toBe(whole)
        expect(mergeSketches([whole, emptySketch])).toBe(whole)
      }),
      { numRuns: 500 },
    )
  })

  test("count beyond what 32 bits hold", () => {
    let sketch = sketchOf([0, 250])
    for (let doubled = 0; doubled < 44; doubled++) sketch = mergeSketches([sketch, sketch])
    expect(countIn(sketch)).toBe(2 ** 45)
    expect(quantile(sketch, 0.5)).toBe(0)
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, -1e-12, 1.01e12])("refuse %d", (value) => {
    expect(() => sketchOf([1, value])).toThrow(RangeError)
  })

  test.each(Object.keys(SHAPES))("of an hour of 36,000 %s values need at most 500 bytes", (shape) => {
    expect(pack(sketchOf(valuesOf(shape, 36_000, 7))).length).toBeLessThanOrEqual(500)
  })
})
