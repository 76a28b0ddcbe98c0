import { useLocation } from "@solidjs/router"
import { createEffect, createUniqueId, For, on, Show } from "solid-js"
import { useIsDemo, useMeQuery } from "../data/me.ts"
import { Brand } from "../ui/brand.tsx"
import { SampleBadge, Sandboxes } from "./banners.tsx"
import type { Area } from "./nav.ts"
import { placeOf } from "./nav.ts"
import { Person } from "./person.tsx"
import { Switcher } from "./switcher.tsx"
import "./sidebar.css"

/** The pages of the console, words only. On a narrow screen a sheet behind the menu button. */
export function Sidebar(props: { areas: readonly Area[] }) {
  const meQuery = useMeQuery()
  const me = meQuery.data
  const isDemo = useIsDemo()
  const location = useLocation()
  let nav!: HTMLElement
  const here = () => placeOf(location.pathname, props.areas)?.place.path
  createEffect(
    on(
      () => location.pathname,
      () => nav.matches(":popover-open") && nav.hidePopover(),
      { defer: true },
    ),
  )
  return (
    <nav data-component="sidebar" id="nav" popover="auto" aria-label="Main" ref={nav}>
      <div data-part="top">
        <Brand />
        <Show when={isDemo()}>
          <SampleBadge />
        </Show>
      </div>
      <Switcher />
      <For each={props.areas}>
        {(area) => {
          const id = createUniqueId()
          return (
            <div data-part="area">
              <h2 id={id}>{area.title}</h2>
              <ul aria-labelledby={id}>
                <For each={area.places}>
                  {(place) => (
                    <li>
                      <a href={place.path} aria-current={here() === place.path ? "page" : undefined}>
                        <span>{place.title}</span>
                        <Show when={me() && place.waiting?.(me()!)}>{(waits) => <small>{waits()}</small>}</Show>
                      </a>
                    </li>
                  )}
                </For>
              </ul>
            </div>
          )
        }}
      </For>
      <Show when={props.areas.length === 0 && meQuery.error()}>
        <p data-part="untold">The menu comes with the console's next answer.</p>
      </Show>
      <Show when={props.areas.length > 0}>
        <Sandboxes />
        <Person />
      </Show>
    </nav>
  )
}
