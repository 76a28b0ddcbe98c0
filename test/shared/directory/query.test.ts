import type { Cells, Versioned } from "#shared/directory/column.ts"
import { fold } from "#shared/directory/fold.ts"
import { decode, encode } from "#shared/directory/encode.ts"
import { maskEmail } from "#shared/directory/mask.ts"
import { merge } from "#shared/directory/merge.ts"
import { organizationsAsked } from "#shared/directory/organizations.ts"
import { overlayOf, type Place } from "#shared/directory/overlay.ts"
import { type PageQuery, pageOf } from "#shared/directory/query.ts"
import { emptySnapshot, type Snapshot } from "#shared/directory/snapshot.ts"
import { ORGANIZATION_SORTS, type OrganizationQuery } from "#shared/contract/organizations.ts"
import { dayOf } from "#shared/time.ts"
import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { columns, history, newestOf } from "./rows.ts"

const AT = "2026-03-09T04:05:06.789Z"
const NAMING = { version: 1, builtAt: AT, watermarkAt: AT, formers: [] }
const ZONES = ["UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"]

const days = fc.constantFrom("2026-03-07", "2026-03-08", "2026-03-09", "2026-03-15")
const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined })
const queries: fc.Arbitrary<OrganizationQuery> = fc.record({
  search: maybe(
    fc.constantFrom(
      "acme",
      "ÅSA",
      "ss",
      "ß",
      "i",
      "İ",
      "I",
      " asa ",
      "",
      "org_",
      "1",
      "@acme",
      "京",
      "é",
      "\u0301",
      "e",
      "m",
      "a\nb",
      "zz",
    ),
  ),
  plan: maybe(fc.constantFrom("free", "pro", "enterprise")),
  devPlan: maybe(fc.constantFrom("none", "lite", "pro", "max")),
  status: maybe(fc.constantFrom("active", "inactive", "deleted")),
  createdFrom: maybe(days),
  createdTo: maybe(days),
  sort: fc.constantFrom(...ORGANIZATION_SORTS),
  order: fc.constantFrom("asc", "desc"),
})

/** The list as one would write it without thinking of speed. */
function oracle(rows: readonly Cells[], query: OrganizationQuery, zone: string, masked: boolean): string[] {
  const { search, plan, devPlan, status, createdFrom, createdTo, sort, order } = query
  const needle = fold((search ?? "").trim())
  const ranks: Record<string, string[]> = {
    plan: ["free", "pro", "enterprise"],
    devPlan: ["none", "lite", "pro", "max"],
    status: ["active", "inactive", "deleted"],
  }
  const keyOf = (row: Cells) => {
    const cell = row[sort] as string | number | null
    return cell === null || typeof cell === "number" ? cell : (ranks[sort]?.indexOf(cell) ?? fold(cell))
  }
  return rows
    .filter((row) => {
      const day = row["createdAt"] && dayOf(String(row["createdAt"]), zone)
      const texts = [row.id, row["name"], masked ? null : row["billingEmail"]]
      return (
        (!plan || row["plan"] === plan) &&
        (!devPlan || row["devPlan"] === devPlan) &&
        (!status || row["status"] === status) &&
        (!createdFrom || (day && day >= createdFrom)) &&
        (!createdTo || (day && day <= createdTo)) &&
        texts.some((text) => text !== null && fold(String(text)).includes(needle))
      )
    })
    .sort((one, other) => {
      const [first, second] = [keyOf(one), keyOf(other)]
      if (first === second) return one.id < other.id ? -1 : 1
      if (first === null || second === null) return first === null ? 1 : -1
      return first < second === (order === "asc") ? -1 : 1
    })
    .map(({ id }) => id)
}

