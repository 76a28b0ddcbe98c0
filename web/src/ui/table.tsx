import { createUniqueId, For, type JSX, Show } from "solid-js"
import { Icon } from "./icon.tsx"
import { othersInTurn } from "./in-turn.ts"
import "./table.css"
import "./wide-table.css"

export type Order = "asc" | "desc"

/** One column of a table. `figure` sets numbers and moments at the end, `grow` takes the room that is left. */
export interface Column<Row> {
  id: string
  title: string
  cell: (row: Row) => JSX.Element
  /** What stands beside a leading cell, outside its link: a copy button. */
  beside?: (row: Row) => JSX.Element
  figure?: boolean
  grow?: boolean
  sort?: boolean
  /** The order that choosing it begins with; unsaid, ascending. */
  first?: Order
  /** The order by this column, where a list has no other. */
  sorted?: Order
}

/**
 * Rows under a head that stays in sight. The first column names the row: its cell is a link, or opens the row. `open.key` is
 * the row that stands open.
 */
export function Table<Row>(props: {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  href?: (row: Row) => string
  open?: { key: string; toggle: (key: string) => void; detail: (row: Row) => JSX.Element }
  sort?: { by: string; order: Order; href: (by: string, order: Order) => string } | undefined
  changing?: boolean
  /** Narrow enough to be shown whole on a phone. */
  short?: boolean
  /** With so many columns that they scroll inside their sheet on all but the widest screens. */
  wide?: boolean
}) {
  const rows = othersInTurn(() => props.rows)
  return (
    <div
      data-component="scroll"
      data-wide={props.wide ? "" : undefined}
      tabindex="0"
      role="region"
      aria-label={props.label}
    >
      <table
        data-component="table"
        data-short={props.short ? "" : undefined}
        data-changing={props.changing ? "" : undefined}
        aria-busy={props.changing ? "true" : undefined}
      >
        <thead>
          <tr>
            <For each={props.columns}>{(column) => <HeadCell column={column} sort={props.sort} />}</For>
          </tr>
        </thead>
        <tbody>
          <For each={rows()}>{(row) => <TableRow row={row} {...props} />}</For>
        </tbody>
      </table>
    </div>
  )
}

/** The head of one column; a link where the list can be sorted by it. */
export function HeadCell<Row>(props: {
  column: Column<Row>
  sort: { by: string; order: Order; href: (by: string, order: Order) => string } | undefined
}) {
  const sorted = () => (props.sort?.by === props.column.id ? props.sort.order : props.column.sorted)
  const next = (): Order => {
    if (sorted() === undefined) return props.column.first ?? "asc"
    return sorted() === "asc" ? "desc" : "asc"
  }
  const ARIA = { asc: "ascending", desc: "descending" } as const
  return (
    <th
      scope="col"
      data-column={props.column.id}
      data-figure={props.column.figure ? "" : undefined}
      aria-sort={sorted() ? ARIA[sorted()!] : undefined}
    >
      <Show
        when={props.column.sort && props.sort}
        fallback={
          <Show when={sorted()} fallback={props.column.title}>
            {(order) => (
              <span data-part="sorted">
                {props.column.title}
                <Direction order={order()} />
              </span>
            )}
          </Show>
        }
      >
        {(sort) => (
          <a
            href={sort().href(props.column.id, next())}
            noScroll
            title={`Sort by ${props.column.title}, ${ARIA[next()]}`}
          >
            {props.column.title}
            <Direction order={sorted()} />
          </a>
        )}
      </Show>
    </th>
  )
}

/** Points the way an order goes; where a column gives none, it waits for a pointer. */
const Direction = (props: { order: Order | undefined }) => (
  <svg viewBox="0 0 10 10" aria-hidden="true" data-on={props.order}>
    <path d={props.order === "desc" ? "M5 8 1.5 2.5h7z" : "M5 2 8.5 7.5h-7z"} />
  </svg>
)

function TableRow<Row>(props: {
  row: Row
  columns: readonly Column<Row>[]
  keyOf: (row: Row) => string
  href?: (row: Row) => string
  open?: { key: string; toggle: (key: string) => void; detail: (row: Row) => JSX.Element }
}) {
  const id = createUniqueId()
  const key = () => props.keyOf(props.row)
  const isOpen = () => props.open !== undefined && props.open.key === key()
  const lead = (column: Column<Row>) => (
    <span data-part="lead">
      <Show
        when={props.open}
        fallback={
          <Show
            when={props.href}
            fallback={
              <span data-lead="" tabindex="-1">
                {column.cell(props.row)}
              </span>
            }
          >
            {(href) => (
              <a data-plain="" data-lead="" href={href()(props.row)}>
                {column.cell(props.row)}
              </a>
            )}
          </Show>
        }
      >
        {(open) => (
          <button
            type="button"
            data-part="open"
            data-lead=""
            aria-expanded={isOpen()}
            aria-controls={isOpen() ? id : undefined}
            onClick={() => open().toggle(key())}
          >
            <Icon name={isOpen() ? "down" : "right"} size="small" />
            {column.cell(props.row)}
          </button>
        )}
      </Show>
      {column.beside?.(props.row)}
    </span>
  )
  /** A click anywhere on the row opens it, unless it meant a control or chose some text. */
  const onRow = (event: MouseEvent) => {
    const { target } = event
    if (!props.open || !(target instanceof Element) || target.closest("a, button, input, label, [popover]")) return
    if (getSelection()?.isCollapsed === false) return
    props.open.toggle(key())
  }
  return (
    <>
      <tr
        data-row={key()}
        data-open={isOpen() ? "" : undefined}
        data-opens={props.open ? "" : undefined}
        onClick={onRow}
      >
        <For each={props.columns}>
          {(column, at) =>
            at() === 0 ? (
              <th scope="row">{lead(column)}</th>
            ) : (
              <td data-figure={column.figure ? "" : undefined} data-grow={column.grow ? "" : undefined}>
                {column.cell(props.row)}
              </td>
            )
          }
        </For>
      </tr>
      <Show when={isOpen()}>
        <tr data-detail="">
          <td colspan={props.columns.length} id={id}>
            <div data-component="detail">{props.open?.detail(props.row)}</div>
          </td>
        </tr>
      </Show>
    </>
  )
}
