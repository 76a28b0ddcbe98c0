import { createMemo, For, Show } from "solid-js"
import { scaleOf } from "#shared/scale.ts"
import { type ChartProps, Frame } from "./frame.tsx"
import { areaPath, edgesOf, linePath, pile, stretchBox, WIDE } from "./geometry.ts"
import { Dots, Veil } from "./patterns.tsx"

/** One series as a line with a wash under it; several piled up, parted by a hair of paper. Starts at zero; values are never below it. */
export function AreaChart(props: ChartProps) {
  const tall = () => props.tall ?? 176
  const layers = createMemo(() => pile(props.series.map((series) => series.values)))
  const alone = () => props.series.length === 1
  const scale = createMemo(() =>
    scaleOf({
      ...edgesOf(layers()),
      whole: props.whole ?? false,
      linesMax: props.linesMax ?? 5,
      stepMin: props.stepMin ?? 0,
    }),
  )
  const zeros = () => props.buckets.map(() => 0)
  const areaOf = (index: number) => {
    const layer = layers()[index] ?? []
    return areaPath(
      layer.map((it) => it.from),
      layer.map((it) => it.to),
      scale(),
      tall(),
    )
  }
  const unknown = () => props.series.findIndex((series) => series.slot === "unknown")
  const partial = () => props.buckets.length > 1 && props.buckets.at(-1)?.partial === true
  return (
    <Frame
      {...props}
      tall={tall()}
      scale={scale()}
      placing="point"
      partial={partial()}
      draw={() => (
        <Show
          when={alone()}
          fallback={
            <For each={props.series}>
              {(series, index) => (
                <path
                  data-part="area"
                  data-series={series.slot}
                  data-hollow={series.slot === "unknown" || undefined}
                  d={areaOf(index())}
                />
              )}
            </For>
          }
        >
          <g data-series={props.series[0]?.slot}>
            <path data-part="wash" d={areaPath(zeros(), props.series[0]?.values ?? [], scale(), tall())} />
            <path data-part="line" d={linePath(props.series[0]?.values ?? [], scale(), tall())} />
          </g>
        </Show>
      )}
      over={
        <>
          <Show when={!alone() && unknown() !== -1}>
            <Dots
              boxes={[{ x: "0", width: "100%", y: 0, height: tall() }]}
              clip={{ d: areaOf(unknown()), scale: `scale(${1 / WIDE} ${1 / tall()})` }}
            />
          </Show>
          <Show when={partial()}>
            <Veil box={{ ...stretchBox(props.buckets.length), y: 0, height: tall() }} />
          </Show>
        </>
      }
    />
  )
}
