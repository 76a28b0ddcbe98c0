import { addDays, DAY_MS, type Day, dayOf, type Instant, instant, msOf, startOfDay, type Zone } from "#shared/time.ts"

/** A session as it was last told, as the outside sent it. */
export interface Snapshot {
  org: string
  id: string
  user?: string | null
  repo?: string | null
  status: string
  createdAt: Instant
  updatedAt: Instant
  costUsd?: string
  prCount?: number
  turns?: number
  durationSeconds?: number
  prs?: { number: number; repo: string; state: string; createdAt: Instant; mergedAt: Instant | null }[]
}

/** The newest snapshot of every session. */
export function finals(told: readonly Snapshot[]): Snapshot[] {
  const newest = new Map<string, Snapshot>()
  for (const one of told) {
    const key = `${one.org}/${one.id}`
    const held = newest.get(key)
    if (!held || one.updatedAt > held.updatedAt) newest.set(key, one)
  }
  return [...newest.values()]
}

const micros = (usd: string | undefined): bigint => {
  if (!usd) return 0n
  const [whole = "0", part = ""] = usd.split(".")
  return BigInt(whole) * 1_000_000n + BigInt(part.padEnd(6, "0"))
}
const count = (some: readonly Snapshot[], status: string): number =>
  some.filter((one) => (one.status === "stopped" ? "cancelled" : one.status) === status).length
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)
const cost = (some: readonly Snapshot[]): number =>
  Number(some.reduce((all, one) => all + micros(one.costUsd), 0n)) / 1e6
const ended = (some: readonly Snapshot[]) => some.filter(({ status }) => status !== "created" && status !== "active")
const durations = (some: readonly Snapshot[]): number[] =>
  ended(some)
    .flatMap(({ durationSeconds }) => (durationSeconds === undefined ? [] : [durationSeconds]))
    .sort((one, other) => one - other)
const rank = (values: readonly number[], part: number): number | null =>
  values.length === 0 ? null : values[Math.max(1, Math.ceil(part * values.length)) - 1]!
const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : sum(values) / values.length)
const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
const withPrs = (some: readonly Snapshot[]) => some.filter(({ prCount }) => (prCount ?? 0) > 0)

export interface RecountAsked {
  days: number
  window: "calendar" | "rolling"
  zone: Zone
  now: Instant
}

/** Everything that a board says, counted by hand over the final snapshots of its sessions; no fold of the product is used. */
export function recount(all: readonly Snapshot[], { days, window, zone, now }: RecountAsked) {
  const today = dayOf(now, zone)
  const start = window === "rolling" ? instant(msOf(now) - days * DAY_MS) : startOfDay(addDays(today, 1 - days), zone)
  const some = all.filter(({ createdAt }) => createdAt >= start && createdAt < now)
  const byDay = Map.groupBy(some, ({ createdAt }) => dayOf(createdAt, zone))
  const dayNames: Day[] = []
  for (let day = dayOf(start, zone); day <= today; day = addDays(day, 1)) dayNames.push(day)
  const people = Map.groupBy(some, ({ user }) => user || null)
  const pulls = some.filter(({ prCount }) => (prCount ?? 0) > 0).flatMap(({ prs = [] }) => prs)
  const merged = pulls.filter(({ state }) => state === "merged")
  const open = pulls.filter(({ state }) => state === "open")
  const seconds = (at: Instant) => Math.floor(msOf(at) / 1_000)
  return {
    start,
    totalSessions: some.length,
    totalUsers: [...people.keys()].filter((user) => user !== null).length,
    totalCostUsd: cost(some),
    successRate: ratio(count(some, "completed"), ended(some).length),
    byStatus: statuses(some),
    points: dayNames.map((day) => {
      const these = byDay.get(day) ?? []
      return {
        day,
        total: these.length,
        ...statuses(these),
        costUsd: cost(these),
        users: new Set(these.flatMap(({ user }) => user || [])).size,
      }
    }),
    people: new Map(
      [...people].map(([user, these]) => [
        user,
        {
          sessions: these.length,
          ...statuses(these),
          successRate: ratio(count(these, "completed"), ended(these).length),
          prs: sum(these.map(({ prCount }) => prCount ?? 0)),
          turns: sum(these.map(({ turns }) => turns ?? 0)),
          costUsd: cost(these),
          avgDurationSeconds: mean(durations(these)),
          p50: rank(durations(these), 0.5),
          p95: rank(durations(these), 0.95),
          lastActiveAt: these
            .map(({ updatedAt }) => updatedAt)
            .sort()
            .at(-1)!,
          activeNow: these.some(
            ({ status, updatedAt }) => status === "active" && msOf(updatedAt) >= msOf(now) - 7_200_000,
          ),
          streakDays: user === null ? 0 : streak(all, user, zone, now),
          byDay: countsOf(dayNames, these, zone),
        },
      ]),
    ),
    repos: new Map(
      [...Map.groupBy(some, ({ repo }) => repo || "__none__")].map(([repo, these]) => [
        repo,
        { sessions: these.length, prs: sum(these.map(({ prCount }) => prCount ?? 0)), costUsd: cost(these) },
      ]),
    ),
    prs: {
      totalPrs: sum(some.map(({ prCount }) => prCount ?? 0)),
      sessionsWithPrs: withPrs(some).length,
      prRate: ratio(withPrs(some).length, some.length),
      avgPrSessionDurationSeconds: mean(durations(withPrs(some))),
      costPerPrUsd: ratio(cost(withPrs(some)), sum(some.map(({ prCount }) => prCount ?? 0))),
      acceptanceRate: ratio(merged.length, merged.length + pulls.filter(({ state }) => state === "closed").length),
      avgTimeToMergeSeconds: mean(merged.map(({ createdAt, mergedAt }) => seconds(mergedAt!) - seconds(createdAt))),
      openPrs: open.length,
      avgOpenAgeSeconds:
        open.length === 0 ? null : msOf(now) / 1_000 - mean(open.map(({ createdAt }) => seconds(createdAt)))!,
      costPerMergedPrUsd: ratio(
        cost(some.filter(({ prs }) => prs?.some(({ state }) => state === "merged"))),
        merged.length,
      ),
    },
  }
}

function countsOf(days: readonly Day[], some: readonly Snapshot[], zone: Zone): Map<Day, number> {
  const counts = new Map(days.map((day) => [day, 0]))
  for (const { createdAt } of some) {
    const day = dayOf(createdAt, zone)
    counts.set(day, counts.get(day)! + 1)
  }
  return counts
}

const statuses = (some: readonly Snapshot[]) => ({
  created: count(some, "created"),
  active: count(some, "active"),
  completed: count(some, "completed"),
  failed: count(some, "failed"),
  cancelled: count(some, "cancelled"),
})

function streak(all: readonly Snapshot[], user: string, zone: Zone, now: Instant): number {
  const days = new Set(
    all.filter((one) => one.user === user && one.createdAt < now).map(({ createdAt }) => dayOf(createdAt, zone)),
  )
  let day = dayOf(now, zone)
  if (!days.has(day)) day = addDays(day, -1)
  let length = 0
  for (; days.has(day); day = addDays(day, -1)) length++
  return length
}
