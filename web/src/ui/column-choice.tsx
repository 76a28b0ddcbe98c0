import { type Accessor, createSignal, createUniqueId, For } from "solid-js"
import { keepChoice, readChoice } from "../preferences.ts"
import { Icon } from "./icon.tsx"
import type { Column } from "./table.tsx"
import "./button.css"
import "./column-choice.css"
import "./float.css"

const hiddenOf = new Map<string, ReturnType<typeof createSignal<readonly string[]>>>()

/** Which columns of a list the reader hid on this machine. */
function hiddenColumns(list: string) {
  let held = hiddenOf.get(list)
  if (!held) {
    held = createSignal<readonly string[]>((readChoice(`hidden.${list}`) ?? "").split(",").filter(Boolean))
    hiddenOf.set(list, held)
  }
  return held
}

/** The columns of a list that the reader wants; the first one names the row and always stays. */
export function chosenColumns<Row>(list: string, columns: readonly Column<Row>[]): Accessor<readonly Column<Row>[]> {
  const [hidden] = hiddenColumns(list)
  return () => columns.filter(({ id }, at) => at === 0 || !hidden().includes(id))
}

/** The button that chooses columns. */
export function ColumnChoice<Row>(props: { list: string; columns: readonly Column<Row>[] }) {
  const id = createUniqueId()
  const [hidden, setHidden] = hiddenColumns(props.list)
  const choose = (column: string, shown: boolean) => {
    setHidden(shown ? hidden().filter((one) => one !== column) : [...hidden(), column])
    keepChoice(`hidden.${props.list}`, hidden().length === 0 ? undefined : hidden().join(","))
  }
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
