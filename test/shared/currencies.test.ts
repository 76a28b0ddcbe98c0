import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { converted, decimalOf, exponentOf, fractionOf, knowsCurrency } from "#shared/money.ts"

describe("every currency there is", () => {
  const currencies = Intl.supportedValuesOf("currency")
    .map((name) => name.toLowerCase())
    .filter(knowsCurrency)
  const amounts = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })

  test("has one of three exponents, and each stands for many", () => {
    const byDigits = Map.groupBy(currencies, exponentOf)
    expect([...byDigits.keys()].sort()).toEqual([0, 2, 3])
    expect([byDigits.get(0)!.length, byDigits.get(2)!.length, byDigits.get(3)!.length].every((n) => n >= 7)).toBe(true)
  })

  test("says an amount in major units without losing any of it", () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom(...currencies), (minor, currency) => {
        const text = decimalOf(minor, currency)
        expect((text.split(".")[1] ?? "").length).toBe(exponentOf(currency))
        const { over, under } = fractionOf(text)
        expect([over, under]).toEqual([BigInt(minor), 10n ** BigInt(exponentOf(currency))])
      }),
    )
  })

  test("is converted by its major unit: there and back at one to one is what the other can say of it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.constantFrom(...currencies),
        fc.constantFrom(...currencies),
        (minor, from, to) => {
          const there = converted(minor, from, to, "1")
          if (exponentOf(to) >= exponentOf(from)) expect(converted(there, to, from, "1")).toBe(minor || 0)
          const step = 10 ** Math.max(0, exponentOf(from) - exponentOf(to))
          expect(Math.abs(there) * step).toBeLessThanOrEqual(
            Math.abs(minor) * 10 ** Math.max(0, exponentOf(to) - exponentOf(from)) + step / 2,
          )
        },
      ),
    )
  })
})
