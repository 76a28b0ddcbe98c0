import { Show } from "solid-js"
import type { Problem } from "../api.ts"
import { Copy } from "./copy.tsx"

/** Why a command was refused, where no field of `beside` says it already. */
export function Refused(props: {
  of: Problem | undefined
  /** What could not be done: `create the key`. */
  act: string
  beside?: readonly string[]
}) {
  const told = () => {
    const { of, beside = [] } = props
    return of && !(of.status < 500 && beside.includes(of.where ?? "")) ? of : undefined
  }
  return (
    <Show when={told()}>
      {(problem) => (
        <p role="alert" data-part="problem">
          Could not {props.act}. {problem().detail}
          {problem().wanted ? `: ${problem().wanted}. ` : " "}
          <Show when={problem().requestId}>{(id) => <Copy text={id()} label={`request id ${id()}`} />}</Show>
        </p>
      )}
    </Show>
  )
}
