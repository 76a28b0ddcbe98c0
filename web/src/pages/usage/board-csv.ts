import type { Board, BoardEntry } from "#shared/contract/board.ts"
import { csvLine } from "#shared/csv.ts"

const COLUMNS: readonly [string, (entry: BoardEntry) => unknown][] = [
  ["rank", (entry) => entry.rank],
  ["rankChange", (entry) => entry.rankChange],
  ["badge", (entry) => entry.badge],
  ["userId", (entry) => entry.userId],
  ["user", (entry) => entry.user],
  ["sessions", (entry) => entry.sessions],
  ["created", (entry) => entry.created],
  ["active", (entry) => entry.active],
  ["completed", (entry) => entry.completed],
  ["failed", (entry) => entry.failed],
  ["cancelled", (entry) => entry.cancelled],
  ["successRate", (entry) => entry.successRate],
  ["prs", (entry) => entry.prs],
  ["turns", (entry) => entry.turns],
  ["avgDurationSeconds", (entry) => entry.avgDurationSeconds],
  ["p50DurationSeconds", (entry) => entry.p50DurationSeconds],
  ["p95DurationSeconds", (entry) => entry.p95DurationSeconds],
  ["costUsd", (entry) => entry.costUsd],
  ["streakDays", (entry) => entry.streakDays],
  ["lastActiveAt", (entry) => entry.lastActiveAt],
  ["activeSessions", (entry) => entry.activeSessions],
]

/** The board as RFC 4180, all its rows in the page's order; the row of nobody has neither id nor name. */
export const boardCsv = (entries: readonly BoardEntry[]): string =>
  csvLine(COLUMNS.map(([title]) => title)) +
  entries.map((entry) => csvLine(COLUMNS.map(([, valueOf]) => valueOf(entry)))).join("")

/** What the file is called: whose board, how long, up to when. */
export const csvName = ({ days, window, end }: Board, scope: string): string =>
  `usage-${scope.replace(/[^\w-]+/g, "-")}-${days}d-${window}-${end.slice(0, 10)}.csv`

/** Gives the browser a file to keep. It was made here, from what the page already has. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }))
  const link = document.createElement("a")
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
