import { useLocation } from "@solidjs/router"
import { createMemo, createUniqueId, For, Show } from "solid-js"
import { useMe } from "../data/me.ts"
import { liveViews, type Shown, type View, type ViewList } from "../data/views.ts"
import { hiddenColumns } from "../hidden-columns.ts"
import { addressOf, isSame } from "../saved-view.ts"
import { Answer } from "./answer.tsx"
import { Icon } from "./icon.tsx"
import { Skeleton } from "./state.tsx"
import { SaveView } from "./view-save.tsx"
import { ViewRow } from "./view-row.tsx"
import "./button.css"
import "./float.css"
import "./views.css"

/** What a list shows now, as a view would keep it; or why it cannot. */
export type Showing = { shown: Shown } | { fault: string }

/** The views of a list: the reader's own and the shared ones, and a way to keep what is shown now. */
export function Views(props: { list: ViewList }) {
  const id = createUniqueId()
  const location = useLocation()
  const me = useMe()
  const views = liveViews(() => (me()?.staffRole ? props.list : undefined))
  let popover!: HTMLDivElement
  const showing = createMemo((): Showing => {
    const read = addressOf(props.list, location.search)
    if ("fault" in read) return read
    return { shown: { address: read.address, hiddenColumns: hiddenColumns(props.list).toSorted() } }
  })
  const isCurrent = (view: View) => {
    const now = showing()
    return "shown" in now && isSame(view, now.shown)
  }
  const current = () => views.data()?.items.find(isCurrent)
  const group = (title: string, items: readonly View[]) => (
    <Show when={items.length > 0}>
      <section>
        <h2>{title}</h2>
        <ul>
          <For each={items}>
            {(view) => (
              <ViewRow
                view={view}
                current={isCurrent(view)}
                showing={showing()}
                onPick={() => popover.hidePopover()}
                onChange={views.refresh}
              />
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
  return (
    <>
      <button type="button" data-component="button" data-kind="secondary" data-part="views" popovertarget={id}>
        <Icon name="view" size="small" />
        <Show when={current()} fallback="Views">
          {(view) => (
            <>
              View <b>{view().name}</b>
            </>
          )}
        </Show>
      </button>
      <div
        data-component="views"
        popover="auto"
        tabindex="-1"
        id={id}
        role="dialog"
        aria-label="Views"
        ref={popover}
        on:toggle={(event: Event) => {
          if ((event as ToggleEvent).newState === "open") views.refresh()
        }}
      >
        <Answer of={views} skeleton={<Skeleton lines={2} />}>
          {(data) => (
            <Show
              when={data().items.length > 0}
              fallback={<p>No views of this list yet. What is shown now can be saved here.</p>}
            >
              {group(
                "Yours",
                data().items.filter(({ mine }) => mine),
              )}
              {group(
                "Shared",
                data().items.filter(({ mine }) => !mine),
              )}
            </Show>
          )}
        </Answer>
        <SaveView
          list={props.list}
          showing={showing()}
          waiting={views.data() === undefined && views.loading()}
          mine={views.data()?.items.filter(({ mine }) => mine) ?? []}
          onSave={views.refresh}
        />
      </div>
    </>
  )
}
