import type { Cells, Columns, DirectoryKind, Versioned } from "#shared/directory/column.ts"
import { ORGANIZATIONS } from "#shared/directory/organizations.ts"
import * as fc from "fast-check"

export const columns: Columns = ORGANIZATIONS.columns

const names = fc.oneof(
  fc.constantFrom(
    "Acme",
    "acme",
    "ACME",
    "Åsa",
    "asa",
    "ß",
    "SS",
    "İ",
    "i",
    "Łódź",
    "東京",
    "",
    " ",
    "a\nb",
    "\ufeffz",
    "zz",
    "Ω",
    "東a",
    "京b",
  ),
  fc
    .array(fc.constantFrom("acme", "Åsa", "stra", "ße", "İ", "I", "é", "e", "\u0301", "𝒳", " "), { maxLength: 4 })
    .map((words) => words.join("")),
  fc.string({ unit: "grapheme", maxLength: 6 }),
)
const ids = fc
  .tuple(fc.constantFrom("org_", "org_a", "Org_", ""), fc.integer({ min: 0, max: 30 }))
  .map(([start, count]) => `${start}${count}`)
const instants = fc.oneof(
  fc.constantFrom(
    "2026-03-08T04:59:59.999Z",
    "2026-03-08T05:00:00.000Z",
    "2026-03-09T03:59:59.999Z",
    "2026-03-09T04:00:00.000Z",
  ),
  fc
    .date({ min: new Date("2026-03-01T00:00:00Z"), max: new Date("2026-03-31T00:00:00Z"), noInvalidDate: true })
    .map((at) => at.toISOString()),
)
const orNull = <Cell>(cells: fc.Arbitrary<Cell>) => fc.option(cells, { nil: null, freq: 5 })

/** Few of them, so that many are equal; below zero too. */
const amounts = fc.constantFrom(-7_500_000, -1, 0, 1, 9_990_000, 10_000_000_000)

const organizations: fc.Arbitrary<Cells> = fc.record({
  id: ids,
  name: names,
  billingEmail: orNull(fc.tuple(names, fc.constantFrom("@acme.test", "@ÅSA.test")).map((parts) => parts.join(""))),
  plan: fc.constantFrom("free", "pro", "enterprise"),
  devPlan: fc.constantFrom("none", "lite", "pro", "max"),
  creditsMicros: amounts,
  allTimeCreditsMicros: amounts,
  totalSpentCents: orNull(amounts),
  status: fc.constantFrom("active", "inactive", "deleted"),
  createdAt: orNull(instants),
  stub: fc.boolean(),
})

/** Rows and later versions of some of them, in any order. */
export const history: fc.Arbitrary<Versioned[]> = fc.array(organizations, { maxLength: 60 }).map((rows) => {
  const versions = new Map<string, number>()
  return rows.map((row) => {
    const version = (versions.get(row.id) ?? 0) + 1
    versions.set(row.id, version)
    return { row, version }
  })
})

/** The newest version of each row, by id. */
export const newestOf = (changes: readonly Versioned[]): Versioned[] => {
  const newest = new Map<string, Versioned>()
  for (const change of changes)
    if (change.version > (newest.get(change.row.id)?.version ?? -1)) newest.set(change.row.id, change)
  return [...newest.values()].sort((one, other) => (one.row.id < other.row.id ? -1 : 1))
}

/** A small directory of the tests' own; `stamp` repeats the row's version, so that a page shows it. */
export interface Boat {
  id: string
  name: string
  stamp: number
}
export const BOATS: DirectoryKind<Boat> = {
  name: "boats",
  columns: {
    id: { kind: "text", searchable: true },
    name: { kind: "text", searchable: true },
    stamp: { kind: "number" },
  },
}
