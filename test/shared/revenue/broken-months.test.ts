import { expect, test } from "vitest"
import { brokenMonths } from "#shared/revenue/broken-months.ts"
import { mergeRevenue, type Revenue } from "#shared/revenue/day-cube.ts"
import { standingsOf } from "#shared/revenue/ledger.ts"
import { statement } from "#shared/revenue/months.ts"
import { daysOf, change, end, SETTINGS, start } from "../../support/book.ts"
import { contributionsIn } from "../../support/customer-days.ts"

const TODAY = "2026-03-20"

/** A book of two currencies over three months, as its days' and its months' cubes. */
function cubes() {
  const days = daysOf(
    contributionsIn([
      start("a", "2026-01-05", 1_000),
      change("a", "2026-02-10", 2_500),
      start("b", "2026-01-20", 700, "eur"),
      end("b", "2026-03-03", 700, "eur"),
      start("c", "2026-03-04", 4_000),
    ]),
  )
  const byMonth = Map.groupBy([...days], ([day]) => day.slice(0, 7))
  const months = new Map([...byMonth].map(([month, some]) => [month, mergeRevenue(some.map(([, cube]) => cube))]))
  return { history: { firstDay: "2026-01-01", months: new Map<string, Revenue>(), days }, months }
}

test("months that are right are none of it", () => {
  const { history, months } = cubes()
  expect(brokenMonths(history, months, TODAY)).toEqual([])
})

test("a day whose movements are not all of its rise breaks its month, in its currency, by exactly that", () => {
  const { history, months } = cubes()
  history.days.get("2026-03-03")!.currencies["eur"]!.kinds.churn.cents -= 1
  history.days.get("2026-02-10")!.currencies["usd"]!.kinds.expansion.cents += 20
  expect(brokenMonths(history, months, TODAY)).toEqual([
    { month: "2026-02", currency: "usd", broken: "movements", differenceCents: -20 },
    { month: "2026-03", currency: "eur", broken: "movements", differenceCents: -1 },
  ])
})

test("a month whose own cube says otherwise than its days is told too, and one that has none", () => {
  const { history, months } = cubes()
  months.get("2026-01")!.currencies["usd"]!.rise.mrrCents += 5
  months.delete("2026-03")
  expect(brokenMonths(history, months, TODAY)).toEqual([
    { month: "2026-01", currency: "usd", broken: "cube", differenceCents: 5 },
    { month: "2026-03", currency: "eur", broken: "cube", differenceCents: 700 },
    { month: "2026-03", currency: "usd", broken: "cube", differenceCents: -4_000 },
  ])
})

test("the account of such a month does not add up by the same, and fx does not hide it", () => {
  const { history } = cubes()
  history.days.get("2026-02-10")!.currencies["usd"]!.kinds.expansion.cents += 20
  const settings = { ...SETTINGS, rates: [{ currency: "eur", day: "2025-10-01", rate: "1.1" }] }
  const standings = standingsOf(history, "2026-02-28")
  const month = statement(settings, standings, "2026-02-01")!
  expect(month.startCents + month.newCents + month.expansionCents + month.fxCents - month.endCents).toBe(20)
  expect(month.fxCents).toBe(0)
})
