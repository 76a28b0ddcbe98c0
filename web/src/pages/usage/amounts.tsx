import { Show } from "solid-js"
import { percentText } from "../../format.ts"
import { MoneyMicros } from "../../ui/money.tsx"

const MICROS = 1_000_000

/** An amount of US dollars; under a cent it says so, exact on hover. A dash when there is none. */
export function Usd(props: { usd: number | null }) {
  return (
    <Show when={props.usd !== null} fallback="–">
      <MoneyMicros micros={Math.round(props.usd! * MICROS)} currency="usd" />
    </Show>
  )
}

/** A share of 0–1 as percent; a dash when there is none. */
export function Share(props: { of: number | null; digits?: number }) {
  return (
    <Show when={props.of !== null} fallback="–">
      {percentText(props.of!, props.digits ?? 1)}
      <span data-minor="">{"\u00a0"}%</span>
    </Show>
  )
}
