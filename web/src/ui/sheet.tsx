import { children, type JSX, type ParentProps, Show } from "solid-js"
import "./sheet.css"

/** One ruled sheet. With `cells` its children are cells at least that wide; `pairs` keeps two of them side by side on a phone. */
export function Sheet(props: ParentProps<{ cells?: string; pairs?: boolean; busy?: boolean }>) {
  return (
    <div
      data-component="sheet"
      data-grid={props.cells === undefined ? undefined : ""}
      data-pairs={props.pairs ? "" : undefined}
      aria-busy={props.busy ? "true" : undefined}
      style={{ "--cell-min": props.cells }}
    >
      {props.children}
    </div>
  )
}

/** One cell of a sheet, with an optional heading and something small at its end. */
export function Card(props: ParentProps<{ title?: JSX.Element; end?: JSX.Element; tight?: boolean }>) {
  const title = children(() => props.title)
  const end = children(() => props.end)
  return (
    <div data-component="card" data-tight={props.tight ? "" : undefined}>
      <Show when={title() || end()}>
        <header>
          <h3>{title()}</h3>
          <Show when={end()}>
            <span data-end="">{end()}</span>
          </Show>
        </header>
      </Show>
      {props.children}
    </div>
  )
}
