import { describe, expect, test } from "vitest"
import { addDays, dayOf, msOf, startOfDay } from "#shared/time.ts"
import { periodOf, periodsToLookAt } from "#shared/usage/spend-period.ts"
import { firstDayNeeded, type SpendRule, spendStanding } from "#shared/usage/spend-verdict.ts"

const DOLLAR = 1_000_000
const LONG_AGO = "2025-01-01T00:00:00.000Z"
const rule = (kind: SpendRule["kind"], dollars: number | null, project: string | null = null): SpendRule => ({
  kind,
  amountMicros: dollars === null ? null : dollars * DOLLAR,
  project,
})

describe("a limit", () => {
  test.each([
    ["below it", 9.999999, "within"],
    ["at it", 10, "within"],
    ["a millionth above it", 10.000001, "over"],
    ["nothing", 0, "within"],
  ] as const)("%s", (_, dollars, verdict) => {
    const spentMicros = Math.round(dollars * DOLLAR)
    const spendOf = (day: string) => (day === "2026-11-20" ? spentMicros : 7 * DOLLAR)
    expect(spendStanding(rule("day", 10), periodOf("day", "2026-11-20"), spendOf, "2026-11-20")).toEqual({
      spentMicros,
      limitMicros: 10 * DOLLAR,
      weeksKnown: null,
      verdict,
    })
  })

  test.each([
    ["2026-02-11", 28],
    ["2028-02-29", 29],
    ["2026-11-01", 30],
    ["2026-12-31", 31],
  ])("of the month of %s is held against all its %i days, and no other", (day, days) => {
    const month = day.slice(0, 7)
    const spendOf = (one: string) => (one.startsWith(month) ? DOLLAR : 1_000 * DOLLAR)
    const period = periodOf("month", day)
    expect(spendStanding(rule("month", days), period, spendOf, undefined).verdict).toBe("within")
    expect(spendStanding(rule("month", days - 1), period, spendOf, undefined)).toMatchObject({
      spentMicros: days * DOLLAR,
      verdict: "over",
    })
  })

  test("of a project is held against the project alone", () => {
    const spendOf = (_: string, project?: string) => (project === "site" ? 11 : project === undefined ? 99 : 1) * DOLLAR
    const of = (project: string | null) =>
      spendStanding(rule("day", 10, project), periodOf("day", "2026-11-20"), spendOf, undefined).verdict
    expect([of("site"), of("help"), of(null)]).toEqual(["over", "within", "over"])
  })
})

describe("what is unusual", () => {
  /** Friday 20 November 2026, after Fridays at so many dollars, the newest first; all other days are very dear. */
  const onFriday = (today: number, before: readonly number[], historyBegins: string | undefined) => {
    const fridays = new Map(before.map((dollars, nth) => [addDays("2026-11-20", -7 * (nth + 1)), dollars]))
    const spendOf = (day: string) =>
      Math.round((day === "2026-11-20" ? today : (fridays.get(day) ?? (isFriday(day) ? 0 : 500))) * DOLLAR)
    return spendStanding(rule("unusual", null), periodOf("unusual", "2026-11-20"), spendOf, historyBegins)
  }
  const isFriday = (day: string) => new Date(day).getUTCDay() === 5

  test.each([
    ["twice the median is not unusual", 20, [10, 10, 10, 10, 10, 10, 10, 10], "2026-01-01", 20, 8, "within"],
    ["more is", 20.000001, [10, 10, 10, 10, 10, 10, 10, 10], "2026-01-01", 20, 8, "over"],
    ["one dear day among them changes little", 21, [10, 900, 10, 10, 10, 10, 10, 10], "2026-01-01", 20, 8, "over"],
    [
      "of an even number it is the middle of the two",
      30,
      [10, 20, 10, 20, 10, 20, 10, 20],
      "2026-01-01",
      30,
      8,
      "within",
    ],
    ["of an odd number the middle one", 41, [10, 20, 30, 10, 30], "2026-10-10", 40, 5, "over"],
    ["days without calls count as zero", 1.5, [0, 0, 0, 0, 9, 0, 9, 9], "2026-01-01", 1, 8, "over"],
    ["a dollar is never unusual", 1, [0, 0, 0, 0], "2026-10-20", 1, 4, "within"],
    ["four weeks are enough", 99, [10, 10, 10, 10], "2026-10-20", 20, 4, "over"],
    ["the day that history begins on does not count", 99, [10, 10, 10, 10], "2026-10-23", null, 3, "learning"],
    ["the day after does", 99, [10, 10, 10, 10], "2026-10-22", 20, 4, "over"],
    ["without history it learns", 99, [], undefined, null, 0, "learning"],
  ] as const)("%s", (_, today, before, historyBegins, limit, weeksKnown, verdict) => {
    const told = onFriday(today, before, historyBegins)
    expect(told).toMatchObject({ limitMicros: limit === null ? null : limit * DOLLAR, weeksKnown, verdict })
  })

  test("reads no day before the eighth week", () => {
    const period = periodOf("unusual", "2026-11-20")
    const first = firstDayNeeded("unusual", period)
    const spendOf = (day: string) => {
      expect(day >= first).toBe(true)
      return DOLLAR
    }
    expect(spendStanding(rule("unusual", null), period, spendOf, "2020-01-01").weeksKnown).toBe(8)
    expect(first).toBe("2026-09-25")
  })
})

