import { describe, expect, test } from "vitest"
import { isId, isPathId } from "#shared/id.ts"
import { named, own } from "#shared/named.ts"
import { DEPTH_MAX, isDeep, oddityIn } from "#shared/plain.ts"
import { mayListen } from "../../functions/api/may-listen.ts"

const nested = (levels: number): unknown => JSON.parse(`${"[".repeat(levels)}1${"]".repeat(levels)}`)

describe("what can be kept as it was told", () => {
  test.each<[string, unknown, string | undefined]>([
    ["plain values", { a: [1, "ä", null, { b: -0.5 }], "": true }, undefined],
    ["as deep as anybody needs", nested(DEPTH_MAX), undefined],
    ["deeper", { data: nested(DEPTH_MAX) }, `data${".0".repeat(DEPTH_MAX - 1)}`],
    ["half a character", { data: { names: ["good", "\ud800"] } }, "data.names.1"],
    ["a number without end", { ms: JSON.parse("1e400") }, "ms"],
    ["a number that was rounded when it was read", { n: JSON.parse("9007199254740993") }, "n"],
    ["a name for the prototype", JSON.parse('{"data":{"__proto__":1}}'), "data"],
    ["half a name", { "\udfff": 1 }, ""],
  ])("%s", (_, value, where) => expect(oddityIn(value)?.where).toBe(where))

  test("a body that exhausts the stack is known for it", () => {
    expect(isDeep(nested(50_000))).toBe(true)
    expect(isDeep({ a: [{ b: 1 }] })).toBe(false)
  })
})

describe("ids", () => {
  test.each(["org_1", "a b", "ä".repeat(127), "auth0|5", "a.b", "constructor"])("%s names something", (id) =>
    expect([isId(id), isPathId(id)]).toEqual([true, true]),
  )
  test.each(["", "a#b", "a\nb", "\ud800", "__proto__", "ä".repeat(128)])("%j does not", (id) =>
    expect([isId(id), isPathId(id)]).toEqual([false, false]),
  )
  test.each(["a/b", "..", "50%", "a?b", "a\\b"])("%s is no part of an address", (id) =>
    expect([isId(id), isPathId(id)]).toEqual([true, false]),
  )
})

describe("records whose names outsiders choose", () => {
  test.each(["constructor", "toString", "__proto__", "plain"])("%s is a name as any other", (name) => {
    const record = named<number>()
    record[name] = (own(record, name) ?? 0) + 1
    const back = JSON.parse(JSON.stringify(record)) as Record<string, number>
    expect(own(back, name)).toBe(1)
    expect(own({}, name)).toBeUndefined()
  })

  test("nobody is a member of what every object inherits", () => {
    expect(mayListen({ staffRole: null, memberships: { org_a: "owner" } }, "organization:constructor")).toBe(false)
    expect(mayListen({ staffRole: null, memberships: { org_a: "owner" } }, "organization:org_a")).toBe(true)
  })
})
