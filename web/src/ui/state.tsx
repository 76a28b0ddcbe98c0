import { For, type JSX, type ParentProps, Show } from "solid-js"
import type { Instant } from "#shared/time.ts"
import { Button } from "./button.tsx"
import { Copy } from "./copy.tsx"
import { Icon, type IconName } from "./icon.tsx"
import { Mark } from "./mark.tsx"
import { Time } from "./time.tsx"
import "./state.css"

/** What a card says when it has nothing to show: what is so, and in `children` the one next step. */
export function Empty(props: ParentProps<{ icon?: IconName; title: string; text?: JSX.Element }>) {
  return (
    <div data-component="state" data-state="empty">
      <Icon name={props.icon ?? "empty"} />
      <p data-part="title">{props.title}</p>
      <Show when={props.text}>{(text) => <p>{text()}</p>}</Show>
      <Show when={props.children}>{(step) => <div>{step()}</div>}</Show>
    </div>
  )
}

/** A right that is missing, named together with who can grant it. */
export function NotAllowed(props: { title: string; text: string }) {
  return (
    <div data-component="state" data-state="notAllowed">
      <Icon name="lock" />
      <p data-part="title">{props.title}</p>
      <p>{props.text}</p>
    </div>
  )
}

/** What went wrong, in words, with the request id that finds it in the log. */
export interface Trouble {
  title: string
  detail: string
  requestId?: string | undefined
}

/** A card without data because the answer failed. */
export function Failed(props: { trouble: Trouble; retry?: () => void; busy?: boolean }) {
  return (
    <div data-component="state" data-state="failed" role="alert">
      <Mark status="fail" size="large" />
      <p data-part="title">{props.trouble.title}</p>
      <p>{props.trouble.detail}</p>
      <div>
        <Show when={props.retry}>
          {(retry) => (
            <Button icon="refresh" busy={props.busy} onClick={() => retry()()}>
              {props.busy ? "Trying…" : "Try again"}
            </Button>
          )}
        </Show>
        <Show when={props.trouble.requestId}>{(id) => <Copy text={id()} label={`request id ${id()}`} />}</Show>
      </div>
    </div>
  )
}

/** A line over data that could not be refreshed: it stays, dated. */
export function Stale(props: { trouble: Trouble; asOf?: Instant | undefined; retry: () => void; busy?: boolean }) {
  return (
    <div data-component="stale" role="status">
      <Mark status="warn" />
      <span>
        Could not refresh. {props.trouble.detail}
        <Show when={props.asOf}>
          {(at) => (
            <>
              {" "}
              Shown as of <Time at={at()} seconds />.
            </>
          )}
        </Show>
      </span>
      <span data-end="">
        <Show when={props.trouble.requestId}>{(id) => <Copy text={id()} label={`request id ${id()}`} />}</Show>
        <button type="button" data-component="act" onClick={() => props.retry()}>
          {props.busy ? "Trying…" : "Try again"}
        </button>
      </span>
    </div>
  )
}

/** The shape of what is coming. It shows itself only after 150 ms, so that a quick answer never flashes. */
export function Skeleton(props: { lines?: number; tall?: string }) {
  return (
    <div data-component="skeleton" aria-hidden="true" style={{ "min-block-size": props.tall }}>
      <For each={Array.from({ length: props.lines ?? 3 })}>{() => <i />}</For>
    </div>
  )
}
