import { describe, expect, test } from "vitest"
import { checkPattern, matches, type Pattern } from "../../infra/local/event-pattern.ts"

const event = {
  source: "product.billing",
  "detail-type": "invoice.sent",
  detail: {
    amount: 120,
    currency: "USD",
    tags: ["new", "Large"],
    note: null,
    to: { city: "Bern", address: "10.1.2.3" },
  },
}

const CASES: [says: string, pattern: Pattern, isMatch: boolean][] = [
  ["a listed value", { source: ["other", "product.billing"] }, true],
  ["a value that is not listed", { source: ["other"] }, false],
  ["all fields must match", { source: ["product.billing"], "detail-type": ["invoice.paid"] }, false],
  ["a nested field", { detail: { to: { city: ["Bern"] } } }, true],
  ["a field that is missing", { detail: { nothing: ["x"] } }, false],
  ["null is a value", { detail: { note: [null] } }, true],
  ["text is not a number", { detail: { amount: ["120"] } }, false],
  ["one element of an array", { detail: { tags: ["new"] } }, true],
  ["prefix", { source: [{ prefix: "product." }] }, true],
  ["prefix of something else", { source: [{ prefix: "products." }] }, false],
  ["prefix whatever the case", { source: [{ prefix: { "equals-ignore-case": "PRODUCT" } }] }, true],
  ["suffix", { "detail-type": [{ suffix: ".sent" }] }, true],
  ["equals-ignore-case", { detail: { tags: [{ "equals-ignore-case": "LARGE" }] } }, true],
  ["wildcard", { "detail-type": [{ wildcard: "inv*.s*t" }] }, true],
  ["wildcard keeps dots as dots", { "detail-type": [{ wildcard: "invoice?sent" }] }, false],
  ["numeric range", { detail: { amount: [{ numeric: [">", 100, "<=", 120] }] } }, true],
  ["numeric range, outside", { detail: { amount: [{ numeric: [">", 120] }] } }, false],
  ["anything-but a value", { detail: { currency: [{ "anything-but": "EUR" }] } }, true],
  ["anything-but a list that has it", { detail: { currency: [{ "anything-but": ["EUR", "USD"] }] } }, false],
  ["anything-but a prefix", { source: [{ "anything-but": { prefix: "product." } }] }, false],
  ["anything-but needs a value", { detail: { nothing: [{ "anything-but": "x" }] } }, false],
  ["exists", { detail: { amount: [{ exists: true }] } }, true],
  ["exists looks at leaves only", { detail: { to: [{ exists: true }] } }, false],
  ["does not exist", { detail: { nothing: [{ exists: false }] } }, true],
  ["address range", { detail: { to: { address: [{ cidr: "10.1.0.0/16" }] } } }, true],
  ["address range, outside", { detail: { to: { address: [{ cidr: "10.2.0.0/16" }] } } }, false],
  ["one of two patterns", { $or: [{ source: ["x"] }, { detail: { currency: ["USD"] } }] }, true],
  ["none of two patterns", { $or: [{ source: ["x"] }, { detail: { currency: ["EUR"] } }] }, false],
  ["a name every object has", { detail: { constructor: [{ exists: true }] } }, false],
]

describe("event patterns", () => {
  test.each(CASES)("%s", (_says, pattern, isMatch) => {
    checkPattern(pattern)
    expect(matches(pattern, event)).toBe(isMatch)
  })

  test.each([
    ["a comparison nobody knows", { source: [{ begins: "x" }] }],
    ["an empty list", { source: [] }],
    ["a bare value", { source: "x" }],
    ["two comparisons in one", { source: [{ prefix: "x", suffix: "y" }] }],
    ["a nested one", { detail: { amount: [{ nummeric: [">", 1] }] } }],
  ])("refuses %s", (_says, pattern) => {
    expect(() => checkPattern(pattern)).toThrow()
  })
})
