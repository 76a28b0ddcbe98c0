import { createUniqueId, type JSX, onCleanup, onMount, type ParentProps, Show } from "solid-js"
import "./dialog.css"

/**
 * A question over the page. It exists as long as it is asked: the caller renders it to open it. Escape and the scrim close
 * it; focus goes back to where it was. Children say what will happen, `buttons` answer.
 */
export function Dialog(
  props: ParentProps<{ title: string; onClose: () => void; buttons: JSX.Element; wide?: boolean }>,
) {
  const id = createUniqueId()
  let dialog!: HTMLDialogElement
  const before = document.activeElement
  onMount(() => dialog.showModal())
  onCleanup(() => {
    if (before instanceof HTMLElement && before.isConnected) before.focus()
  })
  return (
    <dialog
      ref={dialog}
      data-component="dialog"
      data-wide={props.wide ? "" : undefined}
      aria-labelledby={id}
      onClose={() => props.onClose()}
      onClick={(event) => {
        if (event.target === dialog) dialog.close()
      }}
    >
      <header>
        <h2 id={id}>{props.title}</h2>
      </header>
      <Show when={props.children}>{(body) => <div>{body()}</div>}</Show>
      <footer>{props.buttons}</footer>
    </dialog>
  )
}
