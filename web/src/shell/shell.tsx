import { type RouteSectionProps, useBeforeLeave, useLocation, useNavigate } from "@solidjs/router"
import { createEffect, createMemo, ErrorBoundary, lazy, on, onCleanup, onMount, Show, Suspense } from "solid-js"
import { liveMe, MeProvider } from "../data/me.ts"
import { fullText } from "../format.ts"
import { nowMs, zone } from "../reporting.ts"
import { Skeleton } from "../ui/state.tsx"
import { Toasts } from "../ui/toast.tsx"
import { noteArrival } from "./arrival.ts"
import { asked } from "./asked.ts"
import { Banners } from "./banners.tsx"
import { BrokenPage } from "./broken-page.tsx"
import { FreshSignIn } from "./fresh-sign-in.tsx"
import { type Area, organizationArea, organizationIdOf, STAFF_AREAS } from "./nav.ts"
import { startShortcuts } from "./shortcuts.ts"
import { Sidebar } from "./sidebar.tsx"
import { StaffOnlyPage } from "./staff-only-page.tsx"
import { Topbar } from "./topbar.tsx"
import "./shell.css"

const Palette = lazy(() => import("./palette.tsx"))
const Help = lazy(() => import("./help.tsx"))

/** The frame around every page of a signed-in person. */
export function Shell(props: RouteSectionProps) {
  const me = liveMe()
  const location = useLocation()
  const navigate = useNavigate()
  let main!: HTMLElement

  const areas = createMemo((): readonly Area[] => {
    const person = me.data()
    if (!person) return []
    const id = organizationIdOf(location.pathname)
    if (location.pathname.startsWith("/organizations/") && id) return [organizationArea(id)]
    if (person.staffRole) return STAFF_AREAS
    return person.organizations[0] ? [organizationArea(person.organizations[0].id)] : []
  })
  const staffOnly = () => me.data()?.staffRole === null && location.pathname.startsWith("/admin/")
  useBeforeLeave(({ to, from }) => {
    if (typeof to !== "string" || to.split(/[?#]/)[0] !== from.pathname) noteArrival()
  })
  onMount(() => onCleanup(startShortcuts(areas, navigate)))

  return (
    <MeProvider value={me}>
      <a
        data-component="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          main.focus()
        }}
      >
        Skip to content
      </a>
      <div data-component="shell">
        <Sidebar areas={areas()} />
        <div>
          <Topbar areas={areas()} />
          <main id="main" tabindex="-1" ref={main}>
            <div data-component="printhead" aria-hidden="true">
              <b>Watchbill</b>
              <span>Printed {fullText(nowMs(), zone())}</span>
            </div>
            <Banners me={me} />
            <ErrorBoundary
              fallback={(error, reset) => <ResettingPage error={error} reset={reset} path={location.pathname} />}
            >
              <Suspense fallback={<Skeleton lines={6} tall="60dvh" />}>
                <Show when={!staffOnly()} fallback={<StaffOnlyPage />}>
                  {props.children}
                </Show>
              </Suspense>
            </ErrorBoundary>
          </main>
        </div>
      </div>
      <Suspense>
        <Show when={asked() === "palette"}>
          <Palette areas={areas()} />
        </Show>
        <Show when={asked() === "help"}>
          <Help areas={areas()} />
        </Show>
      </Suspense>
      <FreshSignIn />
      <Toasts />
    </MeProvider>
  )
}

/** Another page is tried as soon as the reader goes there. */
function ResettingPage(props: { error: unknown; reset: () => void; path: string }) {
  createEffect(on(() => props.path, props.reset, { defer: true }))
  return <BrokenPage error={props.error} reset={props.reset} />
}
