import type { BoardEntry, RankMeasure } from "../contract/board.ts"
import { quantiles } from "../sketch.ts"
import { HOUR_MS, type Instant, instant, msOf } from "../time.ts"
import { NOBODY, type PersonSessions, type Sessions } from "./session-cube.ts"
import type { SessionSums } from "./session-sums.ts"
import { flamesOf } from "./streak.ts"

/** Who looks at a board, and what is known beside its sessions. */
export interface BoardLook {
  rank: RankMeasure
  now: Instant
  /** The reader's own opaque ids. */
  mine: ReadonlySet<string>
  hidden: ReadonlySet<string>
  nameOf: (userId: string) => string
  streakDaysOf: (userId: string) => number
  /** The window before, where ranks are compared. */
  before?: Sessions
}

const ACTIVE_MS = 2 * HOUR_MS

/** completed / ended; null when nothing ended. */
export function successRate({ completed, failed, cancelled }: SessionSums): number | null {
  const ended = completed + failed + cancelled
  return ended === 0 ? null : completed / ended
}

/** Over 0.8 green, under 0.5 red, both edges amber; of the unrounded rate. */
export const toneOf = (rate: number | null): BoardEntry["tone"] =>
  rate === null ? null : rate > 0.8 ? "green" : rate < 0.5 ? "red" : "amber"

const MEASURES: Record<RankMeasure, (sums: SessionSums) => number> = {
  sessions: ({ sessions }) => sessions,
  prs: ({ prs }) => prs,
  cost: ({ costMicros }) => costMicros,
  turns: ({ turns }) => turns,
}
const BADGES = [null, "gold", "silver", "bronze"] as const

/** Ranks 1, 1, 3 of everybody who is known and shows, by a measure. */
function ranksOf({ people }: Sessions, { rank, hidden }: BoardLook): Map<string, number> {
  const measured = Object.entries(people)
    .filter(([id]) => id !== NOBODY && !hidden.has(id))
    .map(([id, sums]) => ({ id, measure: MEASURES[rank](sums) }))
    .sort((one, other) => other.measure - one.measure)
  const ranks = new Map<string, number>()
  let place = 0
  measured.forEach(({ id, measure }, nth) => {
    if (nth === 0 || measure !== measured[nth - 1]!.measure) place = nth + 1
    ranks.set(id, place)
  })
  return ranks
}

/** The rows of a board: people by the measure and then by the bytes of their names, nobody's sessions last. Who hides is left out, but for the reader. */
export function boardEntries(sessions: Sessions, look: BoardLook): BoardEntry[] {
  const ranks = ranksOf(sessions, look)
  const ranksBefore = look.before && ranksOf(look.before, look)
  const measure = (entry: Shown) => MEASURES[look.rank](entry.person)
  return Object.entries(sessions.people)
    .filter(([id]) => !look.hidden.has(id) || look.mine.has(id))
    .map(([id, person]): Shown => ({ id, person, name: id === NOBODY ? "" : look.nameOf(id) }))
    .sort(
      (one, other) =>
        Number(one.id === NOBODY) - Number(other.id === NOBODY) ||
        measure(other) - measure(one) ||
        byBytes(one.name, other.name),
    )
    .map(({ id, person, name }) => {
      const rank = ranks.get(id) ?? null
      const rankBefore = ranksBefore?.get(id)
      const streakDays = id === NOBODY ? 0 : look.streakDaysOf(id)
      return {
        rank,
        userId: id === NOBODY ? null : id,
        user: id === NOBODY ? null : name,
        you: look.mine.has(id),
        hidden: look.hidden.has(id),
        ...figuresOf(person, look.now),
        streakDays,
        streakFlames: flamesOf(streakDays),
        badge: rank === null ? null : (BADGES[rank] ?? null),
        rankChange: rank === null || rankBefore === undefined ? null : rankBefore - rank,
      }
    })
}

interface Shown {
  id: string
  person: PersonSessions
  name: string
}

function figuresOf(person: PersonSessions, now: Instant) {
  const { sessions, created, active, completed, failed, cancelled, prs, turns } = person
  const rate = successRate(person)
  const [p50Ms, p95Ms] = quantiles(person.durations, [0.5, 0.95]) ?? []
  return {
    ...{ sessions, created, active, completed, failed, cancelled, prs, turns },
    successRate: rate,
    tone: toneOf(rate),
    avgDurationSeconds: meanSeconds(person),
    p50DurationSeconds: secondsOf(p50Ms),
    p95DurationSeconds: secondsOf(p95Ms),
    costUsd: usdOf(person.costMicros),
    lastActiveAt: person.updatedMs === 0 ? null : instant(person.updatedMs),
    activeSessions: active,
    activeNow: active > 0 && person.activeMs >= msOf(now) - ACTIVE_MS,
  }
}

const secondsOf = (ms: number | undefined): number | null => (ms === undefined ? null : ms / 1_000)

export const usdOf = (micros: number): number => micros / 1_000_000
export const meanSeconds = ({ durationMs, timed }: { durationMs: number; timed: number }): number | null =>
  timed === 0 ? null : durationMs / timed / 1_000

/** Orders text by its UTF-8 bytes, which is by code points: surrogates stand for those beyond all others. */
export function byBytes(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  for (let at = 0; at < length; at++) {
    const [first, second] = [one.charCodeAt(at), other.charCodeAt(at)]
    if (first !== second) return placeOf(first) - placeOf(second)
  }
  return one.length - other.length
}
const placeOf = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit)
