import { createEffect, For, onCleanup, Show } from "solid-js"
import { closeToast, type Toast, toasts } from "../toast.ts"
import { Icon } from "./icon.tsx"
import { Mark } from "./mark.tsx"
import "./toast.css"
import "./button.css"

const LIFE_MS = 8_000

/** Where toasts appear; who listens hears them too. A toast waits while it is pointed at or holds the focus. */
export function Toasts() {
  return (
    <section data-component="toasts" aria-label="Notices" aria-live="polite" aria-relevant="additions text">
      <For each={toasts()}>{(it) => <OneToast toast={it} />}</For>
    </section>
  )
}

function OneToast(props: { toast: Toast }) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const start = () => {
    clearTimeout(timer)
    if (!props.toast.lasting) timer = setTimeout(() => closeToast(props.toast.id), LIFE_MS)
  }
  createEffect(start)
  onCleanup(() => clearTimeout(timer))
  return (
    <div
      data-component="toast"
      data-status={props.toast.status}
      onPointerEnter={() => clearTimeout(timer)}
      onPointerLeave={start}
      onFocusIn={() => clearTimeout(timer)}
      onFocusOut={start}
    >
      <Mark status={props.toast.status} />
      <span>{props.toast.text}</span>
      <span data-end="">
        <Show when={props.toast.act}>
          {(act) => (
            <Show
              when={act().href}
              fallback={
                <button
                  type="button"
                  data-component="button"
                  data-kind="quiet"
                  data-part="act"
                  onClick={() => act().onAct?.()}
                >
                  {act().text}
                </button>
              }
            >
              {(href) => (
                <a data-component="button" data-kind="quiet" data-part="act" href={href()}>
                  {act().text}
                </a>
              )}
            </Show>
          )}
        </Show>
        <button
          type="button"
          data-component="button"
          data-kind="quiet"
          data-icon-only=""
          aria-label="Close notice"
          onClick={() => closeToast(props.toast.id)}
        >
          <Icon name="close" size="small" />
        </button>
      </span>
    </div>
  )
}
