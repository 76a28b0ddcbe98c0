import { createMemo, For, type JSX, Show } from "solid-js"
import { daysToLabel, labelsThatFit, type Scale } from "#shared/scale.ts"
import type { Bucket } from "./bucket.ts"
import { bucketAt, type Placing, percent, placeOf, topOf, WIDE } from "./geometry.ts"
import type { Annotation } from "./pennant.ts"
import { Pennants } from "./pennants.tsx"
import type { Unit } from "./unit.ts"

/** Everything about a plot but what is drawn in it. */
export interface PlotProps {
  buckets: readonly Bucket[]
  placing: Placing
  scale: Scale
  unit: Unit
  /** Height in pixels; the width is whatever there is. */
  tall: number
  annotations: readonly Annotation[]
  /** The bucket under the crosshair. */
  at: number | undefined
  onPoint: (at: number | undefined) => void
  /** What is stretched: paths in a drawing `WIDE` units wide and `tall` pixels high. */
  children: JSX.Element
  /** What is not: words and patterns, placed in percentages. */
  over?: JSX.Element
}

const LABEL_PX = 50
const MONTH_PX = 30
const MONTH_CHARS = 3

/** The outer drawing in percentages: lines, words, veil, pennants and crosshair; the paths lie in a nested one that stretches. */
export function Plot(props: PlotProps) {
  let drawing!: SVGSVGElement
  const count = () => props.buckets.length
  const longest = createMemo(() =>
    Math.max(...props.scale.lines.map((line) => props.unit.axis(line, props.scale).length)),
  )

  const labels = createMemo(() => {
    const buckets = props.buckets
    const days = buckets.every((bucket) => bucket.from === bucket.to)
    const wanted = days
      ? daysToLabel(buckets.map((bucket) => bucket.from))
      : buckets.flatMap(({ unlabelled }, at) => (unlabelled ? [] : [{ at, leading: true }]))
    const places = wanted.map(({ at }) => placeOf(props.placing, at, buckets.length))
    const months = buckets.every((bucket) => bucket.tick.length === MONTH_CHARS)
    const fits = labelsThatFit(wanted, places, months ? MONTH_PX : LABEL_PX)
    return wanted.flatMap(({ at }, index) => {
      const fit = fits[index]
      return fit ? [{ fit, place: places[index]!, bucket: buckets[at]!, last: at === buckets.length - 1 }] : []
    })
  })
  /** The last label ends with the plot where its middle would reach over the edge. */
  const endsThere = (last: boolean) => last && (props.placing === "point" || count() > 14)

  const point = (event: PointerEvent) => {
    const box = drawing.getBoundingClientRect()
    props.onPoint(bucketAt(props.placing, (event.clientX - box.left) / box.width, count()))
  }

  return (
    <div
      data-part="stage"
      style={{ "--gutter-chars": longest() }}
      data-flags={props.annotations.length > 0 || undefined}
    >
      <svg
        ref={drawing}
        height={props.tall}
        aria-hidden="true"
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={(event) => event.pointerType === "mouse" && props.onPoint(undefined)}
      >
        <rect data-part="pad" x="0" y="0" width="100%" height={props.tall} />
        <For each={props.scale.lines}>
          {(line) => (
            <>
              <line data-part="grid" x1="0" x2="100%" y1={y(line)} y2={y(line)} />
              <text x="-8" y={y(line) + 3.5} text-anchor="end">
                {props.unit.axis(line, props.scale)}
              </text>
            </>
          )}
        </For>
        <For each={labels()}>
          {(label) => (
            <text
              x={endsThere(label.last) ? "100%" : percent(label.place)}
              y={props.tall + 15}
              text-anchor={endsThere(label.last) ? "end" : "middle"}
              data-fit={label.fit}
              data-strong={label.bucket.partial || undefined}
            >
              {label.bucket.tick}
            </text>
          )}
        </For>
        <svg
          viewBox={`0 0 ${WIDE} ${props.tall}`}
          preserveAspectRatio="none"
          width="100%"
          height={props.tall}
          overflow="visible"
        >
          {props.children}
        </svg>
        <line data-part="axis" x1="0" x2="100%" y1={base()} y2={base()} />
        {props.over}
        <Pennants annotations={props.annotations} buckets={props.buckets} placing={props.placing} tall={props.tall} />
        <Show when={props.at !== undefined}>
          <line data-part="cross" x1={crossAt()} x2={crossAt()} y1="0" y2={props.tall} />
        </Show>
      </svg>
    </div>
  )

  function y(value: number) {
    return topOf(props.scale, value, props.tall)
  }
  /** The strong line: zero where it is in sight, else the lowest. */
  function base() {
    return y(Math.min(props.scale.to, Math.max(props.scale.from, 0)))
  }
  function crossAt() {
    return percent(placeOf(props.placing, props.at ?? 0, count()))
  }
}
