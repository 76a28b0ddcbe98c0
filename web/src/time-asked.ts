import type { LAST_NAMES, TimeFilter } from "#shared/contract/time-filter.ts"
import { DAY_MS, HOUR_MS, type Instant, instant, MINUTE_MS, msOf, type Zone } from "#shared/time.ts"
import { clockText, dateText, momentText } from "./format.ts"

/** The times that end now. The name stands in the address. */
export const LASTS = [
  { name: "1h", text: "1 h", words: "last hour", ms: HOUR_MS },
  { name: "24h", text: "24 h", words: "last 24 hours", ms: DAY_MS },
  { name: "7d", text: "7 d", words: "last 7 days", ms: 7 * DAY_MS },
] as const satisfies readonly { name: (typeof LAST_NAMES)[number]; text: string; words: string; ms: number }[]

/** What an address says of the time a list is narrowed to: one that ends now, or instants; empty where it says nothing. */
export interface TimeAsked {
  last: string
  from: string
  to: string
}

/** The fields of it in an address, at their defaults. */
export const ANY_TIME: TimeAsked = { last: "", from: "", to: "" }

/** The change of an address that takes them out. */
export const NO_TIME = { last: undefined, from: undefined, to: undefined }

export const timeAskedBy = (field: (name: keyof TimeAsked) => string): TimeAsked => ({
  last: field("last"),
  from: field("from"),
  to: field("to"),
})

const lastOf = ({ last, from, to }: TimeAsked) => (from || to ? undefined : LASTS.find(({ name }) => name === last))

/** True when it narrows the list. */
export const isNarrowed = (asked: TimeAsked): boolean =>
  asked.from !== "" || asked.to !== "" || lastOf(asked) !== undefined

/** After how many milliseconds a list of it has to be asked for again, though nothing new came; undefined where its ends stand still. */
export const againMs = (asked: TimeAsked): number | undefined => (lastOf(asked) ? MINUTE_MS : undefined)

/**
 * What the API is asked for. A time that ends now begins at a whole minute, counted on the reader's clock: what is received
 * and what is commanded carry the machine's time, not that of business.
 */
export function timeFilterOf(asked: TimeAsked, readerMs: number = Date.now()): TimeFilter {
  const last = lastOf(asked)
  if (last) return { from: instant(Math.floor((readerMs - last.ms) / MINUTE_MS) * MINUTE_MS) }
  return { ...(asked.from ? { from: asked.from } : {}), ...(asked.to ? { to: asked.to } : {}) }
}

/** The same in words: `last 24 hours`, `since 13:02`, `19 Nov, 13:02 – 14:00`. */
export function timeText(asked: TimeAsked, zone: Zone, nearMs: number): string {
  const { from, to } = asked
  const isInstant = (at: Instant) => !Number.isNaN(msOf(at))
  const text = (at: Instant) => (isInstant(at) ? momentText(msOf(at), zone, nearMs) : at)
  if (from && to) {
    const dates = [from, to].map((at) => (isInstant(at) ? dateText(msOf(at), zone, nearMs) : at))
    return `${text(from)} – ${dates[0] === dates[1] ? clockText(msOf(to), zone) : text(to)}`
  }
  if (from) return `since ${text(from)}`
  if (to) return `before ${text(to)}`
  return lastOf(asked)?.words ?? "any"
}
