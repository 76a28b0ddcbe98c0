import type { SpendCourse, SpendDimension } from "../contract/spend.ts"
import { instant, MINUTE_MS } from "../time.ts"
import { type Charted, stepStart, stepStarts, stepsLater } from "./metrics-window.ts"
import type { Usage } from "./usage.ts"
import { DIMENSIONS, UNKNOWN_NAME } from "./usage-dimension.ts"
import { costMicrosOf } from "./usage-sums.ts"

/** As many names are told apart; a chart has no more hues. */
const NAMES_MAX = 8

/**
 * Cost by name, step by step, in integer micro-dollars. The cubes reach over no step's end, because names are told of a cube
 * as a whole; those without calls are left out.
 */
export function spendCourse(
  window: Charted,
  parts: readonly Usage[],
  by: SpendDimension,
): Pick<SpendCourse, "names" | "points"> {
  const { step, zone, from, to } = window
  const starts = stepStarts(window)
  const steps = new Map(starts.map((start) => [start, { whole: 0, of: new Map<string, number>() }]))
  const totals = new Map<string, number>()
  for (const part of parts) {
    const at = part.points[0]?.atMinute
    const there = at === undefined ? undefined : steps.get(stepStart(step, instant(at * MINUTE_MS), zone))
    if (!there) continue
    there.whole += costMicrosOf(part.all)
    for (const [name, row] of Object.entries(part[by].of)) {
      const cost = DIMENSIONS[by].costOf(row)
      there.of.set(name, (there.of.get(name) ?? 0) + cost)
      totals.set(name, (totals.get(name) ?? 0) + cost)
    }
  }
  const names = [...totals]
    .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
    .slice(0, NAMES_MAX)
    .map(([name]) => name)
  return {
    names: names.map((name) => (name === UNKNOWN_NAME ? null : name)),
    points: starts.map((start) => {
      const { whole, of } = steps.get(start)!
      const costsMicros = names.map((name) => of.get(name) ?? 0)
      return {
        start,
        partial: start < from || stepsLater(step, start, 1, zone) > to,
        costsMicros,
        restMicros: costsMicros.reduce((left, cost) => left - cost, whole),
      }
    }),
  }
}
