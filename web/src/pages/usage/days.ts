import type { Day } from "#shared/time.ts"
import { type Bucket, dayBuckets } from "../../ui/chart/bucket.ts"

/** Height of both charts over time, in pixels. */
export const TALL = 200

/** The days of an answer as the axis of a chart; the one that is not over is veiled. */
export function bucketsOf(points: readonly { day: Day; partial: boolean }[]): Bucket[] {
  const [first, last] = [points[0], points.at(-1)]
  return first && last ? dayBuckets(first.day, last.day, points.findLast(({ partial }) => partial)?.day) : []
}
