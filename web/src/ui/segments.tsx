import { For, type JSX, type ParentProps } from "solid-js"
import "./segments.css"

/** A small switch whose choices are links, because the choice is part of the address. Children follow as further choices. */
export function LinkSegments(
  props: ParentProps<{ label: string; items: readonly { href: string; text: JSX.Element; on: boolean }[] }>,
) {
  return (
    <nav data-component="segments" aria-label={props.label}>
      <For each={props.items}>
        {(item) => (
          <a href={item.href} noScroll aria-current={item.on ? "true" : undefined}>
            {item.text}
          </a>
        )}
      </For>
      {props.children}
    </nav>
  )
}

/** The same where the choice is the reader's own and not part of the address. */
export function Choice<Value extends string>(props: {
  label: string
  name: string
  value: Value
  items: readonly { value: Value; text: string }[]
  onChoose: (value: Value) => void
}) {
  return (
    <fieldset data-component="segments">
      <legend data-sr="">{props.label}</legend>
      <For each={props.items}>
        {(item) => (
          <label data-on={props.value === item.value ? "" : undefined}>
            <input
              type="radio"
              data-sr=""
              name={props.name}
              value={item.value}
              checked={props.value === item.value}
              onChange={() => props.onChoose(item.value)}
            />
            {item.text}
          </label>
        )}
      </For>
    </fieldset>
  )
}
