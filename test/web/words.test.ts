import { describe, expect, test } from "vitest"
import { decimalOf, knowsCurrency } from "#shared/money.ts"
import {
  amountOf,
  clockText,
  countOf,
  dateText,
  dayText,
  fullText,
  microsText,
  momentText,
  moneyText,
  percentText,
  sizeText,
  spanText,
} from "../../web/src/format.ts"
import { changesOf } from "../../web/src/pages/audit/changes.ts"
import { differencesOf, faultsOf } from "../../web/src/pages/settings/draft.ts"
import { homePath, organizationIdOf, placeOf, STAFF_AREAS } from "../../web/src/shell/nav.ts"

describe("numbers and money", () => {
  test.each([
    [9_076_385, "usd", false, "$90,763.85"],
    [-139_425, "usd", false, "−$1,394.25"],
    [26_400, "usd", true, "+$264.00"],
    [0, "usd", true, "$0.00"],
    [61_200, "eur", false, "€612.00"],
    [1_500, "jpy", false, "¥1,500"],
    [49_000, "krw", false, "₩49,000"],
    [2_500_000, "vnd", false, "₫2,500,000"],
    [150_000, "isk", false, "ISK\u00a01,500.00"],
    [1_234_567, "kwd", false, "KWD\u00a01,234.567"],
    [1, "usd", false, "$0.01"],
    [9_007_199_254_740_991, "usd", false, "$90,071,992,547,409.91"],
  ])("%i of %s", (cents, currency, signed, text) => expect(moneyText(cents, currency, signed)).toBe(text))

  test("an amount is cut where its minor unit begins", () => {
    expect(amountOf(-139_425, "usd")).toEqual({ major: "−$1,394", minor: ".25" })
    expect(amountOf(1_500, "jpy")).toEqual({ major: "¥1,500", minor: "" })
  })

  test("an amount of any currency has the digits that its minor unit has, and all of them", () => {
    const currencies = Intl.supportedValuesOf("currency")
      .map((name) => name.toLowerCase())
      .filter(knowsCurrency)
    for (const currency of currencies)
      for (const minor of [0, 1, 98, 1_500, 123_456_789, Number.MAX_SAFE_INTEGER]) {
        const said = moneyText(minor, currency).replace(/^\D*/, "").replaceAll(",", "")
        expect([currency, said]).toEqual([currency, decimalOf(minor, currency)])
      }
  })

  test("what is under a cent is exact", () => expect(microsText(412, "usd")).toBe("$0.000412"))
  test("counts and their nouns", () => {
    expect(countOf(1, "entry", "entries")).toBe("1 entry")
    expect(countOf(1_204, "entry", "entries")).toBe("1,204 entries")
  })
  test("shares", () => expect([percentText(0.017, 2), percentText(-0.25)]).toEqual(["1.70", "−25.0"]))
  test("sizes", () =>
    expect([920, 47_600, 999_600, 1_240_000].map(sizeText)).toEqual(["920 B", "48 KB", "1.0 MB", "1.2 MB"]))
  test("spans", () =>
    expect([180_000, 7_200_000, 172_800_000, -180_000].map(spanText)).toEqual(["3 min", "2 h", "2 d", "3 min"]))
})

describe("times", () => {
  const now = Date.parse("2026-11-20T14:02:11Z")
  const at = (text: string) => Date.parse(text)

  test("are as near as needed, in the zone they are asked for", () => {
    expect(momentText(now, "UTC", now)).toBe("14:02")
    expect(momentText(now, "UTC", now, true)).toBe("14:02:11")
    expect(momentText(at("2026-11-19T23:30:00Z"), "UTC", now)).toBe("19 Nov, 23:30")
    expect(momentText(at("2026-11-19T23:30:00Z"), "Europe/Berlin", now)).toBe("00:30")
    expect(momentText(at("2025-09-03T08:00:00Z"), "UTC", now)).toBe("3 Sep 2025, 08:00")
  })
  test("are whole on hover", () => expect(fullText(now, "UTC")).toBe("Fri 20 Nov 2026, 14:02:11 UTC"))
  test("midnight is 00, never 24", () => expect(clockText(at("2026-11-20T00:05:00Z"), "UTC")).toBe("00:05"))
  test("days carry their year outside of the one that is near", () => {
    expect(dayText("2026-09-03", "2026-11-20")).toBe("3 Sep")
    expect(dayText("2025-09-03", "2026-11-20")).toBe("3 Sep 2025")
    expect(dateText(at("2026-12-31T23:30:00Z"), "Asia/Tokyo", now)).toBe("1 Jan 2027")
  })
})

