import { type ParentProps, Show } from "solid-js"
import type { Overview } from "#shared/contract/overview.ts"
import { type Definition, DEFINITIONS } from "#shared/revenue/definitions.ts"
import { How } from "../../ui/how.tsx"
import { Mark } from "../../ui/mark.tsx"
import { Time } from "../../ui/time.tsx"
import { type Rows, rowsOf } from "./rows.ts"

/** The "?" of a figure of the overview, with what else there is to say in `children`. */
export const Computed = (props: ParentProps<{ figure: keyof typeof DEFINITIONS; of: Pick<Overview, "cubes"> }>) => (
  <Defined told={DEFINITIONS[props.figure]} rows={rowsOf(props.figure)} of={props.of}>
    {props.children}
  </Defined>
)

/** The "?" of a figure that is added up from cubes: its definition, said once for code and page, and where its rows are seen. */
export function Defined(props: ParentProps<{ told: Definition; rows: Rows | undefined; of: Pick<Overview, "cubes"> }>) {
  const cubes = () => props.told.cubes.flatMap((kind) => props.of.cubes[kind] ?? [])
  const foldedAt = () =>
    cubes()
      .map((cube) => cube.foldedAt)
      .sort()
      .at(-1)
  return (
    <How
      of={props.told.title}
      window={props.told.window}
      rows={
        <>
          {props.told.source} <Show when={props.rows}>{(rows) => <a href={rows().href}>{rows().text}</a>}</Show>
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
      <p>{props.told.definition}</p>
      <Show when={props.children}>{(more) => <p>{more()}</p>}</Show>
      <Show when={cubes().some((cube) => cube.outdated)}>
        <p data-status="warn">
          <Mark status="warn" /> Part of it was made by an older version of this computation and is being made anew.
        </p>
      </Show>
    </How>
  )
}
