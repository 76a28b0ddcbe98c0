import { createMemo, For, type JSX, Show } from "solid-js"
import type { Bucket } from "./bucket.ts"
import "./hues.css"
import "./readout.css"
import type { Annotation } from "./pennant.ts"
import { type Series, sumOf } from "./series.ts"
import type { Unit } from "./unit.ts"

/** What a legend says of a series while nobody points: its sum over the range, its newest value, or only its name. */
export type AtRest = "sum" | "newest" | "name"

/** The newest known value of a series. */
export const newest = (series: Pick<Series, "values">): number | null =>
  series.values.findLast((it) => it !== null) ?? null

/** The line below a plot: the stretch or the day in words, what there is to say about it, and the way to the table. */
export function Readout(props: {
  buckets: readonly Bucket[]
  at: number | undefined
  annotations: readonly Annotation[]
  /** What is said of the bucket pointed at, or of the whole range. */
  say: ((at: number | undefined) => JSX.Element) | undefined
  end: JSX.Element
}) {
  const when = () => {
    const first = props.buckets[0]
    const last = props.buckets.at(-1)
    if (!first || !last) return ""
    if (props.at !== undefined) return props.buckets[props.at]?.title ?? ""
    const year = first.from.slice(0, 4)
    const since = first.since ?? first.tick + (year === last.to.slice(0, 4) ? "" : ` ${year}`)
    return first === last ? first.title : `${since} – ${last.until ?? last.tick}`
  }
  const here = () => {
    const bucket = props.at === undefined ? undefined : props.buckets[props.at]
    return bucket ? props.annotations.filter((it) => bucket.from <= it.day && it.day <= bucket.to) : []
  }
  return (
    <p data-component="readout">
      <b>{when()}</b>
      <Show when={props.say}>{(say) => <span>{say()(props.at)}</span>}</Show>
      <For each={here()}>{(it) => <span data-tone="2">{it.title}</span>}</For>
      <span data-part="keys" aria-hidden="true">
        ← → move the line, Esc shows the totals
      </span>
      <span data-end data-screen>
        {props.end}
      </span>
    </p>
  )
}

/** Names with their colours; values of the day replace the totals while somebody points. Each keeps the room of the longer one. */
export function Legend(props: {
  series: readonly Series[]
  unit: Unit
  at: number | undefined
  atRest: AtRest
  /** Lines are keyed by a stroke, areas and bars by a square. */
  stroke?: boolean | undefined
  before?: { name: string; values: readonly (number | null)[] } | undefined
  annotations: readonly Annotation[]
  partial: boolean
}) {
  const kinds = createMemo(() => [...new Set(props.annotations.map((it) => it.kind))].sort())
  const restOf = (series: Pick<Series, "values">) =>
    props.atRest === "sum" ? sumOf(series.values) : props.atRest === "newest" ? newest(series) : null
  const valueOf = (series: Pick<Series, "values">) =>
    props.at === undefined ? restOf(series) : (series.values[props.at] ?? null)
  const room = (series: Pick<Series, "values">) => {
    const widest = [restOf(series), ...series.values].reduce<number>(
      (most, value) => Math.max(most, value === null ? 0 : props.unit.text(value).length),
      0,
    )
    return `${widest}ch`
  }
  const Value = (of: { series: Pick<Series, "values"> }) => (
    <Show when={props.atRest !== "name" || props.at !== undefined}>
      <b style={{ "min-inline-size": room(of.series) }}>
        <Show when={valueOf(of.series) !== null} fallback="–">
          {props.unit.show(valueOf(of.series)!)}
        </Show>
      </b>
    </Show>
  )
  return (
    <ul data-component="legend">
      <For each={props.series}>
        {(series) => (
          <li>
            <span data-part="key" data-series={series.slot} data-kind={props.stroke ? "line" : undefined} />
            {series.name} <Value series={series} />
          </li>
        )}
      </For>
      <Show when={props.before}>
        {(before) => (
          <li>
            <span data-part="key" data-kind="before" />
            {before().name} <Value series={before()} />
          </li>
        )}
      </Show>
      <Show when={kinds().length > 0}>
        <li>
          <span data-part="key" data-kind="flag" />
          {kinds()
            .map((kind) => (kind === "price" ? "price change" : kind))
            .join(" or ")}
        </li>
      </Show>
      <Show when={props.partial}>
        <li>
          <span data-part="key" data-kind="partial" />
          not over
        </li>
      </Show>
    </ul>
  )
}
