import { type ParentProps, Show } from "solid-js"
import type { Overview } from "#shared/contract/overview.ts"
import { type Definition, DEFINITIONS } from "#shared/revenue/definitions.ts"
import { How } from "../../ui/how.tsx"
import { Mark } from "../../ui/mark.tsx"
import { Time } from "../../ui/time.tsx"
import { rowsOf } from "./rows.ts"

/** The "?" of a figure: its definition, said once for code and page, with what else there is to say in `children`. */
export function Computed(props: ParentProps<{ figure: keyof typeof DEFINITIONS; of: Overview }>) {
  const told = (): Definition => DEFINITIONS[props.figure]
  const cubes = () => told().cubes.flatMap((kind) => props.of.cubes[kind] ?? [])
  const foldedAt = () =>
    cubes()
      .map((cube) => cube.foldedAt)
      .sort()
      .at(-1)
  return (
    <How
      of={told().title}
      window={told().window}
      rows={
        <>
          {told().source} <Show when={rowsOf(props.figure)}>{(rows) => <a href={rows().href}>{rows().text}</a>}</Show>
        </>
      }
      computed={
        <Show when={foldedAt()} fallback="With this answer, from the facts themselves.">
          {(at) => (
            <>
              <Time at={at()} />, and what came since with this answer
            </>
          )}
        </Show>
      }
    >
      <p>{told().definition}</p>
      <Show when={props.children}>{(more) => <p>{more()}</p>}</Show>
      <Show when={cubes().some((cube) => cube.outdated)}>
        <p data-status="warn">
          <Mark status="warn" /> Part of it was made by an older version of this computation and is being made anew.
        </p>
      </Show>
    </How>
  )
}
