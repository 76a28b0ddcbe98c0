import { createUniqueId, type JSX, Show } from "solid-js"
import { Mark } from "./mark.tsx"
import "./field.css"

/** A labelled control with one line of help, or the reason why its value is not right. `control` gets the ids to wear. */
export function Field(props: {
  label: string
  help?: JSX.Element
  problem?: string | undefined
  control: (ids: { id: string; describedBy: string; invalid: boolean }) => JSX.Element
}) {
  const id = createUniqueId()
  return (
    <div data-component="field" data-status={props.problem ? "fail" : undefined}>
      <label for={id}>{props.label}</label>
      {props.control({
        id,
        describedBy: `${id}-help`,
        get invalid() {
          return props.problem !== undefined
        },
      })}
      <p id={`${id}-help`} role={props.problem ? "alert" : undefined}>
        <Show when={props.problem} fallback={props.help}>
          <Mark status="fail" />
          {props.problem}
        </Show>
      </p>
    </div>
  )
}
