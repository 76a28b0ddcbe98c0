import type { BoardEntry, RankMeasure } from "#shared/contract/board.ts"
import { byBytes } from "#shared/usage/board-entries.ts"
import type { Order } from "../../ui/table.tsx"

/** What each column of the board is sorted by. Null sorts last, whichever way. */
const VALUES = {
  rank: (entry) => entry.rank,
  person: () => 0,
  sessions: (entry) => entry.sessions,
  success: (entry) => entry.successRate,
  completed: (entry) => entry.completed,
  failed: (entry) => entry.failed,
  cancelled: (entry) => entry.cancelled,
  open: (entry) => entry.created + entry.active,
  prs: (entry) => entry.prs,
  turns: (entry) => entry.turns,
  average: (entry) => entry.avgDurationSeconds,
  p50: (entry) => entry.p50DurationSeconds,
  p95: (entry) => entry.p95DurationSeconds,
  cost: (entry) => entry.costUsd,
  streak: (entry) => entry.streakDays,
  lastActive: (entry) => (entry.lastActiveAt === null ? null : Date.parse(entry.lastActiveAt)),
  rankChange: (entry) => entry.rankChange,
} as const satisfies Record<string, (entry: BoardEntry) => number | null>
export type SortColumn = keyof typeof VALUES

export interface Sorting {
  by: SortColumn
  order: Order
}

/** Names and ranks begin with the first, everything else with the most. */
export const firstOrder = (by: SortColumn): Order => (by === "person" || by === "rank" ? "asc" : "desc")

/** The order that the address asks for; unsaid, by what the ranks are by. */
export function sortingOf(sort: string, order: string, rank: RankMeasure): Sorting {
  const by = Object.hasOwn(VALUES, sort) ? (sort as SortColumn) : rank
  return { by, order: order === "asc" || order === "desc" ? order : firstOrder(by) }
}

/** How the address says an order: the usual one not at all. */
export const sortFields = (by: string, order: Order, rank: RankMeasure) => ({
  sort: by === rank ? undefined : by,
  order: order === firstOrder(by as SortColumn) ? undefined : order,
})

/** What nobody did by name: it has no rank, and stands last in every order. */
export const isUnknown = ({ user }: Pick<BoardEntry, "user">): boolean => user === null

/** The entries in an order. What is equal, or unknown, is by login; the row of nobody stands last whatever the order. */
export function sorted(entries: readonly BoardEntry[], { by, order }: Sorting): BoardEntry[] {
  const sign = order === "asc" ? 1 : -1
  const valueOf: (entry: BoardEntry) => number | null = VALUES[by]
  const names = (one: BoardEntry, other: BoardEntry) => byBytes(one.user ?? "", other.user ?? "")
  return [...entries].sort((one, other) => {
    if (isUnknown(one) !== isUnknown(other)) return isUnknown(one) ? 1 : -1
    if (by === "person") return sign * names(one, other)
    const [a, b] = [valueOf(one), valueOf(other)]
    if (a === b) return names(one, other)
    if (a === null || b === null) return a === null ? 1 : -1
    return sign * (a - b)
  })
}
