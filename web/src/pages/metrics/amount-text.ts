import type { Scale } from "#shared/scale.ts"
import { countText, microsText, moneyText } from "../../format.ts"
import { axisNumber } from "../../ui/chart/unit.ts"

/** Micro-dollars of one drawn unit: costs are drawn in cents, parts of cents too. */
export const CENT_MICROS = 10_000

/** A cost of so many US cents: `$12.34`; under a cent in full, `$0.002500`. */
export const costText = (cents: number): string =>
  cents > 0 && cents < 1 ? microsText(cents * CENT_MICROS, "usd") : moneyText(Math.round(cents), "usd")

const SECOND = 1_000
const MINUTE = 60_000

/** How long a call took: a number and its unit. */
export function latencyParts(ms: number): [string, string] {
  if (ms < SECOND) return [countText(ms), "ms"]
  if (ms < 10 * SECOND) return [(ms / SECOND).toFixed(2), "s"]
  return ms < 10 * MINUTE ? [(ms / SECOND).toFixed(1), "s"] : [(ms / MINUTE).toFixed(1), "min"]
}

/** The same beside an axis: milliseconds up to two seconds, else seconds. */
export const latencyAxis = (ms: number, scale: Scale): string =>
  scale.to < 2 * SECOND ? `${axisNumber(ms, scale)} ms` : `${axisNumber(ms / SECOND, inSeconds(scale))} s`

const inSeconds = (scale: Scale): Scale => ({
  from: scale.from / SECOND,
  to: scale.to / SECOND,
  step: scale.step / SECOND,
  lines: scale.lines.map((line) => line / SECOND),
})
