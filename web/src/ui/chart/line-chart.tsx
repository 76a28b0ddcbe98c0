import { createMemo, For, Show } from "solid-js"
import { scaleOf, startsAboveZero } from "#shared/scale.ts"
import { type ChartProps, Frame } from "./frame.tsx"
import { linePath, partedTops, placeOf, stretchBox, topOf, WIDE } from "./geometry.ts"
import { Veil } from "./patterns.tsx"
import { newest } from "./readout.tsx"

const LABEL_PX = 13

/** Lines over time. They may leave zero out, and then there is no area under them; one or two carry their name at their end. */
export function LineChart(
  props: ChartProps & {
    /** The same stretch before: a dashed grey line, never a second hue. */
    before?: { name: string; values: readonly (number | null)[] }
    /** The newest value is a level as of now, not a count that is still growing; then it is not veiled. */
    level?: boolean
  },
) {
  const tall = () => props.tall ?? 176
  const scale = createMemo(() => {
    const known = [...props.series.map((it) => it.values), props.before?.values ?? []]
      .flat()
      .filter((it) => it !== null)
    const low = known.reduce((a, b) => Math.min(a, b), known[0] ?? 0)
    const high = known.reduce((a, b) => Math.max(a, b), known[0] ?? 0)
    return scaleOf({
      low,
      high,
      zero: !startsAboveZero(low, high),
      whole: props.whole ?? false,
      linesMax: props.linesMax ?? 5,
      stepMin: props.stepMin ?? 0,
    })
  })
  const partial = () => !props.level && props.buckets.length > 1 && props.buckets.at(-1)?.partial === true
  const named = () => props.series.length === 2
  const ends = createMemo(() => {
    const values = props.series.map((series) => newest(series) ?? scale().from)
    return partedTops(
      values.map((value) => topOf(scale(), value, tall())),
      LABEL_PX,
      tall(),
    )
  })
  const dotOf = (values: readonly (number | null)[], at: number | undefined) => {
    const index = at ?? values.findLastIndex((value) => value !== null)
    const value = values[index] ?? null
    if (value === null) return ""
    return `M${placeOf("point", index, values.length) * WIDE} ${topOf(scale(), value, tall())}h0`
  }
  return (
    <Frame
      {...props}
      tall={tall()}
      scale={scale()}
      placing="point"
      partial={partial()}
      stroke
      ends={named()}
      atRest={props.atRest ?? "newest"}
      draw={(at) => (
        <>
          <Show when={props.before}>
            {(before) => <path data-part="line" data-kind="before" d={linePath(before().values, scale(), tall())} />}
          </Show>
          <For each={props.series}>
            {(series) => (
              <g data-series={series.slot}>
                <path data-part="line" d={linePath(series.values, scale(), tall())} />
                <path data-part="dot" data-ring d={dotOf(series.values, at())} />
                <path data-part="dot" d={dotOf(series.values, at())} />
              </g>
            )}
          </For>
        </>
      )}
      over={
        <>
          <Show when={partial()}>
            <Veil box={{ ...stretchBox(props.buckets.length), y: 0, height: tall() }} />
          </Show>
          <Show when={named()}>
            <For each={props.series}>
              {(series, index) => (
                <text x="100%" dx="9" y={(ends()[index()] ?? 0) + 3.5} data-strong={index() === 0 || undefined}>
                  {series.name}
                </text>
              )}
            </For>
          </Show>
        </>
      }
    />
  )
}
