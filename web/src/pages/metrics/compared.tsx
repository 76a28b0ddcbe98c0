import { type JSX, Show } from "solid-js"
import type { MetricsTotals, OrganizationMetrics } from "#shared/contract/metrics.ts"
import { Against } from "../usage/against.tsx"
import { theBefore } from "./words.ts"

/** The change of one figure and what it was; nothing while no comparison is asked for. */
export function Compared(props: {
  data: OrganizationMetrics
  figure: (totals: MetricsTotals) => number | null
  measure?: "share" | "points"
  more: "good" | "bad" | "flat"
  show: (was: number) => JSX.Element
}) {
  const now = () => props.figure(props.data.totals)
  return (
    <Show when={props.data.previous}>
      {(before) => (
        <span data-part="compared">
          <Show
            when={now() !== null || props.figure(before().totals) === null}
            fallback={
              <>
                was {props.show(props.figure(before().totals)!)} in {theBefore(props.data.window)}
              </>
            }
          >
            <Against
              now={now()}
              before={props.figure(before().totals)}
              measure={props.measure ?? "share"}
              more={props.more}
              than={theBefore(props.data.window)}
            />
            <Show when={props.figure(before().totals) !== null}>
              , was {props.show(props.figure(before().totals)!)}
            </Show>
          </Show>
        </span>
      )}
    </Show>
  )
}
