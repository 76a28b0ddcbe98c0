/** The lines of an axis, `step` apart; every value of the plot lies between the first and the last. */
export interface Scale {
  from: number
  to: number
  step: number
  lines: number[]
}

/** What an axis must hold. */
export interface ScaleWish {
  low: number
  high: number
  /** Bars and areas start at zero; a line may start above it, when its changes would be invisible otherwise. */
  zero?: boolean
  /** Counts have no line at a half. */
  whole?: boolean
  /** Most lines that fit, 3–7. */
  linesMax?: number
  /** The smallest step worth drawing: one cent of an amount, one of a count. */
  stepMin?: number
}

const BASES = [1, 2, 2.5, 5]
const LINES_MIN = 3
const LINES_MAX = 7
const FLAT = 1e-6

/** A float with its noise cut off: 3 × 0.1 is 0.3. */
const clean = (value: number): number => Number(value.toPrecision(12)) || 0

/** True when a line between these values shows more by leaving zero out: it moves by less than half of its height. */
export const startsAboveZero = (low: number, high: number): boolean => low > 0 && high > low && high - low < high / 2

function between(from: number, to: number, step: number): Scale {
  const first = Math.floor(clean(from / step))
  const last = Math.ceil(clean(to / step))
  const lines: number[] = []
  for (let at = first; at <= last; at++) lines.push(clean(at * step))
  return { from: lines[0]!, to: lines.at(-1)!, step, lines }
}

/** Chooses the step of 1, 2, 2.5 or 5 × 10ⁿ that wastes least height; of those that waste alike, the one with more lines. */
export function scaleOf({ low, high, zero = true, whole = false, linesMax = 5, stepMin = 0 }: ScaleWish): Scale {
  const most = Math.min(LINES_MAX, Math.max(LINES_MIN, linesMax))
  const smallest = Math.max(stepMin, whole ? 1 : 0)
  let [bottom, top] = zero ? [Math.min(0, low), Math.max(0, high)] : [low, high]
  const size = Math.max(Math.abs(bottom), Math.abs(top))
  // What moves by less than a millionth of itself is drawn flat, in the middle; finer steps would be noise of floats.
  if (top - bottom <= size * FLAT) {
    const half = Math.max(smallest, size * 0.02) || 1
    ;[bottom, top] = size === 0 ? [0, 2 * half] : [bottom - half, top + half]
  }
  const span = top - bottom
  const power = Math.floor(Math.log10(span)) + 1
  let best: Scale | undefined
  let bestCost = Infinity
  for (let exponent = power; exponent >= power - 3; exponent--) {
    for (const base of BASES) {
      const step = clean(base * 10 ** exponent)
      if (step < smallest || (whole && !Number.isInteger(step))) continue
      if (span / step > LINES_MAX) continue
      const scale = between(bottom, top, step)
      const count = scale.lines.length
      if (count < 2 || count > most) continue
      const cost = (scale.to - scale.from) / span - 1 + Math.abs(most - count) * 0.06 + (count < LINES_MIN ? 1 : 0)
      if (cost < bestCost - 1e-9) [best, bestCost] = [scale, cost]
    }
  }
  return widened(best ?? between(bottom, top, smallest || span))
}

/** Two lines become three, so that an axis can be read between its ends. */
function widened(scale: Scale): Scale {
  if (scale.lines.length >= LINES_MIN) return scale
  return between(scale.from, scale.from + 2 * scale.step, scale.step)
}

/** Where a value stands between the ends of a scale: 0 is the bottom, 1 the top. */
export const heightOf = (scale: Scale, value: number): number => (value - scale.from) / (scale.to - scale.from || 1)

/** On which widths of a plot a label still fits: `always`, from 20 rem on (`mid`), from 26 rem on (`wide`). */
export type Fit = "always" | "mid" | "wide"

/** Widths in pixels at which labels are let in; the first is a plot on a page 320 px wide. */
const WIDTHS = [
  ["always", 190],
  ["mid", 270],
  ["wide", 370],
] as const satisfies [Fit, number][]

/** A place on the axis that could carry a label; leading ones are let in before those between them. */
export interface Labelled {
  at: number
  leading: boolean
}

/**
 * Says which of the candidates may be labelled without touching, and from which width on; `places` are theirs on the
 * axis, 0–1, ascending. The last one wins over its neighbours; the rest are let in from the right.
 */
export function labelsThatFit(
  wanted: readonly Labelled[],
  places: readonly number[],
  labelPx: number,
): (Fit | undefined)[] {
  const fits: (Fit | undefined)[] = places.map(() => undefined)
  const kept: number[] = []
  for (const [fit, widthPx] of WIDTHS) {
    const gap = labelPx / widthPx
    for (const leading of [true, false]) {
      for (let index = places.length - 1; index >= 0; index--) {
        if (fits[index] || wanted[index]!.leading !== leading) continue
        if (kept.some((other) => Math.abs(other - places[index]!) < gap - 1e-9)) continue
        fits[index] = fit
        kept.push(places[index]!)
      }
    }
  }
  return fits
}

/** The days worth a label: all of a week, every other of two, Mondays of weeks, 1st and 15th of a season, firsts of a year. */
export function daysToLabel(days: readonly string[]): Labelled[] {
  const count = days.length
  const last = count - 1
  const wanted = (day: string, at: number): boolean => {
    if (count <= 8) return true
    if (count <= 16) return (last - at) % 2 === 0
    const date = Number(day.slice(8))
    if (count <= 45) return new Date(day).getUTCDay() === 1
    return count <= 130 ? date === 1 || date === 15 : date === 1
  }
  return days.flatMap((day, at) =>
    at === last || wanted(day, at) ? [{ at, leading: at === last || count <= 45 || day.endsWith("-01") }] : [],
  )
}
