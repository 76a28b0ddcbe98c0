import { expect, test } from "vitest"
import { daysFrom, firstOfMonth } from "#shared/time.ts"
import { spendMonth } from "#shared/usage/spend-month.ts"

const DOLLAR = 1_000_000
/** A month up to today, each day at so many dollars, today at what it has so far. */
const month = (today: string, dollars: (nth: number) => number) =>
  daysFrom(firstOfMonth(today), today).map((day, nth) => ({ day, costMicros: dollars(nth) * DOLLAR }))

test.each([
  ["today and each day left at the average of the full days", "2026-11-11", () => 10, "2026-03-04", 10, 300],
  ["before three full days nothing", "2026-11-03", () => 10, "2026-03-04", 2, null],
  ["with the third full day something", "2026-11-04", () => 10, "2026-03-04", 3, 300],
  ["February has 28 days", "2026-02-11", () => 10, "2025-03-04", 10, 280],
  ["and in a leap year 29", "2028-02-11", () => 10, "2025-03-04", 10, 290],
  [
    "what today has is no part of the average",
    "2026-11-11",
    (nth: number) => (nth === 10 ? 4 : 10),
    undefined,
    0,
    null,
  ],
  [
    "a dear today raises it to what is spent",
    "2026-11-30",
    (nth: number) => (nth === 29 ? 99 : 1),
    "2026-03-04",
    29,
    128,
  ],
  [
    "the day that history begins on is known in part",
    "2026-11-11",
    (nth: number) => (nth < 4 ? 0 : nth === 4 ? 1 : 10),
    "2026-11-05",
    5,
    251,
  ],
  ["history that begins with the month leaves its first day out", "2026-11-11", () => 10, "2026-11-01", 9, 300],
  ["the first of a month", "2026-11-01", () => 10, "2026-03-04", 0, null],
  ["nothing spent is a forecast of nothing", "2026-11-11", () => 0, "2026-03-04", 10, 0],
] as const)("%s", (_, today, dollars, historyBegins, fullDays, forecast) => {
  const days = month(today, dollars)
  const told = spendMonth(days, today, historyBegins)
  expect(told.fullDays).toBe(fullDays)
  expect(told.forecastMicros).toBe(forecast === null ? null : forecast * DOLLAR)
  expect(told.spentMicros).toBe(days.reduce((sum, { costMicros }) => sum + costMicros, 0))
})
