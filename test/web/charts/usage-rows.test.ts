import { describe, expect, test } from "vitest"
import type { Board, BoardEntry } from "#shared/contract/board.ts"
import { boardCsv, csvName } from "../../../web/src/pages/usage/board-csv.ts"
import { askedBy, questionOf, USUAL } from "../../../web/src/pages/usage/asked.ts"
import { ordered } from "../../../web/src/pages/usage/held-order.ts"
import { sorted, sortFields, sortingOf } from "../../../web/src/pages/usage/order.ts"
import { rowsText, topOf } from "../../../web/src/pages/usage/shown-rows.ts"
import { behind } from "../../../web/src/pages/usage/together.ts"
import { totalsOf } from "../../../web/src/pages/usage/totals.ts"
import { answersOf, PEOPLE, type Team } from "./usage-fixture.ts"

const team = (more: Partial<Team> = {}): Team => ({
  people: PEOPLE,
  pace: 1.6,
  days: 30,
  window: "calendar",
  rank: "sessions",
  compares: true,
  ...more,
})
const board = (more: Partial<Team> = {}): Board => answersOf(team(more)).board
const blank = board({ people: ["a"], pace: 1 }).entries[0]!
const entry = (user: string | null, more: Partial<BoardEntry> = {}): BoardEntry => ({
  ...blank,
  userId: user,
  user,
  ...more,
})
const names = (entries: readonly BoardEntry[]) => entries.map(({ user }) => user)

describe("the order of people", () => {
  const three = [entry("b", { sessions: 3 }), entry(null, { sessions: 9 }), entry("a", { sessions: 3 })]

  test("equals are by login, and the row of nobody is last whichever way", () => {
    expect(names(sorted(three, { by: "sessions", order: "desc" }))).toEqual(["a", "b", null])
    expect(names(sorted(three, { by: "sessions", order: "asc" }))).toEqual(["a", "b", null])
    expect(names(sorted(three, { by: "person", order: "desc" }))).toEqual(["b", "a", null])
  })

  test("what is not known is last, before nobody", () => {
    const rows = [
      entry(null, { successRate: 1 }),
      entry("a", { successRate: null }),
      entry("b", { successRate: 0.2 }),
      entry("c", { successRate: 0.9 }),
    ]
    expect(names(sorted(rows, { by: "success", order: "asc" }))).toEqual(["b", "c", "a", null])
    expect(names(sorted(rows, { by: "success", order: "desc" }))).toEqual(["c", "b", "a", null])
  })

  test("the usual order is the ranks' own, and the address says only what is not usual", () => {
    expect(sortingOf("", "", "cost")).toEqual({ by: "cost", order: "desc" })
    expect(sortingOf("toString", "up", "prs")).toEqual({ by: "prs", order: "desc" })
    expect(sortingOf("person", "", "prs")).toEqual({ by: "person", order: "asc" })
    expect(sortFields("cost", "desc", "cost")).toEqual({ sort: undefined, order: undefined })
    expect(sortFields("person", "desc", "cost")).toEqual({ sort: "person", order: "desc" })
    for (const rank of ["sessions", "prs", "cost", "turns"] as const) {
      const { entries } = board({ rank })
      expect(names(sorted(entries, sortingOf("", "", rank)))).toEqual(names(entries))
    }
  })

  test("while the reader points at them nobody moves; who is new comes last", () => {
    const at = (entries: BoardEntry[]) => ({ ...board(), entries })
    const sorting = { by: "sessions", order: "desc" } as const
    const first = ordered(
      undefined,
      at([entry("a", { sessions: 5 }), entry("b", { sessions: 4 }), entry(null)]),
      sorting,
      true,
    )
    const news = at([
      entry("a", { sessions: 5 }),
      entry("c", { sessions: 9 }),
      entry("b", { sessions: 7 }),
      entry(null),
    ])
    const held = ordered(first, news, sorting, true)
    expect(held.rows.map(({ user, sessions }) => [user, sessions])).toEqual([
      ["a", 5],
      ["b", 7],
      ["c", 9],
      [null, blank.sessions],
    ])
    expect(names(ordered(held, news, sorting, false).rows)).toEqual(["c", "b", "a", null])
    expect(names(ordered(first, news, { by: "person", order: "desc" }, true).rows)).toEqual(["c", "b", "a", null])
  })
})

