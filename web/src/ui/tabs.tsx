import { For } from "solid-js"
import "./tabs.css"

/** The pages of one thing, side by side under its heading: links, one of them here. */
export function Tabs(props: { label: string; items: readonly { href: string; text: string; on: boolean }[] }) {
  return (
    <nav data-component="tabs" aria-label={props.label}>
      <For each={props.items}>
        {(item) => (
          <a href={item.href} aria-current={item.on ? "page" : undefined}>
            {item.text}
          </a>
        )}
      </For>
    </nav>
  )
}
