import { createMemo, createSignal, For, type JSX, Show } from "solid-js"
import type { BoardEntry } from "#shared/contract/board.ts"
import { countOf } from "../../format.ts"
import { HeadCell, type Order } from "../../ui/table.tsx"
import type { BoardColumn } from "./board-columns.tsx"
import type { Sorting } from "./order.ts"
import type { Totals } from "./totals.ts"
import { windowed } from "./windowed.ts"
import "./board.css"

/** A line under the people: who it is of, and what adds up. */
export interface Line {
  title: JSX.Element
  totals: Totals
}

/**
 * The board as a table: people in their order, who hides in one line, and the totals under a double rule. Of a long board
 * only the rows near what is seen are there.
 */
export function BoardTable(props: {
  columns: readonly BoardColumn[]
  rows: readonly BoardEntry[]
  sorting: Sorting
  href: (by: string, order: Order) => string
  hidden: Line | undefined
  total: Line
  changing: boolean
  /** The reader points at the rows, or left them. */
  onPoint: (isPointed: boolean) => void
}) {
  const [body, setBody] = createSignal<HTMLElement>()
  const shown = windowed(() => props.rows.length, body)
  const rows = createMemo(() => props.rows.slice(shown().from, shown().to))
  return (
    <div data-component="scroll" tabindex="0" role="region" aria-label="Leaderboard, as a table">
      <table
        data-component="table"
        data-board=""
        data-changing={props.changing ? "" : undefined}
        aria-busy={props.changing ? "true" : undefined}
        aria-rowcount={props.rows.length + 2 + (props.hidden ? 1 : 0)}
      >
        <thead>
          <tr aria-rowindex="1">
            <For each={props.columns}>
              {(column) => <HeadCell column={column} sort={{ ...props.sorting, href: props.href }} />}
            </For>
          </tr>
        </thead>
        <tbody ref={setBody} onPointerEnter={() => props.onPoint(true)} onPointerLeave={() => props.onPoint(false)}>
          <Room px={shown().abovePx} columns={props.columns.length} />
          <For each={rows()}>
            {(entry, at) => <Row entry={entry} columns={props.columns} index={shown().from + at() + 2} />}
          </For>
          <Room px={shown().belowPx} columns={props.columns.length} />
          <Show when={props.hidden}>{(line) => <LineRow line={line()} columns={props.columns} quiet />}</Show>
        </tbody>
        <tfoot>
          <LineRow line={props.total} columns={props.columns} />
        </tfoot>
      </table>
    </div>
  )
}

/** The room of rows that are not there. */
const Room = (props: { px: number; columns: number }) => (
  <Show when={props.px > 0}>
    <tr aria-hidden="true" data-room="">
      <td colspan={props.columns} style={{ "block-size": `${props.px}px` }} />
    </tr>
  </Show>
)

function Row(props: { entry: BoardEntry; columns: readonly BoardColumn[]; index: number }) {
  return (
    <tr data-row={props.entry.userId ?? ""} data-you={props.entry.you ? "" : undefined} aria-rowindex={props.index}>
      <For each={props.columns}>
        {(column) => (
          <Show
            when={column.id === "person"}
            fallback={<td data-figure={column.figure ? "" : undefined}>{column.cell(props.entry)}</td>}
          >
            <th scope="row">{column.cell(props.entry)}</th>
          </Show>
        )}
      </For>
    </tr>
  )
}

function LineRow(props: { line: Line; columns: readonly BoardColumn[]; quiet?: boolean }) {
  return (
    <tr data-quiet={props.quiet ? "" : undefined}>
      <For each={props.columns}>
        {(column) => (
          <Show
            when={column.id === "person"}
            fallback={<td data-figure={column.figure ? "" : undefined}>{column.total?.(props.line.totals)}</td>}
          >
            <th scope="row">{props.line.title}</th>
          </Show>
        )}
      </For>
    </tr>
  )
}

/** How many people a board has, in words. */
export const people = (count: number): string => countOf(count, "person", "people")
