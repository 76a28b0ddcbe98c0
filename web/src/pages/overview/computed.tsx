import { type ParentProps, Show } from "solid-js"
import { DEFINITIONS } from "#shared/revenue/definitions.ts"
import type { Instant } from "#shared/time.ts"
import { How } from "../../ui/how.tsx"

/** The "?" of a figure: its definition, said once for code and page, with what else there is to say in `children`. */
export function Computed(props: ParentProps<{ figure: keyof typeof DEFINITIONS; at: Instant }>) {
  const told = () => DEFINITIONS[props.figure]
  return (
    <How of={told().title} window={told().window} rows={told().source} computedAt={props.at}>
      <p>{told().definition}</p>
      <Show when={props.children}>{(more) => <p>{more()}</p>}</Show>
    </How>
  )
}
