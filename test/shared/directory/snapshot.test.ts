import { decode, encode } from "#shared/directory/encode.ts"
import { merge } from "#shared/directory/merge.ts"
import { emptySnapshot, findId, rowAt, type Snapshot } from "#shared/directory/snapshot.ts"
import { freshSnapshot, nextSnapshot } from "#shared/directory/succeed.ts"
import type { Cells, Versioned } from "#shared/directory/column.ts"
import * as fc from "fast-check"
import { expect, test } from "vitest"
import { columns, history, newestOf } from "./rows.ts"

const AT = "2026-03-09T04:05:06.789Z"
const times = { builtAt: AT, watermarkAt: AT }
const naming = { version: 1, ...times, formers: [] }
const rowsOf = (snapshot: Snapshot): Versioned[] =>
  Array.from({ length: snapshot.count }, (_, at) => ({ row: rowAt(snapshot, at), version: snapshot.versions[at]! }))

test("a snapshot holds what was put in, in any number of steps, through bytes and back", () => {
  fc.assert(
    fc.property(history, fc.nat(), fc.boolean(), (changes, cut, throughBytes) => {
      const at = cut % (changes.length + 1)
      let snapshot = merge(emptySnapshot(columns), newestOf(changes.slice(0, at)), naming)
      if (throughBytes) snapshot = decode(encode(snapshot), columns)
      const next = nextSnapshot(snapshot, changes.slice(at), times)
      const wanted = newestOf(changes)
      expect(rowsOf(next)).toEqual(wanted)
      expect(rowsOf(decode(encode(next), columns))).toEqual(wanted)
      for (const [at, { row }] of wanted.entries()) expect(findId(next, row.id)).toBe(at)
      expect(findId(next, "no such id")).toBe(-1)
    }),
    { numRuns: 300 },
  )
})

test("bytes are read wherever they lie in memory", () => {
  const snapshot = merge(emptySnapshot(columns), [boat("a", 1)], naming)
  const bytes = encode(snapshot)
  const among = Buffer.alloc(bytes.length + 11)
  among.set(bytes, 3)
  const read = decode(among.subarray(3, 3 + bytes.length), columns)
  among.fill(0)
  expect(rowsOf(read)).toEqual(rowsOf(snapshot))
  expect(read.builtAt).toBe(AT)
})

test("bytes cut short and foreign formats are refused, never half read", () => {
  const bytes = encode(merge(emptySnapshot(columns), [boat("a", 1)], naming))
  for (const length of [0, 3, 40, bytes.length - 1]) expect(() => decode(bytes.subarray(0, length), columns)).toThrow()
  const text = Buffer.from(bytes)
  text.set(Buffer.from('{"format":2'), 4)
  expect(() => decode(text, columns)).toThrow("format 2")
})

test("a column that came later is unknown until the next rebuild, one that went is forgotten", () => {
  const bytes = encode(merge(emptySnapshot(columns), [boat("a", 1)], naming))
  const { plan: _, ...others } = columns
  const read = decode(bytes, { ...others, credits: { kind: "number" }, stub: { kind: "text" } })
  expect(rowAt(read, 0)).toEqual({ ...without(boat("a", 1).row, "plan"), credits: null, stub: null })
})

test("words that came with a later snapshot keep their meaning", () => {
  const older = merge(
    emptySnapshot({ ...columns, plan: { kind: "word", words: ["pro"] } }),
    [boat("a", 1), boat("b", 1)],
    naming,
  )
  const newer = nextSnapshot(decode(encode(older), columns), [boat("c", 1, { plan: "enterprise" })], times)
  expect(rowsOf(newer).map(({ row }) => row["plan"])).toEqual(["pro", "pro", "enterprise"])
})

test("a fresh snapshot holds the table's rows and nothing else, whatever came before", () => {
  const previous = merge(emptySnapshot(columns), [boat("a", 9), boat("gone", 1)], naming)
  const fresh = freshSnapshot(previous, [boat("a", 2), boat("b", 1)], [boat("b", 3), boat("b", 2)], [], times)
  expect(rowsOf(fresh)).toEqual([boat("a", 2), boat("b", 3)])
  expect(fresh.version).toBe(2)
  expect(fresh.formers.map(({ row, version }) => `${row.id} ${version}`).sort()).toEqual(["a 9", "b 2", "gone 1"])
})

test("versions replaced more than an hour ago are forgotten", () => {
  const first = merge(emptySnapshot(columns), [boat("a", 1)], naming)
  const second = nextSnapshot(first, [boat("a", 2)], times)
  const later = { builtAt: "2026-03-09T05:05:06.788Z", watermarkAt: AT }
  const third = nextSnapshot(second, [boat("a", 2), boat("a", 3)], later)
  expect(third.formers.map(({ version }) => version)).toEqual([1, 2])
  const last = { builtAt: "2026-03-09T05:05:06.789Z", watermarkAt: AT }
  expect(nextSnapshot(third, [], last).formers.map(({ version }) => version)).toEqual([2])
})

function boat(id: string, version: number, more: Partial<Cells> = {}): Versioned {
  const row = {
    id,
    name: `Name of ${id}`,
    billingEmail: null,
    plan: "pro",
    devPlan: "none",
    creditsMicros: 0,
    allTimeCreditsMicros: 0,
    totalSpentCents: null,
    status: "active",
    createdAt: AT,
    stub: false,
  }
  return { row: { ...row, ...more } as Cells, version }
}

const without = (row: Cells, field: string): Partial<Cells> =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== field))
