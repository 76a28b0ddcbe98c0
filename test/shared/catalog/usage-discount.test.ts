import { expect, test } from "vitest"
import { discountStanding, endOf, hundredthsOf, percentOf } from "#shared/catalog/usage-discount.ts"
import { isPrice, priceAt, soonest, withPrice } from "#shared/catalog/price.ts"
import type { UsageDiscount } from "#shared/contract/catalog.ts"

const NOW = "2026-03-05T14:02:30.000Z"
const AHEAD = "2026-03-05T14:18:00.000Z"
const LATER = "2026-04-01T00:00:00.000Z"
const of = (validFrom: string, validTo: string | null): UsageDiscount => ({
  ...{ discountId: "d", name: "Spring", providerId: "quarry", modelId: null, percentHundredths: 1_000 },
  ...{ validFrom, validTo, createdAt: validFrom, createdBy: { name: "Ines", isStaff: true } },
})

test.each([
  ["12.5", 1_250],
  ["0.01", 1],
  ["100", 10_000],
  ["100.00", 10_000],
  ["7", 700],
  ["0", null],
  ["100.01", null],
  ["1.234", null],
  [".5", null],
  ["-5", null],
  ["1e1", null],
])("%s percent is %s hundredths", (text, hundredths) => {
  expect(hundredthsOf(text)).toBe(hundredths)
})

test.each([
  [1_250, "12.5"],
  [1, "0.01"],
  [10_000, "100"],
  [1_000, "10"],
])("%s hundredths are %s percent", (hundredths, text) => expect(percentOf(hundredths)).toBe(text))

test.each([
  ["0", true],
  ["2.5", true],
  ["1000.000000", true],
  ["0.000001", true],
  ["1000.000001", false],
  ["1.0000001", false],
  ["-1", false],
  ["", false],
  ["1,5", false],
])("%s is a price: %s", (text, is) => expect(isPrice(text)).toBe(is))

test("what is new counts from whole minutes, a quarter of an hour ahead", () => {
  expect(soonest(NOW)).toBe(AHEAD)
  expect(soonest("2026-03-05T14:02:00.000Z")).toBe("2026-03-05T14:17:00.000Z")
})

test("one that may still be changed never begins, any other ends a quarter of an hour ahead", () => {
  expect(endOf(of(LATER, null), NOW)).toBe(LATER)
  expect(endOf(of("2026-03-01T00:00:00.000Z", null), NOW)).toBe(AHEAD)
  expect(endOf(of("2026-03-05T14:10:00.000Z", LATER), NOW)).toBe(AHEAD)
  expect(endOf(of("2026-03-01T00:00:00.000Z", AHEAD), NOW)).toBeNull()
  expect(endOf(of(LATER, LATER), NOW)).toBeNull()
})

test("it is coming, valid, ended or withdrawn", () => {
  expect(discountStanding(of(LATER, null), NOW)).toBe("coming")
  expect(discountStanding(of(NOW, null), NOW)).toBe("valid")
  expect(discountStanding(of("2026-03-01T00:00:00.000Z", NOW), NOW)).toBe("ended")
  expect(discountStanding(of(LATER, LATER), NOW)).toBe("withdrawn")
})

test("prices stand in the order of their beginnings, one for each instant", () => {
  const price = (effectiveFrom: string, inputMicrosPerMillion: number) => ({
    ...{ effectiveFrom, inputMicrosPerMillion, outputMicrosPerMillion: 0, cachedMicrosPerMillion: 0 },
  })
  const two = withPrice([price(LATER, 1)], price(NOW, 2))
  expect(two).toEqual([price(NOW, 2), price(LATER, 1)])
  expect(withPrice(two, price(NOW, 3))).toEqual([price(NOW, 3), price(LATER, 1)])
  expect(priceAt(two, NOW)).toEqual(price(NOW, 2))
  expect(priceAt(two, "2026-03-05T14:02:29.999Z")).toBeUndefined()
})
