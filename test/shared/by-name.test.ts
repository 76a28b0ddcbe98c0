import { expect, test } from "vitest"
import { firstByName, partsByName } from "#shared/cube/by-name.ts"

test("the heaviest names are kept in their own order, of the same weight the first, and the rest is told", () => {
  const all = new Map([
    ["d", 5],
    ["b", 2],
    ["__proto__", 9],
    ["c", 2],
    ["a", 1],
  ])
  const { first, rest } = firstByName(all, (weight) => weight, 3)
  expect(Object.entries(first)).toEqual([
    ["__proto__", 9],
    ["b", 2],
    ["d", 5],
  ])
  expect(rest).toEqual([2, 1])
  expect(Object.keys(firstByName(all, (weight) => weight, 5).first)).toEqual(["__proto__", "a", "b", "c", "d"])
})

test("what several records hold under one name is together", () => {
  const parts = partsByName([{ a: 1, b: 2 }, {}, { b: 3, constructor: 4 }] as Record<string, number>[])
  expect([...parts]).toEqual([
    ["a", [1]],
    ["b", [2, 3]],
    ["constructor", [4]],
  ])
})
