import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import { addDays, type Day, dayOf, type Instant, instant, MINUTE_MS, msOf, wallTime, type Zone } from "#shared/time.ts"
import { stepsLater } from "#shared/usage/metrics-window.ts"
import { clockText, dayText, momentText, monthText } from "../../format.ts"
import { type Bucket, dayTitle } from "../../ui/chart/bucket.ts"
import { endsNow } from "./words.ts"

type Point = OrganizationMetrics["points"][number]
interface Told extends Pick<OrganizationMetrics, "window" | "asOf"> {
  points: readonly Pick<Point, "start" | "partial">[]
}

const DAY_MINUTES = 1_440
const LABELS_MAX = 8
/** How far labels stand apart, in minutes on the wall; months where all of these were too many. */
const PERIODS = [
  5,
  10,
  15,
  30,
  60,
  120,
  180,
  240,
  360,
  720,
  DAY_MINUTES,
  2 * DAY_MINUTES,
  7 * DAY_MINUTES,
  14 * DAY_MINUTES,
]
/** Weeks begin on Mondays, and the first day of all was a Thursday. */
const MONDAY_MINUTES = 4 * DAY_MINUTES

/** The steps of an answer as the axis of a chart, in the organization's zone; the one that is not over is veiled. */
export function bucketsOf({ window, points, asOf }: Told): Bucket[] {
  const { bucket, timeZone: zone } = window
  const near = dayOf(window.to, zone)
  const walls = points.map(({ start }) => wallTime(start, zone))
  const period = labelPeriod(walls)
  const last = points.length - 1
  const isOpen = endsNow({ window, asOf })
  const moment = (of: Instant) =>
    bucket.unit === "minute" ? momentText(msOf(of), zone, msOf(asOf)) : dayText(dayOf(of, zone), near)
  /** Days are said with their last one, times with their end. */
  const until = () => {
    if (bucket.unit !== "minute") return moment(instant(msOf(window.to) - 1))
    return dayOf(window.from, zone) === near ? clockText(msOf(window.to), zone) : moment(window.to)
  }
  return points.map(({ start, partial }, at) => {
    const end = stepsLater(bucket, start, 1, zone)
    const day = dayOf(start, zone)
    const hasClock = bucket.unit === "minute" && period.minutes < DAY_MINUTES && !walls[at]!.endsWith("T00:00")
    const date = bucket.unit === "month" || period.isMonth ? monthText(day, day).slice(0, 3) : dayText(day, day)
    const tick = hasClock ? clockText(msOf(start), zone) : date
    return {
      from: start,
      to: instant(msOf(end) - 1),
      tick: at === last && isOpen ? "now" : tick,
      ...(at === last || period.begins(at) ? {} : { unlabelled: true }),
      ...(at === 0 ? { since: moment(window.from > start ? window.from : start) } : {}),
      ...(at === last && !isOpen ? { until: until() } : {}),
      title:
        titleOf(bucket, start, end, zone, near) +
        (at === 0 && partial && last > 0 ? `, from ${moment(window.from)}` : ""),
      partial: partial && at === last && isOpen,
    }
  })
}

/** The shortest stretch between labels that leaves few enough of them, and where one begins. */
function labelPeriod(walls: readonly string[]) {
  const wallMinutes = walls.map((wall) => Date.parse(`${wall}:00.000Z`) / MINUTE_MS - MONDAY_MINUTES)
  const keysOf = (minutes: number) => wallMinutes.map((at) => Math.floor(at / minutes))
  const minutes = PERIODS.find((one) => new Set(keysOf(one)).size <= LABELS_MAX)
  const keys = minutes === undefined ? walls.map((wall) => wall.slice(0, 7)) : keysOf(minutes)
  const beginsAtOnce = minutes !== undefined && wallMinutes[0]! % minutes === 0
  return {
    minutes: minutes ?? Number.POSITIVE_INFINITY,
    isMonth: minutes === undefined,
    begins: (at: number) => (at === 0 ? beginsAtOnce : keys[at] !== keys[at - 1]),
  }
}

function titleOf(
  { unit, count }: OrganizationMetrics["window"]["bucket"],
  start: Instant,
  end: Instant,
  zone: Zone,
  near: Day,
): string {
  const day = dayOf(start, zone)
  if (unit === "minute")
    return `${dayTitle(day, near)}, ${clockText(msOf(start), zone)} – ${clockText(msOf(end), zone)}`
  if (unit === "month") return monthText(day)
  return count === 1 ? dayTitle(day, near) : `${dayText(day, near)} – ${dayText(addDays(dayOf(end, zone), -1), near)}`
}

/** One value a step; unknown, and not zero, in steps that were over before anything was known. */
export function valuesOf(
  { points, window, historyBegins }: OrganizationMetrics,
  valueOf: (point: Point) => number | null | undefined,
): (number | null)[] {
  return points.map((point, at) => {
    const end = points[at + 1]?.start ?? window.to
    const isKnown = historyBegins !== null && dayOf(instant(msOf(end) - 1), window.timeZone) >= historyBegins
    return isKnown ? (valueOf(point) ?? null) : null
  })
}
