import { createMemo, createSignal, createUniqueId, type JSX, Show } from "solid-js"
import type { Scale } from "#shared/scale.ts"
import { type Bucket, bucketUnder } from "./bucket.ts"
import "./chart.css"
import "./hues.css"
import { useCross } from "./cross.tsx"
import type { Placing } from "./geometry.ts"
import { moved } from "./move.ts"
import type { Annotation } from "./pennant.ts"
import { Plot } from "./plot.tsx"
import { type AtRest, Legend, Readout } from "./readout.tsx"
import { Rows } from "./rows.tsx"
import type { Series } from "./series.ts"
import type { Unit } from "./unit.ts"

/** What every chart over time is given. */
export interface ChartProps {
  /** What is drawn, as a noun: `MRR, daily`. */
  name: string
  /** One sentence for who does not see the plot: from where to where, and what stands out. */
  summary: string
  buckets: readonly Bucket[]
  series: readonly Series[]
  unit: Unit
  /** Height of the plot in pixels. */
  tall?: number
  /** Most lines of the grid, 3–7. */
  linesMax?: number
  /** Counts have no line at a half. */
  whole?: boolean
  /** The smallest step of the grid. */
  stepMin?: number
  annotations?: readonly Annotation[]
  atRest?: AtRest
  /** Shown from two series on unless said. */
  legend?: boolean
  /** What the line below says of the bucket pointed at, or of the whole range. */
  say?: (at: number | undefined) => JSX.Element
}

/** A figure with its plot, crosshair, readout, legend and table; the kinds of chart differ in what they draw in it. */
export function Frame(
  props: Omit<ChartProps, "linesMax" | "whole" | "stepMin"> & {
    scale: Scale
    placing: Placing
    tall: number
    /** The last bucket is veiled, and the legend says so. */
    partial: boolean
    stroke?: boolean
    /** Words stand right of the plot. */
    ends?: boolean
    before?: { name: string; values: readonly (number | null)[] } | undefined
    draw: (at: () => number | undefined) => JSX.Element
    over?: JSX.Element
  },
) {
  const summaryId = createUniqueId()
  const cross = useCross()
  const [tabular, setTabular] = createSignal(false)
  const annotations = () => props.annotations ?? []
  const atRest = () => props.atRest ?? "sum"
  const count = () => props.buckets.length
  const at = createMemo(() => bucketUnder(props.buckets, cross.at()))
  const pointTo = (index: number | undefined) => cross.move(index === undefined ? undefined : props.buckets[index])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const to = moved(event.key, at(), count())
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    pointTo(to ?? undefined)
  }
  /** What a screen reader says when the crosshair moves. */
  const spoken = () => {
    const index = at()
    if (index === undefined) return props.summary
    const values = props.series.map((series) => {
      const value = series.values[index] ?? null
      return `${series.name} ${value === null ? "unknown" : props.unit.text(value)}`
    })
    const bucket = props.buckets[index]!
    const events = annotations().filter((it) => bucket.from <= it.day && it.day <= bucket.to)
    return [bucket.title + (bucket.partial ? ", not over" : ""), ...values, ...events.map((it) => it.title)].join(", ")
  }

  return (
    <figure
      data-component="chart"
      aria-label={props.name}
      aria-describedby={summaryId}
      data-ends={props.ends || undefined}
    >
      <p data-sr id={summaryId}>
        {props.summary}
      </p>
      <Show
        when={!tabular()}
        fallback={
          <Rows
            name={props.name}
            tall={props.tall}
            buckets={props.buckets}
            series={props.series}
            before={props.before}
            unit={props.unit}
            atRest={atRest()}
            annotations={annotations()}
          />
        }
      >
        <div
          data-part="plot"
          role="slider"
          tabindex="0"
          aria-label={`${props.name}: move through time`}
          aria-valuemin="0"
          aria-valuemax={Math.max(0, count() - 1)}
          aria-valuenow={at() ?? Math.max(0, count() - 1)}
          aria-valuetext={spoken()}
          onKeyDown={onKeyDown}
          onBlur={() => pointTo(undefined)}
        >
          <Plot
            buckets={props.buckets}
            placing={props.placing}
            scale={props.scale}
            unit={props.unit}
            tall={props.tall}
            annotations={annotations()}
            at={at()}
            onPoint={pointTo}
            over={props.over}
          >
            {props.draw(at)}
          </Plot>
        </div>
      </Show>
      <figcaption>
        <Readout
          buckets={props.buckets}
          at={at()}
          annotations={annotations()}
          say={props.say}
          end={
            <button
              type="button"
              data-part="flip"
              aria-label={tabular() ? `Chart of ${props.name}` : `Table of ${props.name}`}
              onClick={() => setTabular(!tabular())}
            >
              {tabular() ? "Chart" : "Table"}
            </button>
          }
        />
        <Show when={props.legend ?? props.series.length + (props.before ? 1 : 0) > 1}>
          <Legend
            series={props.series}
            unit={props.unit}
            at={at()}
            atRest={atRest()}
            stroke={props.stroke}
            before={props.before}
            annotations={annotations()}
            partial={props.partial}
          />
        </Show>
      </figcaption>
    </figure>
  )
}
