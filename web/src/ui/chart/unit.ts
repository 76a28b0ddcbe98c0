import type { JSX } from "solid-js"
import type { Scale } from "#shared/scale.ts"

/** How a chart says its values: each of the three says the same number. */
export interface Unit {
  /** In full, as a legend or a table shows it. */
  show: (value: number) => JSX.Element
  /** In full, as plain text: for sentences, and to keep the room a value will need. */
  text: (value: number) => string
  /** Short, beside a line of the axis. */
  axis: (value: number, scale: Scale) => string
}

const SIZES = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
] as const

/** How many decimals a step needs to be told from its neighbours. */
function decimalsOf(step: number): number {
  for (let digits = 0; digits < 6; digits++) {
    if (Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) < 1e-9) return digits
  }
  return 6
}

/**
 * A number beside an axis: `92k`, `−1.5k`, `0`. All lines of one axis have the same size and as many digits as their
 * step asks for. `perUnit` is how many of the drawn units make one that is written: 100 cents a dollar.
 */
export function axisNumber(value: number, scale: Scale, symbol = "", perUnit = 1): string {
  if (value === 0) return `${symbol}0`
  const step = scale.step / perUnit
  const highest = Math.max(Math.abs(scale.from), Math.abs(scale.to)) / perUnit
  const [size, letter] = SIZES.find(([at]) => step >= at || highest >= at * 10) ?? [1, ""]
  const needed = decimalsOf(step / size)
  // Half a dollar is $0.50, as amounts are written.
  const digits = needed > 0 && size === 1 ? Math.max(needed, Math.log10(perUnit)) : needed
  const [whole = "", part] = (Math.abs(value) / perUnit / size).toFixed(digits).split(".")
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "")
  return `${value < 0 ? "−" : ""}${symbol}${text}${letter}`
}