test("every page of every query is what a brute-force list has there, with its exact total", () => {
  fc.assert(
    fc.property(
      history,
      fc.nat(),
      queries,
      fc.constantFrom(...ZONES),
      fc.boolean(),
      fc.integer({ min: 1, max: 20 }),
      (changes, cut, query, zone, viewer, limit) => {
        const masked = viewer && query.sort !== "billingEmail"
        const at = cut % (changes.length + 1)
        const snapshot = decode(encode(merge(emptySnapshot(columns), newestOf(changes.slice(0, at)), NAMING)), columns)
        const overlay = overlayOf(snapshot, [...changes.slice(at).reverse(), ...changes.slice(0, at)])
        const rows = newestOf(changes).map(({ row }) => row)
        const wanted = oracle(rows, query, zone, masked)
        const walked: Cells[] = []
        for (let after: Place | undefined, pages = 0; pages < 70; pages++) {
          const page = pageOf(snapshot, overlay, organizationsAsked(query, zone, { limit, after, masked }))
          expect(page.total).toBe(wanted.length)
          if (after) expect(page.items).not.toHaveLength(0)
          walked.push(...page.items)
          if (!page.next) break
          expect(page.items).toHaveLength(limit)
          after = page.next
        }
        expect(walked.map(({ id }) => id)).toEqual(wanted)
        const byId = new Map(rows.map((row) => [row.id, row]))
        for (const item of walked) {
          const { billingEmail, ...others } = byId.get(item.id)!
          const shown = masked && billingEmail !== null ? maskEmail(String(billingEmail)) : billingEmail
          expect(item).toEqual({ ...others, billingEmail: shown })
        }
      },
    ),
    { numRuns: 1_500 },
  )
})

test("names sort by their folded letters, however long and wherever those stand", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "\u0000", "ж", "東"), maxLength: 4 })
  const name = fc.tuple(fc.constantFrom("", "a", "aaaaa", "aaaaaa"), letters).map((parts) => parts.join(""))
  fc.assert(
    fc.property(fc.array(name, { maxLength: 40 }), fc.constantFrom("asc", "desc"), (names, order) => {
      const rows = names.map((name, at) => organization(String(at).padStart(2, "0"), { name }))
      const query: OrganizationQuery = { sort: "name", order }
      expect(walkOf(snapshotOf(rows), [], asked({ ...query, limit: 3 }))).toEqual(oracle(rows, query, "UTC", false))
    }),
    { numRuns: 1_000 },
  )
})

test.each([
  ["asc", ["c", "d", "b", "a", "e", "f"]],
  ["desc", ["b", "c", "d", "a", "e", "f"]],
] as const)("%s: unknown comes last, ids ascend among equals, on the snapshot and over it", (order, wanted) => {
  const mails = { a: null, b: "z@b.test", c: "m@b.test", d: "M@B.test", e: null, f: null }
  const rows = Object.entries(mails).map(([id, billingEmail]) => organization(id, { billingEmail }))
  for (let changed = 0; changed < 2 ** rows.length; changed++) {
    const isChanged = (at: number) => (changed >> at) % 2 === 1
    const snapshot = snapshotOf(rows.map((row, at) => (isChanged(at) ? organization(row.id, {}) : row)))
    const changes = rows.filter((_, at) => isChanged(at)).map((row) => ({ row, version: 2 }))
    expect(walkOf(snapshot, changes, asked({ sort: "billingEmail", order, limit: 1 }))).toEqual(wanted)
  }
})

test("any part of a name finds it, whatever its case", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }), fc.nat(), fc.nat(), (name, one, other) => {
      const letters = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment)
      const [from, to] = [one % letters.length, (other % letters.length) + 1]
      const search = letters.slice(Math.min(from, to), Math.max(from, to)).join("")
      const snapshot = snapshotOf([organization("a", { name })])
      for (const typed of [search, search.toUpperCase(), search.toLowerCase()])
        expect(pageOf(snapshot, overlayOf(snapshot, []), asked({ search: typed })).total).toBe(1)
    }),
    { numRuns: 1_000 },
  )
})

test("a match never runs from one row into the next", () => {
  const snapshot = snapshotOf([
    organization("1", { name: "ab" }),
    organization("2", { name: "cabc" }),
    organization("3", { name: "cd" }),
  ])
  const found = (search: string) =>
    pageOf(snapshot, overlayOf(snapshot, []), asked({ search })).items.map(({ id }) => id)
  expect(found("abc")).toEqual(["2"])
  expect(found("bc")).toEqual(["2"])
  expect(found("ccd")).toEqual([])
  expect(found("ab")).toEqual(["1", "2"])
})

