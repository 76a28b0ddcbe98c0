import type { Board, BoardEntry } from "#shared/contract/board.ts"
import { toneOf } from "#shared/usage/board-entries.ts"

/** What a line of the board adds up: of everybody, or of who hides. */
export interface Totals {
  sessions: number
  completed: number
  failed: number
  cancelled: number
  /** Created or active: not ended yet. */
  open: number
  prs: number
  turns: number
  costUsd: number
  successRate: number | null
  tone: BoardEntry["tone"]
}

type Counted = Omit<Board["hidden"], "users">

function totals(of: Counted): Totals {
  const ended = of.completed + of.failed + of.cancelled
  const successRate = ended === 0 ? null : of.completed / ended
  return { ...of, open: of.sessions - ended, successRate, tone: toneOf(successRate) }
}

/** What everybody adds up to: the summary's own figures, and what it does not say from the rows and who hides. */
export function totalsOf({ summary, entries, hidden }: Pick<Board, "summary" | "entries" | "hidden">): Totals {
  // The reader's own row, while it is hidden, is among those who hide already.
  const shown = entries.filter((entry) => !entry.hidden)
  const sum = (of: "prs" | "turns") => shown.reduce((total, entry) => total + entry[of], hidden[of])
  const { completed, failed, cancelled } = summary.byStatus
  return totals({
    sessions: summary.totalSessions,
    completed,
    failed,
    cancelled,
    prs: sum("prs"),
    turns: sum("turns"),
    costUsd: summary.totalCostUsd,
  })
}

/** What the people who hide add up to. */
export const totalsOfHidden = (hidden: Board["hidden"]): Totals => totals(hidden)
