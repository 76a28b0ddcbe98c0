import { heightOf, type Scale } from "#shared/scale.ts"

/** The width of the stretched drawing, in its own units; its height is in pixels and never stretched. */
export const WIDE = 1000

/** Whether a bucket is a point on the axis, the first and the last on its ends, or a band of it. */
export type Placing = "point" | "band"

const short = (value: number): number => Math.round(value * 10) / 10

/** Where a bucket stands on the axis, 0–1. A lone point stands at the end, where "now" is. */
export function placeOf(placing: Placing, at: number, count: number): number {
  if (placing === "band") return (at + 0.5) / count
  return count > 1 ? at / (count - 1) : 1
}

/** The bucket nearest to a place on the axis. */
export function bucketAt(placing: Placing, place: number, count: number): number {
  const at = placing === "band" ? Math.floor(place * count) : Math.round(place * (count - 1))
  return Math.min(count - 1, Math.max(0, at))
}

export const percent = (place: number): string => `${Math.round(place * 10_000) / 100}%`

/** Pixels from the top of the plot. */
export const topOf = (scale: Scale, value: number, tall: number): number => short((1 - heightOf(scale, value)) * tall)

/** Runs of known values; what is unknown parts them. */
function runs(values: readonly (number | null)[]): number[][] {
  const found: number[][] = []
  for (const [at, value] of values.entries()) {
    if (value === null) continue
    if (at > 0 && values[at - 1] != null) found.at(-1)!.push(at)
    else found.push([at])
  }
  return found
}

const pointOf = (at: number, count: number, top: number) => `${short(placeOf("point", at, count) * WIDE)} ${top}`

/** A line through the known values; a value without neighbours becomes a dot. */
export function linePath(values: readonly (number | null)[], scale: Scale, tall: number): string {
  const count = values.length
  return runs(values)
    .map((run) => {
      const points = run.map((at) => pointOf(at, count, topOf(scale, values[at]!, tall)))
      return points.length === 1 ? `M${points[0]}h0` : `M${points.join("L")}`
    })
    .join("")
}

/** The area between two edges, given from the left to the right; unknown values part it. */
export function areaPath(
  lower: readonly (number | null)[],
  upper: readonly (number | null)[],
  scale: Scale,
  tall: number,
): string {
  const count = upper.length
  return runs(upper)
    .filter((run) => run.length > 1)
    .map((run) => {
      const there = run.map((at) => pointOf(at, count, topOf(scale, upper[at]!, tall)))
      const back = run.toReversed().map((at) => pointOf(at, count, topOf(scale, lower[at] ?? 0, tall)))
      return `M${there.join("L")}L${back.join("L")}Z`
    })
    .join("")
}

/** One value's place in a stack. */
export interface Layer {
  from: number
  to: number
}

/** Piles series on each other, bucket by bucket: what is above zero upwards, what is below downwards. Unknown counts as zero. */
export function pile(series: readonly (readonly (number | null)[])[]): Layer[][] {
  const up: number[] = []
  const down: number[] = []
  return series.map((values) =>
    values.map((value, at) => {
      const edge = (value ?? 0) < 0 ? down : up
      const from = edge[at] ?? 0
      const to = from + (value ?? 0)
      edge[at] = to
      return { from, to }
    }),
  )
}

/** The lowest and the highest edge of a pile, zero included. */
export function edgesOf(layers: readonly (readonly Layer[])[]): { low: number; high: number } {
  let low = 0
  let high = 0
  for (const layer of layers) {
    for (const { to } of layer) {
      low = Math.min(low, to)
      high = Math.max(high, to)
    }
  }
  return { low, high }
}

/** The share of its band that a bar fills: one is a bar and not a wall, months stand apart, ninety days nearly touch. */
export const barShare = (count: number): number =>
  count <= 14 ? Math.min(0.56, 0.06 + 0.05 * count) : count <= 45 ? 0.68 : 0.76

/** Where a bar stands, in percentages. */
export function barBox(at: number, count: number): { x: string; width: string } {
  const share = barShare(count) / count
  return { x: percent(placeOf("band", at, count) - share / 2), width: percent(share) }
}

/** The last stretch between two points, in percentages. */
export function stretchBox(count: number): { x: string; width: string } {
  const from = placeOf("point", count - 2, count)
  return { x: percent(from), width: percent(1 - from) }
}

/** The bars of one series as one path. A pixel of paper parts them from what lies below; what is not zero is seen. */
export function barsPath(layers: readonly Layer[], scale: Scale, tall: number): string {
  const count = layers.length
  const width = (barShare(count) / count) * WIDE
  return layers
    .map(({ from, to }, at) => {
      if (from === to) return ""
      const edges = [topOf(scale, from, tall), topOf(scale, to, tall)]
      const top = Math.min(...edges)
      const bottom = Math.max(...edges)
      const height = Math.max(1, bottom - top - 1)
      const left = placeOf("band", at, count) * WIDE - width / 2
      return `M${short(left)} ${to > from ? short(bottom - 1 - height) : short(top + 1)}h${short(width)}v${short(height)}h${short(-width)}z`
    })
    .join("")
}

/** A ring's segment between two shares of the whole, for a circle around 0 0. */
export function ringPath(from: number, to: number, outer: number, inner: number): string {
  const end = Math.min(to, from + 0.99999)
  const point = (share: number, radius: number) => {
    const angle = share * 2 * Math.PI
    return `${short(Math.sin(angle) * radius * 10) / 10} ${short(-Math.cos(angle) * radius * 10) / 10}`
  }
  const large = end - from > 0.5 ? 1 : 0
  const there = `M${point(from, outer)}A${outer} ${outer} 0 ${large} 1 ${point(end, outer)}`
  return `${there}L${point(end, inner)}A${inner} ${inner} 0 ${large} 0 ${point(from, inner)}Z`
}

/** Moves labels apart until each has its room, without changing their order. */
export function partedTops(tops: readonly number[], gapPx: number, tall: number): number[] {
  const order = tops.map((top, at) => ({ top, at })).sort((a, b) => a.top - b.top)
  const parted = [...tops]
  let last = -Infinity
  for (const { top, at } of order) {
    parted[at] = Math.max(top, last + gapPx)
    last = parted[at]!
  }
  const over = Math.max(0, last - tall)
  return parted.map((top) => top - over)
}
