import { createMemo, createSignal, Show } from "solid-js"
import type { Board } from "#shared/contract/board.ts"
import type { Changes } from "../../address.ts"
import { countText } from "../../format.ts"
import { hiddenColumns } from "../../hidden-columns.ts"
import { boardColumns } from "./board-columns.tsx"
import { BoardTable, people } from "./board-table.tsx"
import { type Ordered, ordered } from "./held-order.ts"
import { HideMe } from "./hide-me.tsx"
import { isUnknown, type Sorting, sortFields } from "./order.ts"
import { rowsText, TOP, topOf } from "./shown-rows.ts"
import { totalsOf, totalsOfHidden } from "./totals.ts"
import "../../ui/button.css"
import "../../ui/pager.css"

/** The list's name, under which its hidden columns are kept. */
export const BOARD_LIST = "usage"

/** The people of a board in the order of the address: the first ten, or all of them. */
export function BoardRows(props: {
  data: Board
  sorting: Sorting
  all: boolean
  changing: boolean
  href: (changes: Changes) => string
  refresh: () => void
}) {
  const [isPointed, setPointed] = createSignal(false)
  const inOrder = createMemo<Ordered>((before) => ordered(before, props.data, props.sorting, isPointed()))
  const everybody = () => inOrder().rows
  const known = createMemo(() => everybody().filter((entry) => !isUnknown(entry)).length)
  const rows = createMemo(() => (props.all ? everybody() : topOf(everybody())))
  const isCompared = createMemo(() => props.data.previous !== undefined)
  const columns = createMemo(() => boardColumns(() => props.data.timeZone, isCompared()))
  const chosen = createMemo(() =>
    columns().filter(({ id }) => id === "person" || !hiddenColumns(BOARD_LIST).includes(id)),
  )
  const own = () => props.data.entries.find(({ you }) => you)
  const hidden = () => {
    const { users } = props.data.hidden
    if (users === 0) return undefined
    const title = `${countText(users)} hidden${own()?.hidden ? ", you too" : ""}`
    return { title, totals: totalsOfHidden(props.data.hidden) }
  }
  const said = () => rowsText(known(), rows().filter((entry) => !isUnknown(entry)).length, known() < everybody().length)
  return (
    <>
      <BoardTable
        columns={chosen()}
        rows={rows()}
        sorting={props.sorting}
        href={(by, order) => props.href(sortFields(by, order, props.data.rank))}
        hidden={hidden()}
        total={{ title: people(props.data.summary.totalUsers), totals: totalsOf(props.data) }}
        changing={props.changing}
        onPoint={setPointed}
      />
      <div data-component="pager">
        <span role="status">
          {said()} Totals count everyone
          <Show when={props.data.hidden.users > 0}>, {countText(props.data.hidden.users)} hidden by choice</Show>.
        </span>
        <span data-end="">
          <Show when={own()}>{(mine) => <HideMe hidden={mine().hidden} onDone={props.refresh} />}</Show>
          <Show when={known() > TOP}>
            <a
              data-component="button"
              data-kind="secondary"
              noScroll
              href={props.href({ show: props.all ? undefined : "all" })}
            >
              {props.all ? `Show the first ${TOP}` : `Show all ${countText(known())}`}
            </a>
          </Show>
        </span>
      </div>
    </>
  )
}
