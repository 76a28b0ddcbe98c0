import { createMemo, For, Show } from "solid-js"
import { scaleOf } from "#shared/scale.ts"
import { type ChartProps, Frame } from "./frame.tsx"
import { barBox, barsPath, edgesOf, pile, topOf } from "./geometry.ts"
import { Dots, Veil } from "./patterns.tsx"

/** Bars over time, piled up from zero: what is added above the line, what is lost below it. */
export function BarChart(props: ChartProps) {
  const tall = () => props.tall ?? 176
  const count = () => props.buckets.length
  const layers = createMemo(() => pile(props.series.map((series) => series.values)))
  const scale = createMemo(() =>
    scaleOf({
      ...edgesOf(layers()),
      whole: props.whole ?? false,
      linesMax: props.linesMax ?? 5,
      stepMin: props.stepMin ?? 0,
    }),
  )
  const partial = () => props.buckets.at(-1)?.partial === true
  const boxOf = (at: number, from: number, to: number) => {
    const top = topOf(scale(), Math.max(from, to), tall())
    return { ...barBox(at, count()), y: top, height: topOf(scale(), Math.min(from, to), tall()) - top }
  }
  const veil = () => {
    const last = edgesOf(layers().map((layer) => layer.slice(-1)))
    return boxOf(count() - 1, last.low, last.high)
  }
  const unknown = () => layers()[props.series.findIndex((series) => series.slot === "unknown")]
  return (
    <Frame
      {...props}
      tall={tall()}
      scale={scale()}
      placing="band"
      partial={partial()}
      draw={() => (
        <For each={props.series}>
          {(series, index) => (
            <path
              data-part="bar"
              data-series={series.slot}
              data-hollow={series.slot === "unknown" || undefined}
              d={barsPath(layers()[index()] ?? [], scale(), tall())}
            />
          )}
        </For>
      )}
      over={
        <>
          <Show when={unknown()}>
            {(layer) => <Dots boxes={layer().map(({ from, to }, at) => boxOf(at, from, to))} />}
          </Show>
          <Show when={partial()}>
            <Veil box={veil()} />
          </Show>
        </>
      }
    />
  )
}
