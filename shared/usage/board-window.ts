import {
  addDays,
  DAY_MS,
  type Day,
  dayOf,
  daysFrom,
  type Instant,
  instant,
  msOf,
  startOfDay,
  type Zone,
} from "../time.ts"

/** Which sessions a board counts: those created in [from, to), and the days of its zone that they lie on. */
export interface BoardWindow {
  from: Instant
  to: Instant
  days: readonly Day[]
}
export interface BoardAsked {
  days: number
  window: "calendar" | "rolling"
}

/** The window up to an instant: whole days of the zone and today so far, or so many times 24 hours. */
export function boardWindow({ days, window }: BoardAsked, now: Instant, zone: Zone): BoardWindow {
  const today = dayOf(now, zone)
  const from = window === "rolling" ? instant(msOf(now) - days * DAY_MS) : startOfDay(addDays(today, 1 - days), zone)
  return { from, to: now, days: daysFrom(dayOf(from, zone), today) }
}

/** The like-for-like window before: as many days back, and as far into its last day as the running day has come. */
export function windowBefore(asked: BoardAsked, now: Instant, zone: Zone): BoardWindow {
  if (asked.window === "rolling") return boardWindow(asked, instant(msOf(now) - asked.days * DAY_MS), zone)
  const today = dayOf(now, zone)
  const sinceMidnightMs = msOf(now) - msOf(startOfDay(today, zone))
  const last = addDays(today, -asked.days)
  const endMs = Math.min(msOf(startOfDay(last, zone)) + sinceMidnightMs, msOf(startOfDay(addDays(last, 1), zone)))
  const from = startOfDay(addDays(last, 1 - asked.days), zone)
  return { from, to: instant(endMs), days: daysFrom(addDays(last, 1 - asked.days), last) }
}
