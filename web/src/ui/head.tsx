import { createEffect, type JSX, onMount, type ParentProps, Show } from "solid-js"
import { takeArrival } from "../shell/arrival.ts"
import "./head.css"

/**
 * The one heading of a page. It names the document too, and takes the focus when the reader arrived by a link, so that who
 * listens hears where they are. Children are the page's controls.
 */
export function Head(
  props: ParentProps<{
    title: string
    note?: JSX.Element
    /** The note grows when the page's answer comes: there is room for it from the beginning, so that nothing moves. */
    grows?: boolean
  }>,
) {
  let heading: HTMLHeadingElement | undefined
  createEffect(() => {
    document.title = `${props.title} · Watchbill`
  })
  onMount(() => {
    if (takeArrival()) heading?.focus({ preventScroll: true })
  })
  return (
    <div data-component="head">
      <div>
        <h1 tabindex="-1" ref={heading}>
          {props.title}
        </h1>
        <Show when={props.note}>{(note) => <p data-grows={props.grows ? "" : undefined}>{note()}</p>}</Show>
      </div>
      <Show when={props.children}>{(controls) => <div data-end="">{controls()}</div>}</Show>
    </div>
  )
}