describe("the rows that are shown", () => {
  const many = Array.from({ length: 14 }, (_, at) => entry(`p${at}`, { you: at === 12 }))
  test("the first ten, the reader's own, and nobody's", () => {
    expect(names(topOf([...many, entry(null)]))).toEqual([...names(many.slice(0, 10)), "p12", null])
    expect(names(topOf(many.map((one) => ({ ...one, you: one.user === "p3" }))))).toEqual(names(many.slice(0, 10)))
  })
  test("in words", () => {
    expect(rowsText(12, 10, true)).toBe("10 of 12 people and the unknown row.")
    expect(rowsText(1, 1, false)).toBe("1 person.")
    expect(rowsText(0, 0, true)).toBe("Only the unknown row: no session named anybody.")
  })
})

describe("totals", () => {
  test("are the summary's, with who hides and who is unknown in them, the reader's hidden row only once", () => {
    const whole = totalsOf(board())
    const own = board({ hidden: ["colette", "lena.b"], you: "lena.b" })
    expect(own.entries.find(({ you }) => you)).toMatchObject({ hidden: true, rank: null })
    expect(totalsOf(own)).toEqual(whole)
    expect(whole.sessions).toBe(whole.completed + whole.failed + whole.cancelled + whole.open)
  })
})

test("the file has every column raw, in the page's order, and runs nothing", () => {
  const rows = [
    entry('=cmd|"x",1', {
      rank: 1,
      rankChange: null,
      badge: "gold",
      costUsd: 0.000004,
      successRate: 1 / 3,
      lastActiveAt: "2026-11-20T13:00:00.000Z",
    }),
    entry(null, { rank: null, rankChange: null, badge: null, successRate: null, costUsd: 12 }),
  ]
  const [head, first, last, end] = boardCsv(rows).split("\r\n")
  expect(head).toContain(
    "rank,rankChange,badge,userId,user,sessions,created,active,completed,failed,cancelled,successRate",
  )
  expect(first).toContain(`1,,gold,"'=cmd|""x"",1","'=cmd|""x"",1",`)
  expect(first).toContain(",0.3333333333333333,")
  expect(first).toContain(",0.000004,")
  expect(first).toContain(",2026-11-20T13:00:00.000Z,")
  expect(last).toMatch(/^,,,,,/)
  expect(end).toBe("")
  expect(csvName(board(), "org/a b")).toBe("usage-org-a-b-30d-calendar-2026-11-20.csv")
})

test("the address asks for what there is, and the usual is not said to the API", () => {
  const asked = (fields: Record<string, string>) => askedBy((name) => fields[name] ?? USUAL[name])
  expect(questionOf(asked({}))).toEqual({ days: "30", compare: "previous" })
  expect(questionOf(asked({ days: "31", window: "lunar", rank: "luck", compare: "off" }))).toEqual({ days: "30" })
  expect(questionOf(asked({ days: "7", window: "rolling", rank: "cost" }))).toEqual({
    days: "7",
    window: "rolling",
    rank: "cost",
    compare: "previous",
  })
})

test("an answer of an older version, or of an earlier minute, is behind", () => {
  const at = (version: number, minute: string) => ({
    version,
    start: "2026-10-22T00:00:00.000Z",
    end: `2026-11-20T14:${minute}:07.123Z`,
  })
  expect(behind([at(2, "02"), at(1, "02"), at(2, "02")])).toEqual([at(1, "02")])
  expect(behind([at(2, "02"), at(2, "03")])).toEqual([at(2, "02")])
  expect(behind([at(2, "02"), { ...at(2, "02"), end: "2026-11-20T14:02:59.000Z" }])).toEqual([])
  expect(behind([])).toEqual([])
})
