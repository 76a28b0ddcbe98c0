import { createUniqueId, Show } from "solid-js"
import "../../ui/field.css"

/** One field of a rate, with what is wrong in it under it. A day is written as it is everywhere else: 2026-07-01. */
export function RateCell(props: {
  label: string
  value: string
  fault: string | undefined
  readOnly: boolean
  kind?: "day" | "decimal"
  maxlength?: number
  onInput: (value: string) => void
}) {
  const id = createUniqueId()
  return (
    <td>
      <div data-component="cellfield" data-kind={props.kind} data-status={props.fault ? "fail" : undefined}>
        <input
          type="text"
          inputmode={props.kind === "decimal" ? "decimal" : undefined}
          aria-label={props.label}
          aria-invalid={props.fault !== undefined}
          aria-describedby={props.fault ? id : undefined}
          placeholder={props.kind === "day" ? "2026-07-01" : undefined}
          autocomplete="off"
          spellcheck={false}
          disabled={props.readOnly}
          maxlength={props.maxlength}
          value={props.value}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
        <Show when={props.fault}>
          {(fault) => (
            <span id={id} role="alert">
              {fault()}
            </span>
          )}
        </Show>
      </div>
    </td>
  )
}
