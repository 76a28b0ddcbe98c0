import type { OrganizationMetrics } from "../contract/metrics.ts"
import { mergeSketches, type Sketch } from "../sketch.ts"
import { instant, type Instant, MINUTE_MS } from "../time.ts"
import { figuresOf } from "./metrics-figures.ts"
import { type Charted, stepStart, stepStarts, stepsLater } from "./metrics-window.ts"
import type { Usage } from "./usage.ts"
import { addRow, SUM_FIELDS, sumsOfRow, zeroRow } from "./usage-sums.ts"

/** The chart of a window: one point a step, those without calls too, from the points of the cubes in it. */
export function chartOf(window: Charted, parts: readonly Usage[], seesCost: boolean): OrganizationMetrics["points"] {
  const { step, zone, from, to } = window
  const starts = stepStarts(window)
  const steps = new Map<Instant, { row: number[]; latencies: Sketch[] }>(
    starts.map((start) => [start, { row: zeroRow(SUM_FIELDS.length), latencies: [] }]),
  )
  for (const { atMinute, row, latency } of parts.flatMap(({ points }) => points)) {
    const there = steps.get(stepStart(step, instant(atMinute * MINUTE_MS), zone))
    if (!there) continue
    addRow(there.row, row)
    there.latencies.push(latency)
  }
  return starts.map((start) => {
    const { row, latencies } = steps.get(start)!
    return {
      start,
      partial: start < from || stepsLater(step, start, 1, zone) > to,
      ...figuresOf(sumsOfRow(row), mergeSketches(latencies), seesCost),
    }
  })
}
