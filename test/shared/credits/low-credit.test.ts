import { expect, test } from "vitest"
import { armsAgainAbove, crossed, type Threshold, thresholdsOf } from "#shared/credits/low-credit.ts"
import { lowCreditMail } from "#shared/credits/low-credit-mail.ts"

const USD = 1_000_000
const AT = "2026-11-20T14:02:11.000Z"
const armed = (usd: number): Threshold => ({ amountMicros: usd * USD, isArmed: true, crossedAt: null })
/** What balances, in dollars and in order, do to thresholds: of each crossing the threshold's dollars and the balance's. */
const through = (thresholds: readonly Threshold[], ...balances: number[]) => {
  const entries = balances.map((usd) => ({ balanceMicros: Math.round(usd * USD), at: AT }))
  const { thresholds: after, crossings } = crossed(thresholds, entries)
  return {
    after: after.map(({ isArmed }) => isArmed),
    crossings: crossings.map((one) => [one.amountMicros / USD, one.balanceMicros / USD]),
  }
}

test.each<[string, number[], number[][], boolean]>([
  ["at the threshold it is not crossed", [50], [], true],
  ["below it is, once", [49.99, 30, 20, 40], [[50, 49.99]], false],
  ["back above it by less than a tenth it is not armed", [49, 54, 49], [[50, 49]], false],
  ["a tenth above it exactly it is not", [49, 55, 49], [[50, 49]], false],
  [
    "by more it is, and is crossed again",
    [49, 55.01, 49],
    [
      [50, 49],
      [50, 49],
    ],
    false,
  ],
  ["what falls and rises between two looks is seen", [10, 100], [[50, 10]], true],
  ["below zero", [-5], [[50, -5]], false],
])("%s", (_, balances, crossings, isArmed) =>
  expect(through([armed(50)], ...balances)).toEqual({ crossings, after: [isArmed] }),
)

test("several thresholds are crossed each for itself", () =>
  expect(through([armed(100), armed(50), armed(10)], 200, 60, 5, 70)).toEqual({
    crossings: [
      [100, 60],
      [50, 5],
      [10, 5],
    ],
    after: [false, true, true],
  }))

test("a threshold arms again above it and a tenth, in whole micro-dollars", () => {
  expect(armsAgainAbove(10 * USD)).toBe(11 * USD)
  expect(armsAgainAbove(10_001)).toBe(11_002)
  expect(Number.isSafeInteger(armsAgainAbove(999_999_999_990_000))).toBe(true)
})

test("one that was there stays as it stands; a new one is armed unless the balance is below it", () => {
  const held = [{ ...armed(50), isArmed: false, crossedAt: AT }, armed(20)]
  expect(thresholdsOf([10 * USD, 50 * USD, 80 * USD], held, 60 * USD)).toEqual([
    { amountMicros: 80 * USD, isArmed: false, crossedAt: null },
    { amountMicros: 50 * USD, isArmed: false, crossedAt: AT },
    armed(10),
  ])
})

test("the mail names what was crossed, the balance and when there is another", () => {
  const crossings = [
    { amountMicros: 50 * USD, balanceMicros: 45 * USD, at: AT },
    { amountMicros: 10 * USD, balanceMicros: -1_230_000, at: AT },
  ]
  const { subject, text } = lowCreditMail(
    "Acme\r\nBcc: x",
    crossings,
    "https://console.test/organizations/org_acme/settings",
  )
  expect(subject).toBe("Credits of Acme Bcc: x are below $10.00")
  expect(text.split("\n")).toEqual([
    "The credits of Acme Bcc: x fell below $50.00 and $10.00.",
    "The balance was -$1.23 at 2026-11-20 14:02 UTC.",
    "",
    "You are told once. The next mail about $10.00 comes after the balance was above $11.00 again.",
    "",
    "Thresholds are set by an owner: https://console.test/organizations/org_acme/settings",
  ])
})
