import { Show } from "solid-js"
import { countText } from "../../format.ts"
import type { Unit } from "../../ui/chart/unit.ts"
import { largeText } from "../overview/platform.tsx"
import { latencyAxis, latencyParts } from "./amount-text.ts"

/** Times of calls in milliseconds. */
export const latencies: Unit = {
  show: (ms) => <Latency ms={ms} />,
  text: (ms) => latencyParts(ms).join("\u00a0"),
  axis: latencyAxis,
}

/** How long a call took; a dash where none told. */
export function Latency(props: { ms: number | null | undefined }) {
  return (
    <Show when={typeof props.ms === "number" && latencyParts(props.ms)} fallback="–">
      {(parts) => (
        <span data-nowrap="">
          {parts()[0]}
          <span data-minor="">
            {"\u00a0"}
            {parts()[1]}
          </span>
        </span>
      )}
    </Show>
  )
}

/** A count that may be very large: `2.41 million`, exact on hover. */
export function Large(props: { count: number }) {
  const parts = () => largeText(props.count).split(" ")
  return (
    <span title={parts()[1] && countText(props.count)} data-nowrap="">
      {parts()[0]}
      <Show when={parts()[1]}>
        {(word) => (
          <span data-minor="">
            {"\u00a0"}
            {word()}
          </span>
        )}
      </Show>
    </span>
  )
}
