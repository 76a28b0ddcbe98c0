/** A session as its newest snapshot tells it, after the door: dollars are micro-dollars, the person an opaque id. */
export interface SessionTold {
  user?: string | null
  repo?: string | null
  status: "created" | "active" | "completed" | "failed" | "cancelled" | "stopped"
  updatedAt: string
  /** Integer micro-dollars: the door has read the dollars. */
  costUsd?: number | null
  prCount?: number | null
  turns?: number | null
  durationSeconds?: number | null
  prs?: readonly PullRequest[] | null
}
export interface PullRequest {
  state: "open" | "merged" | "closed"
  createdAt?: string | null
  mergedAt?: string | null
}

/** What sessions add up to; durations of ended ones that tell one (`timed`). */
export interface SessionSums {
  sessions: number
  created: number
  active: number
  completed: number
  failed: number
  cancelled: number
  prs: number
  sessionsWithPrs: number
  turns: number
  costMicros: number
  durationMs: number
  timed: number
}
/** What is asked of all sessions together besides. `…Seconds` of pull requests add up whole seconds. */
export interface PullSums {
  /** Of sessions with a pull request. */
  costMicros: number
  durationMs: number
  timed: number
  merged: number
  closed: number
  open: number
  /** Cost of sessions with a merged pull request. */
  mergedCostMicros: number
  /** From opening to merging, of merged ones that tell both. */
  mergeSeconds: number
  mergeTimed: number
  /** When open ones were opened, as seconds since 1970, of those that tell it. */
  openedSeconds: number
  openTimed: number
}

export const noSessions = (): SessionSums => ({
  sessions: 0,
  created: 0,
  active: 0,
  completed: 0,
  failed: 0,
  cancelled: 0,
  prs: 0,
  sessionsWithPrs: 0,
  turns: 0,
  costMicros: 0,
  durationMs: 0,
  timed: 0,
})
export const noPulls = (): PullSums => ({
  costMicros: 0,
  durationMs: 0,
  timed: 0,
  merged: 0,
  closed: 0,
  open: 0,
  mergedCostMicros: 0,
  mergeSeconds: 0,
  mergeTimed: 0,
  openedSeconds: 0,
  openTimed: 0,
})
const PULL_FIELDS = Object.keys(noPulls()) as (keyof PullSums)[]

/** Written out by name: every fold and merge of a session comes by here. */
export function addSessions(into: SessionSums, from: SessionSums): void {
  into.sessions += from.sessions
  into.created += from.created
  into.active += from.active
  into.completed += from.completed
  into.failed += from.failed
  into.cancelled += from.cancelled
  into.prs += from.prs
  into.sessionsWithPrs += from.sessionsWithPrs
  into.turns += from.turns
  into.costMicros += from.costMicros
  into.durationMs += from.durationMs
  into.timed += from.timed
}
export function addPulls(into: PullSums, from: PullSums): void {
  for (const field of PULL_FIELDS) into[field] += from[field]
}

/** A session that was stopped was cancelled. */
export const statusOf = ({ status }: SessionTold) => (status === "stopped" ? "cancelled" : status)
const isEnded = (status: string): boolean => status !== "created" && status !== "active"

/** How long an ended session took, when it tells it: whole milliseconds. */
export const durationMsOf = (told: SessionTold): number | undefined =>
  isEnded(told.status) && typeof told.durationSeconds === "number"
    ? Math.round(told.durationSeconds * 1_000)
    : undefined

const prsOf = ({ prCount, prs }: SessionTold): number => prCount ?? prs?.length ?? 0

export function sumsOf(told: SessionTold): SessionSums {
  const sums = noSessions()
  const durationMs = durationMsOf(told)
  const prs = prsOf(told)
  sums.sessions = 1
  sums[statusOf(told)] = 1
  sums.prs = prs
  sums.sessionsWithPrs = prs > 0 ? 1 : 0
  sums.turns = told.turns ?? 0
  sums.costMicros = told.costUsd ?? 0
  sums.durationMs = durationMs ?? 0
  sums.timed = durationMs === undefined ? 0 : 1
  return sums
}

/** Adds a session's pull requests, `sums` being its own. */
export function addPullsOf(into: PullSums, told: SessionTold, sums: SessionSums): void {
  if (sums.sessionsWithPrs === 0) return
  into.costMicros += sums.costMicros
  into.durationMs += sums.durationMs
  into.timed += sums.timed
  let hasMerged = false
  for (const { state, createdAt, mergedAt } of told.prs ?? []) {
    into[state]++
    if (state === "merged") hasMerged = true
    if (state === "merged" && createdAt && mergedAt) {
      into.mergeSeconds += secondsOf(mergedAt) - secondsOf(createdAt)
      into.mergeTimed++
    }
    if (state === "open" && createdAt) {
      into.openedSeconds += secondsOf(createdAt)
      into.openTimed++
    }
  }
  if (hasMerged) into.mergedCostMicros += sums.costMicros
}

const secondsOf = (at: string): number => Math.floor(Date.parse(at) / 1_000)
