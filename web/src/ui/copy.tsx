import { Show } from "solid-js"
import { createCopying } from "./copying.ts"
import { Icon } from "./icon.tsx"
import "./copy.css"

/** An identifier that a click copies; it says "Copied" in its own place. */
export function Copy(props: { text: string; label?: string; shown?: string }) {
  const { copied, copy } = createCopying()
  return (
    <button
      type="button"
      data-component="copy"
      aria-label={`Copy ${props.label ?? props.text}`}
      onClick={() => copy(props.text)}
    >
      <span>{props.shown ?? props.text}</span>
      <span data-part="said" data-status={copied() ? "ok" : undefined} aria-live="polite">
        <Show when={copied()} fallback={<Icon name="copy" size="small" />}>
          Copied
        </Show>
      </span>
    </button>
  )
}
