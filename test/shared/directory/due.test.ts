import { buildDue, CHANGES_MAX, type Standing } from "#shared/directory/due.ts"
import { expect, test } from "vitest"

const NOW = "2026-03-09T12:00:00.000Z"
const minutesAgo = (minutes: number) => new Date(Date.parse(NOW) - minutes * 60_000).toISOString()
const standing = (changeCount: number, builtAgo: number, rebuiltAgo: number): Standing => ({
  changeCount,
  builtAt: minutesAgo(builtAgo),
  rebuiltAt: minutesAgo(rebuiltAgo),
})

test.each([
  ["no snapshot yet", undefined, "rebuild"],
  ["nothing changed", standing(0, 30, 30), "wait"],
  ["one change, just built", standing(1, 4.9, 30), "wait"],
  ["one change, built a while ago", standing(1, 5, 30), "build"],
  ["as many changes as a page carries", standing(CHANGES_MAX, 1, 30), "wait"],
  ["more than that", standing(CHANGES_MAX + 1, 1, 30), "build"],
  ["more than that, seconds after a build", standing(CHANGES_MAX + 1, 0.1, 30), "wait"],
  ["the hourly rebuild is not late yet", standing(0, 30, 64.9), "wait"],
  ["the hourly rebuild was missed", standing(0, 30, 65), "rebuild"],
  ["the hourly rebuild was missed, seconds after a build", standing(0, 0.1, 65), "wait"],
] as const)("%s: %o → %s", (_, it, wanted) => {
  expect(buildDue(it, NOW)).toBe(wanted)
})
