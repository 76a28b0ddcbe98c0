import { Show } from "solid-js"
import type { Scale } from "#shared/scale.ts"
import { countText, microsText, moneyText } from "../../format.ts"
import { axisNumber, type Unit } from "../../ui/chart/unit.ts"
import { MoneyMicros } from "../../ui/money.tsx"
import { largeText } from "../overview/platform.tsx"

/** Micro-dollars of one drawn unit: costs are drawn in cents, parts of cents too. */
export const CENT_MICROS = 10_000

/** Costs in US cents. */
export const costs: Unit = {
  show: (cents) => <MoneyMicros micros={Math.round(cents * CENT_MICROS)} currency="usd" />,
  text: (cents) =>
    cents > 0 && cents < 1 ? microsText(cents * CENT_MICROS, "usd") : moneyText(Math.round(cents), "usd"),
  axis: (cents, scale) => axisNumber(cents, scale, "$", 100),
}

const SECOND = 1_000
const MINUTE = 60_000

/** How long a call took: a number and its unit. */
function partsOf(ms: number): [string, string] {
  if (ms < SECOND) return [countText(ms), "ms"]
  if (ms < 10 * SECOND) return [(ms / SECOND).toFixed(2), "s"]
  return ms < 10 * MINUTE ? [(ms / SECOND).toFixed(1), "s"] : [(ms / MINUTE).toFixed(1), "min"]
}

const inSeconds = (scale: Scale): Scale => ({
  from: scale.from / SECOND,
  to: scale.to / SECOND,
  step: scale.step / SECOND,
  lines: scale.lines.map((line) => line / SECOND),
})

/** Times of calls in milliseconds. */
export const latencies: Unit = {
  show: (ms) => <Latency ms={ms} />,
  text: (ms) => partsOf(ms).join("\u00a0"),
  axis: (ms, scale) =>
    scale.to < 2 * SECOND ? `${axisNumber(ms, scale)} ms` : `${axisNumber(ms / SECOND, inSeconds(scale))} s`,
}

/** How long a call took; a dash where none told. */
export function Latency(props: { ms: number | null | undefined }) {
  return (
    <Show when={typeof props.ms === "number" && partsOf(props.ms)} fallback="–">
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
