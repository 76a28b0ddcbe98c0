import { Cron } from "croner"
import type { Zone } from "#shared/time.ts"

/** When a schedule fires, in EventBridge Scheduler's grammar: `rate(5 minutes)` or `cron(minute hour day month weekday year)`. */
export interface FiringTimes {
  /** The first firing after an instant; undefined when there is none any more. */
  after(ms: number): number | undefined
  /** The last firing later than `fromMs` and not later than `toMs`. */
  lastIn(fromMs: number, toMs: number): number | undefined
}

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

export function firingTimes(expression: string, zone: Zone): FiringTimes {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression)
  if (rate) return atRate(Number(rate[1]) * UNIT_MS[rate[2]!]!)
  const cron = /^cron\((\S+ \S+ \S+ \S+ \S+ \S+)\)$/.exec(expression)
  if (cron) return atCron(cron[1]!, zone)
  throw new Error(`${expression} is neither rate(…) nor cron(…) of EventBridge Scheduler.`)
}

/** Counted from 1970, so that a restart does not shift them. */
const atRate = (everyMs: number): FiringTimes => ({
  after: (ms) => (Math.floor(ms / everyMs) + 1) * everyMs,
  lastIn(fromMs, toMs) {
    const last = Math.floor(toMs / everyMs) * everyMs
    return last > fromMs ? last : undefined
  },
})

/**
 * Cron in a zone. Where clocks go forward over a firing's time it is skipped, where they go back it fires once: that is
 * what Scheduler does. croner moves a skipped firing to the end of the gap, so each one is checked against the wall clock.
 */
function atCron(fields: string, zone: Zone): FiringTimes {
  const [, , dayOfMonth, , dayOfWeek] = fields.split(" ")
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) {
    throw new Error(`cron(${fields}): exactly one of day-of-month and day-of-week must be "?".`)
  }
  const pattern = `0 ${fields.replaceAll("?", "*")}`
  const options = { paused: true, mode: "7-part", alternativeWeekdays: true, sloppyRanges: true } as const
  const times = new Cron(pattern, { ...options, timezone: zone })
  const wallTimes = new Cron(pattern, { ...options, timezone: "UTC" })
  const wall = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" })
  const isReal = (at: Date) => wallTimes.match(new Date(`${wall.format(at).replace(" ", "T")}Z`))
  return {
    after(ms) {
      for (let at = times.nextRun(new Date(ms)); at; at = times.nextRun(at)) if (isReal(at)) return at.getTime()
      return undefined
    },
    lastIn(fromMs, toMs) {
      // One second later, because croner's earlier runs do not include the instant itself.
      for (let at = times.previousRuns(1, new Date(toMs + 1000))[0]; at; at = times.previousRuns(1, at)[0]) {
        if (at.getTime() <= fromMs) return undefined
        if (at.getTime() <= toMs && isReal(at)) return at.getTime()
      }
      return undefined
    },
  }
}
