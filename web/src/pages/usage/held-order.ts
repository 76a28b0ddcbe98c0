import type { Board, BoardEntry } from "#shared/contract/board.ts"
import { isUnknown, sorted, type Sorting } from "./order.ts"

/** People in an order, and for which question they were put into it. */
export interface Ordered {
  question: string
  rows: readonly BoardEntry[]
}

/**
 * Puts people in order. While `held`, because the reader points at them, everybody stays in their place whatever the news
 * say of them; who is new comes last.
 */
export function ordered(before: Ordered | undefined, board: Board, sorting: Sorting, held: boolean): Ordered {
  const { days, window, rank, entries } = board
  const question = JSON.stringify([days, window, rank, sorting])
  const fresh = sorted(entries, sorting)
  if (!held || before?.question !== question) return { question, rows: fresh }
  const byId = new Map(fresh.map((entry) => [entry.userId, entry]))
  const stayed = before.rows.flatMap(({ userId }) => byId.get(userId) ?? [])
  const known = new Set(stayed.map(({ userId }) => userId))
  const rows = [...stayed, ...fresh.filter(({ userId }) => !known.has(userId))]
  return { question, rows: [...rows.filter((entry) => !isUnknown(entry)), ...rows.filter(isUnknown)] }
}
