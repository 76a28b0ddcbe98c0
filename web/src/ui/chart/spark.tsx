import { createMemo } from "solid-js"
import { areaPath, linePath, placeOf, topOf, WIDE } from "./geometry.ts"
import type { Slot } from "./series.ts"
import "./spark.css"

const TALL = 26
const MARGIN = 2.5

/** The shape of a figure over time, without numbers: the figure beside it says them. Hidden from who listens. */
export function Spark(props: { values: readonly (number | null)[]; slot?: Slot }) {
  const scale = createMemo(() => {
    const known = props.values.filter((it) => it !== null)
    const low = known.reduce((a, b) => Math.min(a, b), known[0] ?? 0)
    const high = known.reduce((a, b) => Math.max(a, b), known[0] ?? 0)
    const span = high - low || Math.abs(high) || 1
    const margin = (span * MARGIN) / (TALL - 2 * MARGIN)
    return { from: low - margin, to: low + span + margin, step: span, lines: [] }
  })
  const floor = () => props.values.map(() => scale().from)
  const dot = () => {
    const at = props.values.findLastIndex((value) => value !== null)
    if (at === -1) return ""
    return `M${placeOf("point", at, props.values.length) * WIDE} ${topOf(scale(), props.values[at]!, TALL)}h0`
  }
  return (
    <svg
      data-component="spark"
      data-series={props.slot ?? "1"}
      viewBox={`0 0 ${WIDE} ${TALL}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path data-part="wash" d={areaPath(floor(), props.values, scale(), TALL)} />
      <path data-part="line" d={linePath(props.values, scale(), TALL)} />
      <path data-part="dot" d={dot()} />
    </svg>
  )
}
