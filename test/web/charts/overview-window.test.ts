import { execFileSync } from "node:child_process"
import { createHmac } from "node:crypto"
import { describe, expect, test } from "vitest"
import { deliveryCommand, signupCommand } from "../../../web/src/pages/overview/first-commands.ts"
import {
  addedUp,
  daysAsked,
  levels,
  rangeBetween,
  rangeNamed,
  stretchText,
  windowOf,
  wrongWith,
} from "../../../web/src/pages/overview/window.ts"
import { DAY, overviewOf } from "./overview-fixture.ts"

describe("the range", () => {
  test.each([
    ["7d", 7, 7, "2026-11-14"],
    ["30d", 30, 30, "2026-10-22"],
    ["90d", 90, 13, "2026-08-23"],
    ["12mo", 354 + 1, 12, "2025-12-01"],
    ["nonsense", 90, 13, "2026-08-23"],
  ])("%s has %d days and %d bars", (name, days, bars, from) => {
    const window = windowOf(overviewOf({ days: 366 }), rangeNamed(name), DAY)
    expect(window.from).toBe(from)
    expect(window.days).toHaveLength(days)
    expect(window.bars).toHaveLength(bars)
    expect(window.bars.at(-1)?.partial).toBe(true)
  })
  test("weeks are counted back from the last day, and what is left over comes first", () => {
    const { bars, step } = windowOf(overviewOf(), rangeNamed("90d"), DAY)
    expect(step.adverb).toBe("weekly")
    expect(bars.at(-1)).toMatchObject({ from: "2026-11-14", to: DAY, tick: "today", partial: true })
    expect(bars[1]).toMatchObject({ from: "2026-08-29", to: "2026-09-04", title: "29 Aug – 4 Sep", partial: false })
    expect(bars[0]).toMatchObject({ from: "2026-08-23", to: "2026-08-28" })
  })
  test("chosen days are both included, at most 400, and short ones are cut from a longer answer", () => {
    expect(rangeBetween("2026-09-01", "2026-10-15", DAY)).toMatchObject({ days: 45, said: "1 Sep – 15 Oct" })
    expect(rangeBetween("2020-01-01", DAY, DAY).days).toBe(400)
    const short = rangeBetween("2026-11-18", DAY, DAY)
    expect([short.days, daysAsked(short)]).toEqual([3, 7])
    expect(windowOf(overviewOf({ days: 7 }), short, DAY).days).toHaveLength(3)
  })
  test.each([
    ["", DAY, "Both days are needed."],
    ["2026-11-20", "2026-11-19", "The last day comes after the first."],
    ["2026-11-20", "2026-11-21", "The last day is today at the latest."],
    ["2025-10-16", DAY, "At most 400 days."],
    ["2025-10-17", DAY, undefined],
    [DAY, DAY, undefined],
  ])("%s to %s: %s", (from, to, problem) => expect(wrongWith(from, to, DAY)).toBe(problem))
  test("while a longer range is on its way, the days of the shorter one are shown and none are made up", () => {
    expect(windowOf(overviewOf({ days: 30 }), rangeNamed("90d"), DAY).days).toHaveLength(30)
  })
  test("a day that is over has nothing partial and no today", () => {
    const window = windowOf(overviewOf(), rangeNamed("90d"), "2026-11-21")
    expect(window.running).toBeUndefined()
    expect(window.days.at(-1)).toMatchObject({ tick: "20 Nov", partial: false })
  })
})

describe("values", () => {
  const { bars, days } = windowOf(overviewOf({ days: 366 }), rangeNamed("12mo"), DAY)
  test("daily amounts add up per month, to the cent", () => {
    const data = overviewOf({ days: 366 })
    const sums = addedUp(bars, data.series.movements, (it) => it.newCents)
    const shown = data.series.movements.filter(({ day }) => day >= "2025-12-01")
    expect(sums.reduce<number>((all, one) => all + one!, 0)).toBe(shown.reduce((all, it) => all + it.newCents, 0))
  })
  test("one unknown day makes its month unknown, a missing one is zero", () => {
    const sums = addedUp(
      bars,
      [
        { day: "2026-10-01", cents: 5 },
        { day: "2026-10-02", cents: null },
        { day: "2026-10-03", cents: 5 },
      ],
      (it) => it.cents,
    )
    expect(sums.at(-2)).toBeNull()
    expect(sums.at(-1)).toBe(0)
  })
  test("a level before the history begins is unknown, not zero", () => {
    const row = { day: "2026-11-20", cents: 7 }
    expect(levels(days, [row, { day: "2026-11-18", cents: 0 }], (it) => it.cents, "2026-11-19").slice(-3)).toEqual([
      null,
      null,
      7,
    ])
    expect(levels(days, [row], (it) => it.cents, null).every((value) => value === null)).toBe(true)
  })
})

test.each([
  ["2026-10-20", "2026-10-20", "20 Oct"],
  ["2026-10-01", "2026-10-20", "1–20 Oct"],
  ["2026-10-01", "2026-10-31", "October"],
  ["2026-03-25", "2026-04-03", "25 Mar – 3 Apr"],
  ["2025-12-01", "2025-12-20", "1–20 Dec 2025"],
])("%s to %s is said %s", (from, to, text) => {
  expect(stretchText(from, to, DAY)).toBe(text)
})

/** Runs a command of the page in a shell whose curl only tells what it was given. */
function runs(command: string): { url: string; headers: string[]; body: string } {
  const curl = `curl() { printf '%s\\0' "$@"; }\n`
  const [url, ...rest] = execFileSync("bash", ["-c", curl + command], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1)
  const after = (flag: string) => rest.flatMap((word, at) => (word === flag ? [rest[at + 1]!] : []))
  return { url: url!, headers: after("-H"), body: after("-d")[0]! }
}

describe("the commands that fill an empty console", () => {
  test("the delivery is signed as Stripe signs, and is one subscription", () => {
    const { url, headers, body } = runs(deliveryCommand("http://localhost:4400", true))
    expect(url).toBe("http://localhost:4400/webhooks/stripe")
    const [, at, signature] = /t=(\d+),v1=([0-9a-f]{64})$/.exec(headers[0]!)!
    expect(signature).toBe(createHmac("sha256", "whsec_local").update(`${at}.${body}`).digest("hex"))
    const event = JSON.parse(body)
    expect(event).toMatchObject({ type: "customer.subscription.created", livemode: true, created: Number(at) })
    expect(event.data.object.items.data[0].price.unit_amount).toBe(4900)
  })
  test("the event is a CloudEvent with the key of this machine", () => {
    const { url, headers, body } = runs(signupCommand("http://localhost:4400", true))
    expect(url).toBe("http://localhost:4400/v1/events")
    expect(headers).toEqual(["authorization: Bearer wbk_local", "content-type: application/cloudevents+json"])
    expect(JSON.parse(body)).toMatchObject({ specversion: "1.0", type: "user.created", data: { id: "user_first" } })
    expect(Date.parse(JSON.parse(body).time)).toBeGreaterThan(0)
  })
  test("a deployed console is told neither of the local secrets", () => {
    const told = deliveryCommand("https://c.test", false) + signupCommand("https://c.test", false)
    expect(told).not.toMatch(/whsec_local|wbk_local/)
  })
})
