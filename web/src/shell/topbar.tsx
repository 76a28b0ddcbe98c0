import { useIsRouting, useLocation } from "@solidjs/router"
import { createMemo, Show } from "solid-js"
import { useMe } from "../data/me.ts"
import { clockText, fullText } from "../format.ts"
import { nowMs, zone } from "../reporting.ts"
import { Icon } from "../ui/icon.tsx"
import { COMMAND_K, Key } from "../ui/key.tsx"
import { openPalette } from "./asked.ts"
import { type Area, organizationIdOf, placeOf } from "./nav.ts"
import { pageCrumb } from "./page.ts"
import "./topbar.css"

/** Where one is, what time it is in the reporting zone, and the search. */
export function Topbar(props: { areas: readonly Area[] }) {
  const me = useMe()
  const location = useLocation()
  const routing = useIsRouting()
  const here = createMemo(() => placeOf(location.pathname, props.areas))
  const below = () => here() !== undefined && here()!.place.path !== location.pathname
  const first = () => {
    if (!location.pathname.startsWith("/organizations/")) return here()?.area.title
    const id = organizationIdOf(location.pathname)
    return pageCrumb() ?? me()?.organizations.find((one) => one.id === id)?.name ?? id
  }
  return (
    <header data-component="topbar" data-routing={routing() ? "" : undefined}>
      <button type="button" data-component="menubutton" aria-label="Menu" popovertarget="nav">
        <Icon name="menu" />
      </button>
      <nav data-component="breadcrumb" aria-label="Breadcrumb">
        <ol>
          <Show when={here()}>
            {(it) => (
              <>
                <li>{first()}</li>
                <Show
                  when={below()}
                  fallback={
                    <li>
                      <span aria-current="page">{it().place.title}</span>
                    </li>
                  }
                >
                  <li>
                    <a href={it().place.path}>{it().place.title}</a>
                  </li>
                  <li>
                    <span aria-current="page">{pageCrumb() ?? organizationIdOf(location.pathname) ?? "…"}</span>
                  </li>
                </Show>
              </>
            )}
          </Show>
        </ol>
      </nav>
      <div data-end="">
        <time data-component="clock" dateTime={new Date(nowMs()).toISOString()} title={fullText(nowMs(), zone())}>
          {clockText(nowMs(), zone())} {zone() === "UTC" ? "UTC" : zone().split("/").pop()!.replaceAll("_", " ")}
        </time>
        <button type="button" data-component="search" aria-haspopup="dialog" onClick={openPalette}>
          <Icon name="search" size="small" />
          <span>Search or jump to</span>
          <Key>{COMMAND_K}</Key>
        </button>
      </div>
    </header>
  )
}