describe("the periods that are looked at", () => {
  const names = (kind: SpendRule["kind"], now: string, zone = "UTC", createdAt = LONG_AGO) =>
    periodsToLookAt(kind, createdAt, now, zone).map(({ name }) => name)

  test.each([
    ["day", "2026-11-20T14:02:00.000Z", ["2026-11-20", "2026-11-19", "2026-11-18"]],
    ["day", "2026-11-20T00:00:00.000Z", ["2026-11-20", "2026-11-19", "2026-11-18"]],
    ["unusual", "2026-11-20T14:02:00.000Z", ["2026-11-20", "2026-11-19", "2026-11-18"]],
    ["month", "2026-11-20T14:02:00.000Z", ["2026-11"]],
    ["month", "2026-03-02T23:59:59.999Z", ["2026-03", "2026-02"]],
    ["month", "2026-03-03T00:00:00.000Z", ["2026-03"]],
    ["month", "2026-01-01T05:00:00.000Z", ["2026-01", "2025-12"]],
  ] as const)("of a %s at %s", (kind, now, expected) => {
    expect(names(kind, now)).toEqual(expected)
  })

  test("are those of the organization's zone", () => {
    expect(names("day", "2026-11-20T03:00:00.000Z", "America/New_York")[0]).toBe("2026-11-19")
    expect(names("month", "2026-12-01T03:00:00.000Z", "America/New_York")).toEqual(["2026-11"])
    expect(names("month", "2026-11-30T15:00:00.000Z", "Asia/Tokyo")).toEqual(["2026-12", "2026-11"])
  })

  test("48 hours are 48 hours over a change of the clocks", () => {
    const zone = "America/New_York"
    // Sunday 1 November has 25 hours: Saturday ended 48 hours before Monday at 23:00.
    const saturdayEnded = msOf(startOfDay("2026-11-01", zone))
    const at = (hours: number) => new Date(saturdayEnded + hours * 3_600_000 - 1).toISOString()
    expect(names("day", at(48), zone)).toContain("2026-10-31")
    expect(dayOf(at(48), zone)).toBe("2026-11-02")
    expect(names("day", new Date(saturdayEnded + 48 * 3_600_000).toISOString(), zone)).not.toContain("2026-10-31")
  })

  test("what was over when the alert was made is not looked at", () => {
    const now = "2026-11-20T14:02:00.000Z"
    expect(names("day", now, "UTC", "2026-11-20T00:00:00.000Z")).toEqual(["2026-11-20"])
    expect(names("day", now, "UTC", "2026-11-19T23:59:59.999Z")).toEqual(["2026-11-20", "2026-11-19"])
    expect(names("month", "2026-03-01T01:00:00.000Z", "UTC", "2026-03-01T00:30:00.000Z")).toEqual(["2026-03"])
  })
})
