import { For, type JSX, Show } from "solid-js"
import type { Column } from "../../ui/table.tsx"
import "../../ui/table.css"
import "./transactions.css"

/** Rows that are read and not walked through: no key goes to them, none opens. `foot` is a row under the rule of a sum. */
export function Ledger<Row>(props: {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  foot?: JSX.Element
}) {
  return (
    <div data-component="ledger" tabindex="0" role="region" aria-label={props.label}>
      <table data-component="table">
        <thead>
          <tr>
            <For each={props.columns}>
              {(column) => (
                <th scope="col" data-figure={column.figure ? "" : undefined}>
                  {column.title}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={props.rows}>
            {(row) => (
              <tr>
                <For each={props.columns}>
                  {(column, at) =>
                    at() === 0 ? (
                      <th scope="row">{column.cell(row)}</th>
                    ) : (
                      <td data-figure={column.figure ? "" : undefined}>{column.cell(row)}</td>
                    )
                  }
                </For>
              </tr>
            )}
          </For>
        </tbody>
        <Show when={props.foot}>{(foot) => <tfoot>{foot()}</tfoot>}</Show>
      </table>
    </div>
  )
}
