import { type ParentProps, Show } from "solid-js"
import type { Instant, Zone } from "#shared/time.ts"
import { BOARD_DEFINITIONS, type BoardDefinition } from "#shared/usage/board-definitions.ts"
import { How } from "../../ui/how.tsx"
import { Mark } from "../../ui/mark.tsx"
import { ZonedTime } from "./zoned-time.tsx"

/** The answer that a figure stands in. */
interface Answered {
  asOf: Instant
  timeZone: Zone
  outdated?: boolean
}

/** The "?" of a figure of the board. */
export const Computed = (props: ParentProps<{ figure: keyof typeof BOARD_DEFINITIONS; of: Answered }>) => (
  <Definition told={BOARD_DEFINITIONS[props.figure]} of={props.of}>
    {props.children}
  </Definition>
)

/** The "?" of a figure: its definition, said once for code and page, with what else there is to say in `children`. */
export function Definition(props: ParentProps<{ told: BoardDefinition; of: Answered }>) {
  return (
    <How
      of={props.told.title}
      window={props.told.window}
      rows={props.told.source}
      computed={
        <>
          <ZonedTime at={props.of.asOf} zone={props.of.timeZone} />, with this answer
        </>
      }
    >
      <p>{props.told.definition}</p>
      <Show when={props.children}>{(more) => <p>{more()}</p>}</Show>
      <Show when={props.of.outdated}>
        <p data-status="warn">
          <Mark status="warn" /> Part of it was made by an older version of this computation and is being made anew.
        </p>
      </Show>
    </How>
  )
}

/** A word with its "?", for what a table's columns mean. */
export function Explained(props: { figure: keyof typeof BOARD_DEFINITIONS; of: Answered }) {
  return (
    <span data-nowrap="">
      {BOARD_DEFINITIONS[props.figure].title} <Computed figure={props.figure} of={props.of} />
    </span>
  )
}
