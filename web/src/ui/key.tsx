import type { ParentProps } from "solid-js"
import "./key.css"

/** The cap of a key. */
export function Key(props: ParentProps) {
  return <kbd data-component="key">{props.children}</kbd>
}

const MAC = /Mac|iP(hone|ad)/.test(navigator.platform)

/** The key that goes with K: ⌘ on a Mac, Ctrl elsewhere. */
export const COMMAND_K = MAC ? "⌘K" : "Ctrl K"
