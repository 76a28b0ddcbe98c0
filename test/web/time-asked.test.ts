import { describe, expect, test } from "vitest"
import { instant, msOf } from "#shared/time.ts"
import { againMs, ANY_TIME, isNarrowed, timeFilterOf, timeText } from "../../web/src/time-asked.ts"

const READER = msOf("2026-11-20T14:02:11.345Z")
const at = (time: string) => `2026-11-20T${time}.000Z`

describe("the time a list is narrowed to", () => {
  test.each([
    ["nothing said", {}, {}, false, "any"],
    ["an hour up to now, from a whole minute", { last: "1h" }, { from: at("13:02:00") }, true, "last hour"],
    ["a day up to now", { last: "24h" }, { from: "2026-11-19T14:02:00.000Z" }, true, "last 24 hours"],
    ["a week up to now", { last: "7d" }, { from: "2026-11-13T14:02:00.000Z" }, true, "last 7 days"],
    ["a name that is none", { last: "2h" }, {}, false, "any"],
    ["an instant on", { from: at("13:00:00") }, { from: at("13:00:00") }, true, "since 14:00"],
    ["up to an instant", { to: "2026-11-19T23:30:00.000Z" }, { to: "2026-11-19T23:30:00.000Z" }, true, "before 00:30"],
    [
      "instants of one day",
      { from: "2026-11-18T09:00:00.000Z", to: "2026-11-18T10:30:00.000Z" },
      { from: "2026-11-18T09:00:00.000Z", to: "2026-11-18T10:30:00.000Z" },
      true,
      "18 Nov, 10:00 – 11:30",
    ],
    [
      "instants over midnight of the zone; they say more than a name",
      { last: "1h", from: "2026-11-18T22:30:00.000Z", to: "2026-11-18T23:30:00.000Z" },
      { from: "2026-11-18T22:30:00.000Z", to: "2026-11-18T23:30:00.000Z" },
      true,
      "18 Nov, 23:30 – 19 Nov, 00:30",
    ],
    ["what is no instant, for the API to refuse", { from: "then" }, { from: "then" }, true, "since then"],
    ["two of those", { from: "then", to: "now" }, { from: "then", to: "now" }, true, "then – now"],
  ])("%s", (_, said, filter, narrowed, text) => {
    const asked = { ...ANY_TIME, ...said }
    expect(timeFilterOf(asked, READER)).toEqual(filter)
    expect(isNarrowed(asked)).toBe(narrowed)
    expect(timeText(asked, "Europe/Berlin", READER)).toBe(text)
  })

  test("one that ends now is asked for again, one that stands still is not", () => {
    expect(againMs({ ...ANY_TIME, last: "1h" })).toBe(60_000)
    expect(againMs({ ...ANY_TIME, from: instant(READER) })).toBeUndefined()
    expect(againMs(ANY_TIME)).toBeUndefined()
  })
})
