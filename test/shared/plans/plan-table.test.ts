import { expect, test } from "vitest"
import type { PlanTerms } from "#shared/contract/plans.ts"
import { unix } from "../../support/stripe-object.ts"
import { knownAs, termsAt, wrongTerms } from "#shared/plans/plan-table.ts"

const TODAY = "2026-03-10"
const of = (priceId: string, from: string, creditsMicros = 1): PlanTerms => ({
  priceId,
  product: "devPlan",
  tier: "lite",
  creditsMicros,
  from,
})
const OLD = of("price_a", "2026-01-01")

test("a price stands for what the newest terms of its day say, and days are of the zone", () => {
  const table = { terms: [of("price_a", "2026-02-01", 2), OLD], zone: "America/New_York" }
  expect(termsAt(table, "price_a", unix("2026-02-01T04:59:59Z"))?.creditsMicros).toBe(1)
  expect(termsAt(table, "price_a", unix("2026-02-01T05:00:00Z"))?.creditsMicros).toBe(2)
  expect(termsAt(table, "price_a", unix("2025-06-01"))).toBeUndefined()
  expect(knownAs(table, "price_a", unix("2025-06-01"))?.creditsMicros).toBe(1)
  expect(knownAs(table, "price_b", unix("2026-06-01"))).toBeUndefined()
})

test.each<[string, PlanTerms[], number | undefined]>([
  ["a new price may count from any day", [OLD, of("price_b", "2025-06-01")], undefined],
  ["a price that is known gets new terms from today on", [OLD, of("price_a", TODAY, 5)], undefined],
  ["never before", [OLD, of("price_a", "2026-03-09", 5)], 1],
  ["what is in force is not changed", [of("price_a", "2026-01-01", 7)], 0],
  ["nor taken away", [], 0],
  ["two terms of one day are one too many", [OLD, of("price_b", TODAY), of("price_b", TODAY, 2)], 2],
])("%s", (_, after, at) => {
  expect(wrongTerms([OLD], after, TODAY)?.at).toBe(at)
})

test("terms that begin today or later can be changed and taken away", () => {
  const before = [OLD, of("price_a", TODAY, 5), of("price_c", "2026-04-01")]
  expect(wrongTerms(before, [OLD, of("price_a", TODAY, 6)], TODAY)).toBeUndefined()
})
