import { createSignal, onCleanup } from "solid-js"
import type { Day } from "#shared/time.ts"
import type { Changes } from "../../address.ts"
import { Button } from "../../ui/button.tsx"

const SAID_MS = 2_000

/** Copies an address of this day: relative ranges end with it, not at the reader's now. */
export function CopyMoment(props: { day: Day | undefined; href: (changes: Changes) => string }) {
  const [copied, setCopied] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const copy = async () => {
    if (!props.day) return
    await navigator.clipboard.writeText(location.origin + props.href({ asOf: props.day }))
    setCopied(true)
    clearTimeout(timer)
    timer = setTimeout(() => setCopied(false), SAID_MS)
  }
  return (
    <Button
      icon={copied() ? "check" : "link"}
      title="Copy link to this day: it shows the figures as they stand at its end"
      disabled={!props.day}
      onClick={copy}
    >
      <span aria-live="polite">{copied() ? "Copied" : "Copy link"}</span>
      <span data-sr="">{copied() ? "" : " to this day"}</span>
    </Button>
  )
}
