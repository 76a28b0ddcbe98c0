import { For, Show } from "solid-js"
import type { Bucket } from "./bucket.ts"
import type { Annotation } from "./pennant.ts"
import { type AtRest } from "./readout.tsx"
import { type Series, sumOf } from "./series.ts"
import type { Unit } from "./unit.ts"
import "../table.css"

/** The same values as a table, newest first, with the totals the legend shows. */
export function Rows(props: {
  name: string
  /** Tall as the plot was, so that nothing below moves. */
  tall: number
  buckets: readonly Bucket[]
  series: readonly Series[]
  before?: { name: string; values: readonly (number | null)[] } | undefined
  unit: Unit
  atRest: AtRest
  annotations: readonly Annotation[]
}) {
  const columns = () => [...props.series, ...(props.before ? [props.before] : [])]
  const order = () => props.buckets.map((_, at) => at).reverse()
  const noteOf = (bucket: Bucket) =>
    props.annotations
      .filter((it) => bucket.from <= it.day && it.day <= bucket.to)
      .map((it) => it.title)
      .join("; ")
  const Cell = (of: { value: number | null }) => (
    <td data-figure>
      <Show when={of.value !== null} fallback="–">
        {props.unit.show(of.value!)}
      </Show>
    </td>
  )
  return (
    <section
      data-part="rows"
      data-density="dense"
      tabindex="0"
      aria-label={`${props.name}, as a table`}
      style={{ "--tall": `${props.tall}px` }}
    >
      <table data-component="table">
        <thead>
          <tr>
            <th scope="col">When</th>
            <For each={columns()}>
              {(column) => (
                <th scope="col" data-figure>
                  {column.name}
                </th>
              )}
            </For>
            <Show when={props.annotations.length > 0}>
              <th scope="col">What happened</th>
            </Show>
          </tr>
        </thead>
        <tbody>
          <For each={order()}>
            {(at) => (
              <tr>
                <th scope="row">
                  {props.buckets[at]!.title}
                  <Show when={props.buckets[at]!.partial}>
                    <span data-tone="3">, not over</span>
                  </Show>
                </th>
                <For each={columns()}>{(column) => <Cell value={column.values[at] ?? null} />}</For>
                <Show when={props.annotations.length > 0}>
                  <td>{noteOf(props.buckets[at]!)}</td>
                </Show>
              </tr>
            )}
          </For>
        </tbody>
        <Show when={props.atRest === "sum"}>
          <tfoot>
            <tr>
              <th scope="row">Total</th>
              <For each={columns()}>{(column) => <Cell value={sumOf(column.values)} />}</For>
              <Show when={props.annotations.length > 0}>
                <td />
              </Show>
            </tr>
          </tfoot>
        </Show>
      </table>
    </section>
  )
}
