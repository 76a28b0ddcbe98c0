import { Show } from "solid-js"
import type { MetricsTotals } from "#shared/contract/metrics.ts"
import { CENT_MICROS, costText } from "../metrics/amount-text.ts"

type Cost = NonNullable<MetricsTotals["cost"]>

/** What was asked for before discounts: the whole that shares of it are of, in integer micro-dollars. */
export const grossMicros = ({ inputMicros, outputMicros, cachedMicros }: Cost): number =>
  inputMicros + outputMicros + cachedMicros

/** What a call costs on average, in micro-dollars and parts of them; null without calls. */
export const perCall = ({ cost, requests }: MetricsTotals): number | null =>
  cost && requests > 0 ? cost.totalMicros / requests : null

/** The same of 1,000 tokens; null without tokens. */
export const perThousandTokens = ({ cost, tokens }: MetricsTotals): number | null =>
  cost && tokens.total > 0 ? (cost.totalMicros * 1_000) / tokens.total : null

/** An average cost, in full where it is under a cent: it is multiplied by many. */
export const Average = (props: { micros: number | null }) => (
  <Show when={props.micros !== null} fallback="–">
    <span data-nowrap="">{costText(Math.round(props.micros!) / CENT_MICROS)}</span>
  </Show>
)