describe("what an audit entry changed", () => {
  test("only fields that differ, however their objects are ordered", () => {
    const before = { zone: "UTC", rule: { a: 1, b: "x" }, same: null }
    const after = { zone: "Europe/Berlin", rule: { b: "x", a: 1 }, same: null }
    expect(changesOf(before, after)).toEqual([{ field: "zone", before: "UTC", after: "Europe/Berlin" }])
  })
  test("of a list what came and what went", () => {
    const rate = (day: string) => ({ currency: "eur", day })
    expect(changesOf({ rates: [rate("1"), rate("2")] }, { rates: [rate("2"), rate("3"), rate("4")] })).toEqual([
      { field: "rates", before: "currency eur, day 1", after: "currency eur, day 3\ncurrency eur, day 4" },
    ])
  })
  test("a value that was not there before", () =>
    expect(changesOf(null, { list: "audit", rows: 3 })).toEqual([
      { field: "list", before: "–", after: "audit" },
      { field: "rows", before: "–", after: "3" },
    ]))
})

describe("a draft of the settings", () => {
  const saved = {
    reportingZone: "UTC",
    reportingCurrency: "usd",
    discounts: "forever" as const,
    rates: [{ currency: "eur", day: "2026-01-01", rate: "1.0842" }],
  }
  const rates = (...added: typeof saved.rates) => ({ ...saved, rates: [...saved.rates, ...added] })

  test.each([
    [{ ...saved, reportingZone: "Europe/Berlinn" }, ["reportingZone"]],
    [rates({ currency: "usd", day: "2026-01-01", rate: "1" }), ["rates.1.currency"]],
    [rates({ currency: "e", day: "", rate: "" }), ["rates.1.currency", "rates.1.day", "rates.1.rate"]],
    [rates({ currency: "eur", day: "2026-01-01", rate: "2" }), ["rates.1.day"]],
    [rates({ currency: "gbp", day: "2026-01-01", rate: "0.0" }), ["rates.1.rate"]],
    [rates({ currency: "gbp", day: "2026-01-01", rate: "1e3" }), ["rates.1.rate"]],
    [rates({ currency: "zzz", day: "2026-01-01", rate: "1" }), ["rates.1.currency"]],
    [rates({ currency: "gbp", day: "2026-01-01", rate: "1.2711" }), []],
  ])("is looked at field by field", (draft, fields) => expect(Object.keys(faultsOf(draft)).sort()).toEqual(fields))

  test("says what saving it would change", () => {
    const draft = { ...saved, discounts: "all" as const, rates: [{ currency: "gbp", day: "2026-01-01", rate: "1.3" }] }
    expect(differencesOf(saved, draft)).toEqual([
      { what: "Discounts that lower MRR", before: "Only what never ends", after: "All, even once" },
      { what: "Rate of EUR from 2026-01-01", before: "1.0842", after: null },
      { what: "Rate of GBP from 2026-01-01", before: null, after: "1.3" },
    ])
    expect(differencesOf(saved, structuredClone(saved))).toEqual([])
  })
})

describe("the menu", () => {
  test("a page below a place belongs to it", () => {
    expect(placeOf("/admin/organizations/org_1", STAFF_AREAS)?.place.title).toBe("Organizations")
    expect(placeOf("/admin/organizationsx", STAFF_AREAS)).toBeUndefined()
  })
  test("letters are given once", () => {
    const letters = STAFF_AREAS.flatMap(({ places }) => places.map(({ letter }) => letter))
    expect(new Set(letters).size).toBe(letters.length)
  })
  test("staff begin at the overview, members where they were last, others nowhere", () => {
    const mine = [{ id: "org_a" }, { id: "org_b" }]
    expect(homePath("viewer", mine)).toBe("/admin/operations/overview")
    expect(homePath(null, mine, "org_b")).toBe("/organizations/org_b/overview")
    expect(homePath(null, mine, "org_left")).toBe("/organizations/org_a/overview")
    expect(homePath(null, [])).toBeUndefined()
  })
  test("an address that is badly encoded names an organization that does not exist", () =>
    expect(organizationIdOf("/organizations/%E0%A4%A/overview")).toBe("%E0%A4%A"))
})
