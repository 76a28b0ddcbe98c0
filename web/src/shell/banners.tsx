import { createSignal, onCleanup, Show } from "solid-js"
import { type Me, useIsDemo, useSandboxes } from "../data/me.ts"
import type { LiveQuery } from "../live-query.ts"
import { Banner } from "../ui/banner.tsx"
import { Copy } from "../ui/copy.tsx"
import { Time } from "../ui/time.tsx"
import { Badge } from "../ui/word.tsx"
import "./banners.css"

/** What is true of every page just now: no network, demo data on its way, stand-ins for outside services. */
export function Banners(props: { me: LiveQuery<Me> }) {
  const isDemo = useIsDemo()
  const [online, setOnline] = createSignal(navigator.onLine)
  const note = () => setOnline(navigator.onLine)
  addEventListener("online", note)
  addEventListener("offline", note)
  onCleanup(() => {
    removeEventListener("online", note)
    removeEventListener("offline", note)
  })
  const told = () => props.me.data()?.console
  const percent = () => Math.floor((told()?.filling ?? 0) * 100)
  /** What the console said, where it said anything. */
  const refusal = () => (props.me.error()?.status ? props.me.error() : undefined)
  const silence = () => (refusal() ? "The console could not say who is signed in." : "No answer from the console.")
  return (
    <>
      <Show when={!online() || props.me.error()}>
        <div data-component="offline">
          <Banner
            status={online() ? "warn" : "idle"}
            title={online() ? silence() : "Offline."}
            id="offline"
            live
            end={<Show when={online()}>{<Again of={props.me} />}</Show>}
          >
            <Show when={online()}>{refusal()?.detail} </Show>
            <Show when={props.me.asOf()}>
              {(at) => (
                <>
                  Showing data as of <Time at={at()} />.
                </>
              )}
            </Show>
          </Banner>
        </div>
      </Show>
      <Show when={told()?.filling !== null && told()?.filling !== undefined}>
        <Banner
          status="info"
          title="Demo data is being written."
          id="filling"
          end={
            <span data-part="progress">
              <progress max="100" value={percent()} aria-label="Demo data written" />
              {percent()} %
            </span>
          }
        >
          Figures grow until all 120 days are here.
        </Banner>
      </Show>
      <Show when={isDemo()}>
        <SampleBadge />
      </Show>
      <Sandboxes />
    </>
  )
}

/** The way out of a failure that every page shares, and the id that finds it in the log. */
const Again = (props: { of: LiveQuery<Me> }) => (
  <span data-part="again">
    <Show when={props.of.error()?.requestId}>{(id) => <Copy text={id()} label={`request id ${id()}`} />}</Show>
    <button type="button" data-component="act" onClick={() => props.of.refresh()}>
      {props.of.loading() ? "Trying…" : "Try again"}
    </button>
  </span>
)

/** Says as long as it is so that the product and its customers are invented. */
export const SampleBadge = () => (
  <span data-component="sample">
    <Badge kind="sandbox">sample data</Badge>
  </span>
)

/** Says as long as it is so that nobody outside is asked or told anything. */
export function Sandboxes() {
  const names = useSandboxes()
  return (
    <Show when={names().length > 0}>
      <p data-component="sandboxes">
        <Badge kind="sandbox">sandbox</Badge> {names().map(named).join(", ")}{" "}
        {names().length === 1 ? "is a stand-in" : "are stand-ins"}: no live money.
      </p>
    </Show>
  )
}

const named = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1)
