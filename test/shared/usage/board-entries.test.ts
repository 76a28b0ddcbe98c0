import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { boardEntries, byBytes, toneOf } from "#shared/usage/board-entries.ts"
import { type PersonSessions, sessionCube } from "#shared/usage/session-cube.ts"
import { noSessions } from "#shared/usage/session-sums.ts"
import { flamesOf, streakOf } from "#shared/usage/streak.ts"

const bytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other))

test("names are ordered by their UTF-8 bytes", () => {
  const name = fc.string({ unit: fc.constantFrom("a", "Z", "é", "\uffee", "\ue000", "𝒦", "😀"), maxLength: 4 })
  fc.assert(
    fc.property(name, name, (one, other) => {
      expect(Math.sign(byBytes(one, other))).toBe(bytes(one, other))
    }),
  )
})

test.each([
  [0.81, "green"],
  [0.8, "amber"],
  [0.5, "amber"],
  [0.499_999, "red"],
  [null, null],
] as const)("a success rate of %s is %s", (rate, tone) => expect(toneOf(rate)).toBe(tone))

test.each([
  [0, 0],
  [1, 1],
  [2, 1],
  [3, 2],
  [6, 2],
  [7, 3],
  [400, 3],
])("a streak of %s days has %s flames", (days, flames) => expect(flamesOf(days)).toBe(flames))

test.each([
  ["ends today", [10, 9, 8], { days: 3, open: false }],
  ["ends yesterday", [9, 8], { days: 2, open: false }],
  ["ended the day before", [8, 7], { days: 0, open: false }],
  ["reaches the first day that is known", [10, 9, 8, 7, 6, 5], { days: 6, open: true }],
  ["has a hole", [10, 9, 7, 6, 5], { days: 2, open: false }],
] as const)("a run that %s", (_, days, streak) => {
  const there = new Set<number>(days)
  expect(streakOf((ago) => there.has(10 - ago), 5)).toEqual(streak)
})

const NOW = "2026-11-20T14:02:00.000Z"
const person = (sessions: number, more: Partial<PersonSessions> = {}): PersonSessions => ({
  ...noSessions(),
  ...{ sessions, durations: "", updatedMs: Date.parse(NOW) - 60_000, activeMs: 0, days: [] },
  ...more,
})
const look = {
  rank: "sessions" as const,
  now: NOW,
  mine: new Set<string>(),
  hidden: new Set<string>(),
  nameOf: (id: string) => id,
  streakDaysOf: () => 1,
}
const board = (people: Record<string, PersonSessions>) => ({ ...sessionCube.empty, people })

describe("the rows of a board", () => {
  const people = { b: person(5), a: person(5), c: person(3), "": person(9), d: person(1) }
  const told = (entries: ReturnType<typeof boardEntries>) => entries.map(({ user, rank, badge }) => [user, rank, badge])

  test("ties share a rank and a badge, names decide the order, nobody comes last and has neither", () => {
    expect(told(boardEntries(board(people), look))).toEqual([
      ["a", 1, "gold"],
      ["b", 1, "gold"],
      ["c", 3, "bronze"],
      ["d", 4, null],
      [null, null, null],
    ])
  })

  test("who hides has no row and leaves no gap; the own row stays, without a rank", () => {
    const hidden = new Set(["a"])
    expect(told(boardEntries(board(people), { ...look, hidden })).slice(0, 2)).toEqual([
      ["b", 1, "gold"],
      ["c", 2, "silver"],
    ])
    const own = boardEntries(board(people), { ...look, hidden, mine: hidden }).find(({ user }) => user === "a")
    expect(own).toMatchObject({ rank: null, badge: null, you: true, hidden: true })
  })

  test("places won or lost are told of who was ranked before", () => {
    const before = board({ a: person(1), c: person(7) })
    const entries = boardEntries(board(people), { ...look, before })
    expect(Object.fromEntries(entries.map(({ user, rankChange }) => [user ?? "", rankChange]))).toEqual({
      ...{ a: 1, c: -2, b: null, d: null, "": null },
    })
  })

  test("somebody is at it who has an active session that was updated within two hours", () => {
    const at = (minutes: number) => Date.parse(NOW) - minutes * 60_000
    const entries = boardEntries(
      board({
        now: person(1, { active: 1, activeMs: at(119) }),
        before: person(1, { active: 1, activeMs: at(121) }),
        done: person(1, { completed: 1 }),
      }),
      look,
    )
    expect(entries.filter(({ activeNow }) => activeNow).map(({ user }) => user)).toEqual(["now"])
  })
})