describe("a page goes on after the row the page before ended with", () => {
  const rows = ["a", "b", "c", "d", "e", "f"].map((name) => organization(name, { name }))
  const first = snapshotOf(rows)
  const place = pageOf(first, overlayOf(first, []), asked({ limit: 3 })).next!
  const ids = (snapshot: Snapshot, changes: Parameters<typeof overlayOf>[1]) =>
    pageOf(snapshot, overlayOf(snapshot, changes), asked({ limit: 3, after: place })).items.map(({ id }) => id)

  test("when nothing changed", () => expect(ids(first, [])).toEqual(["d", "e", "f"]))
  test("when that row moved to the end", () =>
    expect(ids(first, [{ row: organization("c", { name: "z" }), version: 2 }])).toEqual(["d", "e", "f"]))
  test("when that row moved to the front", () =>
    expect(ids(first, [{ row: organization("c", { name: "A" }), version: 2 }])).toEqual(["d", "e", "f"]))
  test("when that row is gone, as long as somebody remembers it", () => {
    const others = rows.filter(({ id }) => id !== "c").map((row) => ({ row, version: 1 }))
    const former = { row: organization("c", { name: "c" }), version: 1, replacedAt: AT }
    expect(ids(merge(emptySnapshot(columns), others, { ...NAMING, formers: [former] }), [])).toEqual(["d", "e", "f"])
    expect(() => ids(merge(emptySnapshot(columns), others, NAMING), [])).toThrow("Start again")
  })
})

test("a cursor carries no value of a row", () => {
  const snapshot = snapshotOf(["a", "b"].map((id) => organization(id, { billingEmail: `secret-${id}@acme.test` })))
  expect(pageOf(snapshot, overlayOf(snapshot, []), asked({ sort: "billingEmail", limit: 1 })).next).toEqual({
    id: "a",
    version: 1,
  })
})

test("viewers may not sort by what they do not see, nor anyone by what is no column", () => {
  const snapshot = snapshotOf([])
  const sortedBy = (sort: string, masked: boolean) => () =>
    pageOf(snapshot, overlayOf(snapshot, []), { ...asked({ masked }), sort })
  expect(sortedBy("billingEmail", true)).toThrow("Your role does not see billingEmail")
  expect(sortedBy("billingEmail", false)).not.toThrow()
  expect(sortedBy("name", true)).not.toThrow()
  expect(sortedBy("__proto__", false)).toThrow("no column")
})

const asked = (it: Partial<OrganizationQuery> & { limit?: number; masked?: boolean; after?: Place }) =>
  organizationsAsked({ sort: "name", order: "asc", ...it }, "UTC", {
    limit: it.limit ?? 50,
    masked: it.masked ?? false,
    after: it.after,
  })

function organization(id: string, it: Partial<Cells>): Cells {
  return {
    id,
    name: id,
    billingEmail: null,
    plan: "free",
    devPlan: "none",
    creditsMicros: 0,
    allTimeCreditsMicros: 0,
    totalSpentCents: null,
    status: "active",
    createdAt: null,
    stub: false,
    ...it,
  } as Cells
}

function snapshotOf(rows: readonly Cells[]): Snapshot {
  return merge(
    emptySnapshot(columns),
    rows.map((row) => ({ row, version: 1 })),
    NAMING,
  )
}

/** The ids on all pages of a query, one page after the other. */
function walkOf(snapshot: Snapshot, changes: readonly Versioned[], query: PageQuery): string[] {
  const overlay = overlayOf(snapshot, changes)
  const ids: string[] = []
  for (let after: Place | undefined, pages = 0; pages < 100; pages++) {
    const { items, next } = pageOf(snapshot, overlay, { ...query, after })
    ids.push(...items.map(({ id }) => id))
    if (!next) return ids
    after = next
  }
  throw new Error("The walk has no end")
}
