import { describe, expect, test } from "vitest"
import { firingTimes } from "../../infra/local/firing-times.ts"

const ms = (at: string) => Date.parse(at)
const iso = (at: number | undefined) =>
  at === undefined ? undefined : new Date(at).toISOString().replace(":00.000Z", "Z")

/** The first firings after an instant. */
function firings(expression: string, zone: string, after: string, count: number): (string | undefined)[] {
  const times = firingTimes(expression, zone)
  const found: (string | undefined)[] = []
  for (let at: number | undefined = ms(after); found.length < count; ) {
    at = at === undefined ? undefined : times.after(at)
    found.push(iso(at))
  }
  return found
}

const AFTER: [expression: string, zone: string, after: string, wanted: string[]][] = [
  ["rate(1 minute)", "UTC", "2026-11-21T08:19:30Z", ["2026-11-21T08:20Z", "2026-11-21T08:21Z"]],
  ["rate(5 minutes)", "UTC", "2026-11-21T08:20:00Z", ["2026-11-21T08:25Z"]],
  ["rate(2 hours)", "UTC", "2026-11-21T08:19:30Z", ["2026-11-21T10:00Z"]],
  ["cron(20 * * * ? *)", "UTC", "2026-11-21T08:20:00Z", ["2026-11-21T09:20Z"]],
  [
    "cron(0/15 9 * * ? *)",
    "UTC",
    "2026-11-21T09:00:00Z",
    ["2026-11-21T09:15Z", "2026-11-21T09:30Z", "2026-11-21T09:45Z", "2026-11-22T09:00Z"],
  ],
  // Days of the week count from Sunday = 1.
  ["cron(0 9 ? * 2 *)", "UTC", "2026-11-21T00:00:00Z", ["2026-11-23T09:00Z"]],
  ["cron(0 9 ? * MON-FRI *)", "UTC", "2026-11-20T10:00:00Z", ["2026-11-23T09:00Z"]],
  ["cron(0 9 ? * 2#1 *)", "UTC", "2026-11-21T00:00:00Z", ["2026-12-07T09:00Z"]],
  ["cron(0 9 ? * 6L *)", "UTC", "2026-11-21T00:00:00Z", ["2026-11-27T09:00Z"]],
  ["cron(0 9 L * ? *)", "UTC", "2026-11-21T00:00:00Z", ["2026-11-30T09:00Z", "2026-12-31T09:00Z"]],
  ["cron(0 9 15W * ? *)", "UTC", "2026-08-01T00:00:00Z", ["2026-08-14T09:00Z"]],
  ["cron(0 0 1 1 ? 2028)", "UTC", "2026-08-01T00:00:00Z", ["2028-01-01T00:00Z"]],
  // Clocks go forward at 01:00 UTC on 29 March 2026 in London: 01:30 is skipped that day.
  ["cron(30 1 * * ? *)", "Europe/London", "2026-03-28T00:00:00Z", ["2026-03-28T01:30Z", "2026-03-30T00:30Z"]],
  // Clocks go back on 25 October: 01:30 comes twice and fires once.
  ["cron(30 1 * * ? *)", "Europe/London", "2026-10-24T12:00:00Z", ["2026-10-25T00:30Z", "2026-10-26T01:30Z"]],
  ["cron(30 2 * * ? *)", "America/New_York", "2026-03-07T12:00:00Z", ["2026-03-09T06:30Z"]],
  ["cron(5 * * * ? *)", "America/New_York", "2026-03-08T06:00:00Z", ["2026-03-08T06:05Z", "2026-03-08T07:05Z"]],
  ["cron(0 8 * * ? *)", "Asia/Kathmandu", "2026-11-21T00:00:00Z", ["2026-11-21T02:15Z"]],
]

const LAST: [expression: string, zone: string, from: string, to: string, wanted: string | undefined][] = [
  ["rate(1 minute)", "UTC", "2026-11-21T08:00:00Z", "2026-11-21T09:00:30Z", "2026-11-21T09:00Z"],
  ["rate(1 hour)", "UTC", "2026-11-21T08:00:00Z", "2026-11-21T08:59:00Z", undefined],
  ["cron(35 2 * * ? *)", "UTC", "2026-11-20T00:00:00Z", "2026-11-22T02:35:00Z", "2026-11-22T02:35Z"],
  ["cron(35 2 * * ? *)", "UTC", "2026-11-22T02:35:00Z", "2026-11-22T23:00:00Z", undefined],
  ["cron(30 1 * * ? *)", "Europe/London", "2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z", undefined],
  ["cron(30 1 * * ? *)", "Europe/London", "2026-03-27T12:00:00Z", "2026-03-29T12:00:00Z", "2026-03-28T01:30Z"],
]

describe("firing times", () => {
  test.each(AFTER)("%s in %s after %s", (expression, zone, after, wanted) => {
    expect(firings(expression, zone, after, wanted.length)).toEqual(wanted)
  })

  test.each(LAST)("the last of %s in %s from %s to %s", (expression, zone, from, to, wanted) => {
    expect(iso(firingTimes(expression, zone).lastIn(ms(from), ms(to)))).toBe(wanted)
  })

  test("a year that is over fires no more", () => {
    expect(firingTimes("cron(0 0 1 1 ? 2020)", "UTC").after(ms("2026-01-01T00:00:00Z"))).toBeUndefined()
  })

  test.each(["at(2026-01-01T00:00:00)", "cron(0 9 * * * *)", "cron(0 9 ? * ? *)", "cron(0 9 * * ?)", "every minute"])(
    "refuses %s",
    (expression) => {
      expect(() => firingTimes(expression, "UTC")).toThrow()
    },
  )
})
