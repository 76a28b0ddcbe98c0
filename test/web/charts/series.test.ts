import { expect, test } from "vitest"
import { coloured, largest, slotsFor } from "../../../web/src/ui/chart/series.ts"

const named = (...sums: [string, number][]) => sums.map(([name, sum]) => ({ name, values: [sum, 0] }))

test("the eight largest are kept, the rest is one series, and unknown stays apart", () => {
  const { kept, other, unknown } = largest(
    named(
      ["a", 1],
      ["b", 9],
      ["c", 8],
      ["d", 7],
      ["e", 6],
      ["f", 5],
      ["g", 4],
      ["h", 3],
      ["i", 2],
      ["j", 1],
      ["unknown", 99],
    ),
  )
  expect(kept.map(({ name }) => name)).toEqual(["b", "c", "d", "e", "f", "g", "h", "i"])
  expect(other).toEqual({ name: "2 others", values: [2, 0] })
  expect(unknown?.values).toEqual([99, 0])
})

test("nothing is lost by folding into other", () => {
  const rows = Array.from({ length: 40 }, (_, at) => ({ name: `n${at}`, values: [at, 40 - at, null] }))
  const { kept, other } = largest(rows)
  for (const at of [0, 1]) {
    const all = rows.reduce((sum, row) => sum + (row.values[at] ?? 0), 0)
    expect([...kept, other!].reduce((sum, row) => sum + (row.values[at] ?? 0), 0)).toBe(all)
  }
})

test("a name keeps its colour when ranks change, and no colour means two names", () => {
  const first = slotsFor(["a", "b", "c"])
  expect([...first]).toEqual([
    ["a", "1"],
    ["b", "2"],
    ["c", "3"],
  ])
  const second = slotsFor(["c", "d", "a"], first)
  expect(second.get("c")).toBe("3")
  expect(second.get("a")).toBe("1")
  expect(second.get("d")).toBe("2")
  expect(new Set(second.values()).size).toBe(3)
})

test("colours are remembered by dimension between answers", () => {
  const slotOf = (rows: ReturnType<typeof coloured>, name: string) => rows.find((row) => row.name === name)?.slot
  const before = coloured("repository", named(["api", 9], ["web", 5], ["unknown", 1]))
  const after = coloured("repository", named(["web", 9], ["docs", 7], ["api", 1]))
  expect(slotOf(after, "api")).toBe(slotOf(before, "api"))
  expect(slotOf(after, "web")).toBe(slotOf(before, "web"))
  expect(slotOf(after, "docs")).not.toBe(slotOf(before, "web"))
  expect(slotOf(before, "unknown")).toBe("unknown")
})
