import {
  addDays,
  addMonths,
  DAY_MS,
  type Day,
  dayOf,
  daysBetween,
  type Instant,
  instantOfUnix,
  msOf,
  startOfDay,
} from "#shared/time.ts"

/** How many days before today the history begins; the first instant is then at least 119 whole days back. */
export const DAYS_BACK = 120
export const MINUTE_SECONDS = 60
export const HOUR_SECONDS = 3_600
export const DAY_SECONDS = 86_400

/** The stretch that the history fills. Days are UTC, instants whole seconds since 1970, and nothing is later than `nowSeconds`. */
export interface Calendar {
  nowSeconds: number
  today: Day
  /** Midnight of the first day. */
  firstSeconds: number
  dayAgo(days: number): Day
  /** An instant of the day so many days ago, at a time of day; today's may be still to come. */
  timeOn(daysAgo: number, hour: number, minute: number): number
  /** A moment of that day at work, `unit` from 0 to 1; today's lie between midnight and now. */
  workMoment(daysAgo: number, unit: number): number
  /** The nth newest of the instants that come once a day at a time of day; 0 is the last one before now. */
  lastAt(nth: number, hour: number, minute: number): number
}

const WORK_FROM_HOUR = 7
const WORK_HOURS = 13

export function calendarOf(now: Instant): Calendar {
  const nowSeconds = Math.floor(msOf(now) / 1_000)
  const today = dayOf(now)
  const dayAgo = (days: number) => addDays(today, -days)
  const timeOn = (daysAgo: number, hour: number, minute: number) =>
    secondsOf(dayAgo(daysAgo)) + hour * HOUR_SECONDS + minute * MINUTE_SECONDS
  const workMoment = (daysAgo: number, unit: number) => {
    if (daysAgo > 0) return timeOn(daysAgo, WORK_FROM_HOUR, 0) + Math.floor(unit * WORK_HOURS * HOUR_SECONDS)
    const midnight = timeOn(0, 0, 0)
    return midnight + Math.floor(unit * (nowSeconds - midnight))
  }
  const lastAt = (nth: number, hour: number, minute: number) =>
    timeOn(nth + (timeOn(0, hour, minute) + MINUTE_SECONDS > nowSeconds ? 1 : 0), hour, minute)
  return { nowSeconds, today, firstSeconds: secondsOf(dayAgo(DAYS_BACK)), dayAgo, timeOn, workMoment, lastAt }
}

/** The first second of a day. */
export const secondsOf = (day: Day): number => msOf(startOfDay(day)) / 1_000

/** True on Saturdays and Sundays. */
export function isWeekend(seconds: number): boolean {
  const weekday = new Date(seconds * 1_000).getUTCDay()
  return weekday === 0 || weekday === 6
}

/** The same time of day so many months later; a day that the month lacks becomes its last. */
export function monthsAfter(seconds: number, count: number): number {
  const day = instantOfUnix(seconds).slice(0, 10)
  return seconds + (daysBetween(day, addMonths(day, count)) * DAY_MS) / 1_000
}
