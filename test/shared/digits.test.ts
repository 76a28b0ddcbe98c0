import fc from "fast-check"
import { expect, test } from "vitest"
import { digitsOf, digitsOfSigned, numbersIn, signed } from "#shared/digits.ts"

const size = fc.oneof(fc.nat(100), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }))

test("numbers come back as they were written, one after the other", () => {
  fc.assert(
    fc.property(fc.array(size), (numbers) => {
      expect(numbersIn(numbers.map(digitsOf).join(""))).toEqual(numbers)
    }),
  )
})

test("so do numbers below zero", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -(2 ** 51), max: 2 ** 51 })), (numbers) => {
      expect(numbersIn(numbers.map(digitsOfSigned).join("")).map(signed)).toEqual(numbers)
    }),
  )
})
