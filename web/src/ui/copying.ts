import { createSignal, onCleanup } from "solid-js"

const SAID_MS = 2_000

/** Copies a text and knows for two seconds that it did, so that a button can say "Copied" in its own place. */
export function createCopying() {
  const [copied, setCopied] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    clearTimeout(timer)
    timer = setTimeout(() => setCopied(false), SAID_MS)
  }
  return { copied, copy }
}
