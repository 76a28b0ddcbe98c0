import { type Accessor, createUniqueId, For } from "solid-js"
import { hiddenColumns, hideColumns } from "../hidden-columns.ts"
import { Icon } from "./icon.tsx"
import type { Column } from "./table.tsx"
import "./button.css"
import "./column-choice.css"
import "./float.css"

/** The columns of a list that the reader wants; the first one names the row and always stays. */
export function chosenColumns<Row>(list: string, columns: readonly Column<Row>[]): Accessor<readonly Column<Row>[]> {
  return () => columns.filter(({ id }, at) => at === 0 || !hiddenColumns(list).includes(id))
}

/** The button that chooses columns. */
export function ColumnChoice<Row>(props: { list: string; columns: readonly Column<Row>[] }) {
  const id = createUniqueId()
  const hidden = () => hiddenColumns(props.list)
  const choose = (column: string, shown: boolean) =>
    hideColumns(props.list, shown ? hidden().filter((one) => one !== column) : [...hidden(), column])
  return (
    <>
      <button type="button" data-component="button" data-kind="secondary" popovertarget={id}>
        <Icon name="columns" size="small" />
        Columns
      </button>
      <div data-component="columnchoice" popover="auto" id={id} role="dialog" aria-label="Columns">
        <For each={props.columns.slice(1)}>
          {(column) => (
            <label>
              <input
                type="checkbox"
                checked={!hidden().includes(column.id)}
                onChange={(event) => choose(column.id, event.currentTarget.checked)}
              />
              {column.title}
            </label>
          )}
        </For>
      </div>
    </>
  )
}
