import { DAY_MS, HOUR_MS, instant, MINUTE_MS } from "#shared/time.ts"
import type { Random } from "./random.ts"

/** An event as a client sends it, and what it counts for. */
export interface Sent {
  event: { specversion: "1.0"; id: string; source: string; type: string; time: string; data: Record<string, unknown> }
  /** The instant it counts at. */
  countsAt: string
}

/** Which families of events a seed is about. */
export type Theme = "usage" | "people" | "sessions" | "health"
export const KINDS_OF_THEME = {
  usage: ["usage", "presence"],
  people: ["signups", "records"],
  sessions: ["sessions"],
  health: ["components", "errors"],
} as const satisfies Record<Theme, readonly string[]>

const MODELS = ["opus", "nova"]
const RECORDS = ["Job", "Invoice"]
const COMPONENTS = ["mail", "database"]

/** How late events come: at once, in the minute of one before, or hours or days afterwards, then at one of a few moments. */
export function timeOf(random: Random, nowMs: number, before: Sent | undefined): number {
  if (before && random.chance(0.4)) return Math.min(nowMs, minuteOf(before) + random.below(MINUTE_MS))
  if (random.chance(0.75)) return nowMs - random.below(3 * MINUTE_MS)
  const lateMs = random.pick([HOUR_MS, 26 * HOUR_MS, 3 * DAY_MS])
  return Math.floor((nowMs - lateMs) / HOUR_MS) * HOUR_MS + random.pick([7, 22]) * MINUTE_MS + random.below(MINUTE_MS)
}

const minuteOf = ({ countsAt }: Sent): number => Math.floor(Date.parse(countsAt) / MINUTE_MS) * MINUTE_MS

/** Makes events of a theme; ids count up within one maker. */
export function eventMaker(theme: Theme, organizations: readonly string[], random: Random) {
  let count = 0
  const made = (type: string, time: number, data: Record<string, unknown>, countsAt = instant(time)): Sent => ({
    event: { specversion: "1.0", id: `e${++count}`, source: "sim", type, time: instant(time), data },
    countsAt,
  })
  return (timeMs: number, nowMs: number): Sent => {
    const org = random.pick(organizations)
    const id = `${count}`
    if (theme === "usage") {
      if (random.chance(0.15)) return made("activity.recorded", timeMs, { org, resource: "page", action: "Fetch" })
      const inputTokens = 1 + random.below(50)
      return made("usage.recorded", timeMs, { org, model: random.pick(MODELS), inputTokens, inputCostUsd: "0.000003" })
    }
    if (theme === "health") {
      const whose = random.chance(0.7) ? { org } : {}
      if (random.chance(0.3)) return made("error.reported", timeMs, { ...whose, type: "E", message: `order ${id}` })
      const component = random.pick(COMPONENTS)
      const step = random.chance(0.2) ? { component, skipped: "mail" } : { component, ms: 1 + random.below(50) }
      if (random.chance(0.6)) return made("component.timed", timeMs, { ...whose, ...step })
      return made("generation.completed", timeMs, { ...whose, steps: [step] })
    }
    if (random.chance(0.4)) {
      const type = random.chance(0.7) ? "record.created" : "record.deleted"
      return made(type, timeMs, {
        model: random.pick(RECORDS),
        id,
        ...(random.chance(0.5) ? { stripeId: "in_1" } : {}),
      })
    }
    if (random.chance(0.2)) return made("user.deleted", timeMs, { id })
    // Told now of somebody who signed up then.
    return made("user.created", nowMs, { id, createdAt: instant(timeMs) }, instant(timeMs))
  }
}
