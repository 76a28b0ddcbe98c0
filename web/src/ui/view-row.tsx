import { createSignal, createUniqueId, onCleanup, Show } from "solid-js"
import type { View } from "../data/views.ts"
import { hideColumns } from "../hidden-columns.ts"
import { faultOf, hrefOf, wordsOf } from "../saved-view.ts"
import { Icon } from "./icon.tsx"
import { Mark } from "./mark.tsx"
import { ViewChange } from "./view-change.tsx"
import type { Showing } from "./views.tsx"

/** One view: its name leads to it, and whoever may change it unfolds how. */
export function ViewRow(props: {
  view: View
  current: boolean
  showing: Showing
  onPick: () => void
  onChange: () => void
}) {
  const id = createUniqueId()
  const [open, setOpen] = createSignal(false)
  let row!: HTMLLIElement
  let unfold: HTMLButtonElement | undefined
  // A view that goes while it has the focus leaves it to the menu.
  onCleanup(() => {
    if (row.contains(document.activeElement)) row.closest<HTMLElement>("[popover]")?.focus()
  })
  const fault = () => faultOf(props.view)
  const pick = () => {
    hideColumns(props.view.list, props.view.hiddenColumns)
    props.onPick()
  }
  const note = () => {
    const { mine, shared, savedBy } = props.view
    if (!mine) return `${savedBy} · ${wordsOf(props.view)}`
    return shared ? `shared · ${wordsOf(props.view)}` : wordsOf(props.view)
  }
  return (
    <li data-current={props.current ? "" : undefined} ref={row}>
      <div data-part="view">
        <Show
          when={!fault()}
          fallback={
            <div>
              <b>{props.view.name}</b>
              <span data-status="warn">
                <Mark status="warn" />
                Cannot be shown any more. {fault()}.
              </span>
            </div>
          }
        >
          <a
            data-plain=""
            href={hrefOf(props.view)}
            noScroll
            aria-current={props.current ? "true" : undefined}
            onClick={pick}
          >
            <b>{props.view.name}</b>
            <span title={note()}>{note()}</span>
          </a>
        </Show>
        <Show when={props.current}>
          <Icon name="check" size="small" />
        </Show>
        <Show when={props.view.mayChange}>
          <button
            type="button"
            data-component="button"
            data-kind="quiet"
            data-icon-only=""
            aria-label={`Change ${props.view.name}`}
            aria-expanded={open()}
            aria-controls={open() ? id : undefined}
            onClick={() => setOpen(!open())}
            ref={unfold}
          >
            <Icon name={open() ? "down" : "right"} size="small" />
          </button>
        </Show>
      </div>
      <Show when={open() && props.view.mayChange}>
        <div id={id} data-part="change" ref={(part) => queueMicrotask(() => part.scrollIntoView({ block: "nearest" }))}>
          <ViewChange
            view={props.view}
            showing={props.showing}
            current={props.current}
            onChange={props.onChange}
            onClose={() => {
              setOpen(false)
              unfold?.focus()
            }}
          />
        </div>
      </Show>
    </li>
  )
}
