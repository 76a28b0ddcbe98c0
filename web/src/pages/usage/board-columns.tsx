import type { JSX } from "solid-js"
import type { BoardEntry } from "#shared/contract/board.ts"
import { countText } from "../../format.ts"
import { Duration } from "../../ui/duration.tsx"
import type { Column } from "../../ui/table.tsx"
import { Usd } from "./amounts.tsx"
import { LastActiveCell, MovedCell, PersonCell, RankCell, StreakCell, SuccessCell } from "./board-cells.tsx"
import { firstOrder, type SortColumn } from "./order.ts"
import type { Totals } from "./totals.ts"

/** One column of the board: what it says of a person, and of all together where that adds up. */
export interface BoardColumn extends Column<BoardEntry> {
  id: SortColumn
  total?: (of: Totals) => JSX.Element
}

const column = (id: SortColumn, title: string, cell: (row: BoardEntry) => JSX.Element, more: Partial<BoardColumn>) => ({
  id,
  title,
  cell,
  sort: true,
  first: firstOrder(id),
  ...more,
})
const count = (id: SortColumn, title: string, of: (row: BoardEntry) => number, total: (of: Totals) => number) =>
  column(id, title, (row) => countText(of(row)), { figure: true, total: (all) => countText(total(all)) })
const duration = (id: SortColumn, title: string, of: (row: BoardEntry) => number | null) =>
  column(id, title, (row) => <Duration seconds={of(row)} />, { figure: true })

/** The columns of the board. `moved` stands only where something is compared. */
export const boardColumns = (timeZone: () => string, compares: boolean): readonly BoardColumn[] => [
  column("rank", "Rank", (row) => <RankCell entry={row} />, {}),
  ...(compares ? [column("rankChange", "Moved", (row) => <MovedCell places={row.rankChange} />, {})] : []),
  column("person", "Person", (row) => <PersonCell entry={row} />, {}),
  count(
    "sessions",
    "Sessions",
    (row) => row.sessions,
    (all) => all.sessions,
  ),
  column("success", "Success", (row) => <SuccessCell rate={row.successRate} tone={row.tone} />, {
    total: (all) => <SuccessCell rate={all.successRate} tone={all.tone} />,
  }),
  count(
    "completed",
    "Done",
    (row) => row.completed,
    (all) => all.completed,
  ),
  count(
    "failed",
    "Failed",
    (row) => row.failed,
    (all) => all.failed,
  ),
  count(
    "cancelled",
    "Cancelled",
    (row) => row.cancelled,
    (all) => all.cancelled,
  ),
  count(
    "open",
    "Open",
    (row) => row.active + row.created,
    (all) => all.open,
  ),
  count(
    "prs",
    "PRs",
    (row) => row.prs,
    (all) => all.prs,
  ),
  count(
    "turns",
    "Turns",
    (row) => row.turns,
    (all) => all.turns,
  ),
  duration("average", "Average", (row) => row.avgDurationSeconds),
  duration("p50", "p50", (row) => row.p50DurationSeconds),
  duration("p95", "p95", (row) => row.p95DurationSeconds),
  column("cost", "Cost", (row) => <Usd usd={row.costUsd} />, {
    figure: true,
    total: (all) => <Usd usd={all.costUsd} />,
  }),
  column("streak", "Streak", (row) => <StreakCell entry={row} />, {}),
  column("lastActive", "Last active", (row) => <LastActiveCell at={row.lastActiveAt} timeZone={timeZone()} />, {
    figure: true,
  }),
]
