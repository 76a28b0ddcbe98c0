import type { Board, BoardByUser, BoardDays, BoardEntry, BoardPrs, BoardRepos } from "#shared/contract/board.ts"
import { addDays, DAY_MS, daysFrom, instant, msOf } from "#shared/time.ts"
import { byBytes, toneOf } from "#shared/usage/board-entries.ts"

/** Boards of an invented team. All five answers are counted from the same sessions, so that they agree. */

export const TODAY = "2026-11-20"
export const NOW = `${TODAY}T14:02:11.000Z`
const STATUSES = ["created", "active", "completed", "failed", "cancelled"] as const

interface Session {
  user: string | null
  day: string
  status: (typeof STATUSES)[number]
  costMicros: number
  prs: number
  turns: number
  seconds: number
  repo: string | null
}

/** What a board is made of. */
export interface Team {
  people: readonly string[]
  /** Sessions each, on average a day. */
  pace: number
  unknown?: boolean
  hidden?: readonly string[]
  you?: string
  costMicrosMax?: number
  repos?: readonly string[]
  /** Other chances, other sessions. */
  seed?: number
  days: number
  window: "calendar" | "rolling"
  rank: "sessions" | "prs" | "cost" | "turns"
  compares: boolean
}

export const PEOPLE = [
  "mina.park",
  "tomas.ruiz",
  "adaeze",
  "jkowalski",
  "lena.b",
  "omar-h",
  "yuki",
  "petra.n",
  "ravi.s",
  "colette",
  "ingrid.o",
  "dmitri",
  "zoë",
]
const REPOS = ["console", "field-app", "api", "photo-intake", "infra", "website", "docs", "billing", "mobile"]

/** Chance that is the same every time. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function sessionsOf(team: Team, from: string, seed: number): Session[] {
  const next = chance(seed)
  const sessions: Session[] = []
  const repos = team.repos ?? REPOS
  for (const [at, user] of [...team.people, ...(team.unknown === false ? [] : [null])].entries())
    for (const day of daysFrom(from, addDays(from, team.days - 1))) {
      const weekday = new Date(day).getUTCDay() % 6 === 0 ? 0.2 : 1
      const many = Math.floor(next() * 2 * team.pace * weekday * (1.6 - Math.min(1.4, at / 10)) + 0.2)
      for (let one = 0; one < many; one++) {
        const luck = next()
        const skill = user === null ? 0.6 : 0.45 + ((at * 37) % 50) / 100
        const fresh = day === TODAY && luck > 0.8
        const ended = luck < skill ? "completed" : luck < skill + (1 - skill) * 0.7 ? "failed" : "cancelled"
        sessions.push({
          user,
          day,
          status: fresh ? (luck > 0.95 ? "created" : "active") : ended,
          costMicros: Math.floor(next() * (team.costMicrosMax ?? 4_000_000)),
          prs: Math.max(0, Math.floor(next() * 2.6 - 0.8)),
          turns: 3 + Math.floor(next() * 30),
          seconds: 120 + Math.floor(next() * 2_400),
          repo: next() > 0.96 ? null : (repos[Math.floor(next() ** 2 * repos.length)] ?? null),
        })
      }
    }
  return sessions
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const count = (sessions: readonly Session[], status: Session["status"]) =>
  sessions.filter((one) => one.status === status).length
const usd = (sessions: readonly Session[]) => sum(sessions.map(({ costMicros }) => costMicros)) / 1_000_000
const statuses = (sessions: readonly Session[]) => ({
  created: count(sessions, "created"),
  active: count(sessions, "active"),
  completed: count(sessions, "completed"),
  failed: count(sessions, "failed"),
  cancelled: count(sessions, "cancelled"),
})
const rateOf = ({ completed, failed, cancelled }: ReturnType<typeof statuses>) =>
  completed + failed + cancelled === 0 ? null : completed / (completed + failed + cancelled)
const grouped = <Key>(sessions: readonly Session[], keyOf: (one: Session) => Key) =>
  Map.groupBy(sessions, keyOf) as Map<Key, Session[]>

function summaryOf(sessions: readonly Session[]): Board["summary"] {
  const byStatus = statuses(sessions)
  return {
    totalSessions: sessions.length,
    totalUsers: new Set(sessions.flatMap(({ user }) => user ?? [])).size,
    totalCostUsd: usd(sessions),
    avgCostUsd: sessions.length === 0 ? null : usd(sessions) / sessions.length,
    successRate: rateOf(byStatus),
    byStatus,
  }
}

function entryOf(user: string | null, sessions: readonly Session[], team: Team): BoardEntry {
  const byStatus = statuses(sessions)
  const successRate = rateOf(byStatus)
  const seconds = sessions
    .filter(({ status }) => status !== "created" && status !== "active")
    .map((one) => one.seconds)
    .sort((a, b) => a - b)
  const nearest = (share: number) => seconds[Math.max(0, Math.ceil(share * seconds.length) - 1)] ?? null
  const days = new Set(sessions.map(({ day }) => day))
  let streakDays = 0
  const begin = days.has(TODAY) ? TODAY : addDays(TODAY, -1)
  while (days.has(addDays(begin, -streakDays))) streakDays++
  const last = [...days].sort().at(-1) ?? TODAY
  const at = team.people.indexOf(user ?? "")
  return {
    rank: null,
    userId: user === null ? null : `user_${at}`,
    user,
    you: user !== null && user === team.you,
    hidden: user !== null && (team.hidden ?? []).includes(user),
    sessions: sessions.length,
    ...byStatus,
    successRate,
    tone: toneOf(successRate),
    prs: sum(sessions.map(({ prs }) => prs)),
    turns: sum(sessions.map(({ turns }) => turns)),
    avgDurationSeconds: seconds.length === 0 ? null : sum(seconds) / seconds.length,
    p50DurationSeconds: nearest(0.5),
    p95DurationSeconds: nearest(0.95),
    costUsd: usd(sessions),
    streakDays,
    streakFlames: streakDays === 0 ? 0 : streakDays < 3 ? 1 : streakDays < 7 ? 2 : 3,
    badge: null,
    lastActiveAt: instant(msOf(`${last}T13:5${Math.max(0, at) % 9}:00.000Z`) - (Math.max(0, at) % 5) * 3_600_000),
    activeSessions: byStatus.active,
    activeNow: byStatus.active > 0 && at % 2 === 0,
    rankChange: null,
  }
}

const MEASURE = { sessions: "sessions", prs: "prs", cost: "costUsd", turns: "turns" } as const
const BADGES = ["gold", "silver", "bronze"] as const

function ranked(sessions: readonly Session[], team: Team): BoardEntry[] {
  const measure = MEASURE[team.rank]
  const hides = (user: string | null) => user !== null && (team.hidden ?? []).includes(user)
  const all = [...grouped(sessions, ({ user }) => user)].map(([user, own]) => entryOf(user, own, team))
  const known = all
    .filter(({ user }) => user !== null && !hides(user))
    .sort((a, b) => b[measure] - a[measure] || byBytes(a.user!, b.user!))
  known.forEach((entry, at) => {
    const before = known[at - 1]
    entry.rank = before && before[measure] === entry[measure] ? before.rank : at + 1
    entry.badge = BADGES[entry.rank! - 1] ?? null
  })
  const own = all.filter(({ you, hidden }) => you && hidden)
  return [...known, ...own, ...all.filter(({ user }) => user === null)]
}

/** The five answers of one team. */
export interface Answers {
  board: Board
  days: BoardDays
  byUser: BoardByUser
  repos: BoardRepos
  prs: BoardPrs
}

export function answersOf(team: Team): Answers {
  const from = addDays(TODAY, 1 - team.days)
  const sessions = sessionsOf(team, from, team.seed ?? 7)
  const earlier = sessionsOf(team, addDays(from, -team.days), 11)
  const isHidden = ({ user }: Session) => user !== null && (team.hidden ?? []).includes(user)
  const hidden = sessions.filter(isHidden)
  const rolling = team.window === "rolling"
  const span = {
    days: team.days,
    window: team.window,
    start: rolling ? instant(msOf(NOW) - team.days * DAY_MS) : `${from}T00:00:00.000Z`,
    end: NOW,
    timeZone: "UTC",
    reconciled: true,
    version: 1,
    asOf: NOW,
  }
  const before = new Map(ranked(earlier, team).map(({ user, rank }) => [user, rank]))
  const entries = ranked(sessions, team).map((entry) => {
    const was = before.get(entry.user)
    return { ...entry, rankChange: team.compares && was && entry.rank ? was - entry.rank : null }
  })
  const days = daysFrom(from, TODAY)
  const byDay = grouped(sessions, ({ day }) => day)
  const top = entries.flatMap(({ user, hidden }) => (user === null || hidden ? [] : [user])).slice(0, 8)
  const nameOf = ({ user }: Session) => (user === null ? "__unknown__" : top.includes(user) ? user : "__other__")
  const withPrs = sessions.filter(({ prs }) => prs > 0)
  const totalPrs = sum(sessions.map(({ prs }) => prs))
  const mergedPrs = Math.floor(totalPrs * 0.72)
  const closedPrs = Math.floor(totalPrs * 0.13)
  const hiddenStatuses = statuses(hidden)
  return {
    board: {
      ...span,
      rank: team.rank,
      summary: summaryOf(sessions),
      ...(team.compares
        ? {
            previous: {
              start: instant(msOf(span.start) - team.days * DAY_MS),
              end: instant(msOf(span.end) - team.days * DAY_MS),
              summary: summaryOf(earlier),
            },
          }
        : {}),
      entries,
      hidden: {
        users: new Set(hidden.map(({ user }) => user)).size,
        sessions: hidden.length,
        completed: hiddenStatuses.completed,
        failed: hiddenStatuses.failed,
        cancelled: hiddenStatuses.cancelled,
        prs: sum(hidden.map(({ prs }) => prs)),
        turns: sum(hidden.map(({ turns }) => turns)),
        costUsd: usd(hidden),
      },
      on: true,
      historyBegins: "2026-03-04",
      outdated: false,
    },
    days: {
      ...span,
      points: days.map((day) => {
        const own = byDay.get(day) ?? []
        return {
          day,
          partial: day === TODAY,
          total: own.length,
          ...statuses(own),
          costUsd: usd(own),
          users: new Set(own.flatMap(({ user }) => user ?? [])).size,
        }
      }),
    },
    byUser: {
      ...span,
      users: [...top, ...["__other__", "__unknown__"].filter((name) => sessions.some((one) => nameOf(one) === name))],
      points: days.map((day) => ({
        day,
        partial: day === TODAY,
        counts: Object.fromEntries([...grouped(byDay.get(day) ?? [], nameOf)].map(([name, own]) => [name, own.length])),
      })),
    },
    repos: {
      ...span,
      repos: [...grouped(sessions, ({ repo }) => repo ?? "__none__")].map(([repo, own]) => ({
        repo,
        sessions: own.length,
        share: own.length / sessions.length,
        prs: sum(own.map(({ prs }) => prs)),
        sessionsWithPrs: own.filter(({ prs }) => prs > 0).length,
        costUsd: usd(own),
        successRate: rateOf(statuses(own)),
      })),
      approximate: false,
    },
    prs: {
      ...span,
      totalPrs,
      sessionsWithPrs: withPrs.length,
      prRate: sessions.length === 0 ? null : withPrs.length / sessions.length,
      avgPrSessionDurationSeconds: withPrs.length === 0 ? null : 1_140,
      costPerPrUsd: totalPrs === 0 ? null : usd(withPrs) / totalPrs,
      acceptanceRate: mergedPrs + closedPrs === 0 ? null : mergedPrs / (mergedPrs + closedPrs),
      avgTimeToMergeSeconds: mergedPrs === 0 ? null : 11_520,
      openPrs: totalPrs - mergedPrs - closedPrs,
      avgOpenAgeSeconds: totalPrs === 0 ? null : 190_000,
      mergedPrs,
      closedPrs,
      costPerMergedPrUsd: mergedPrs === 0 ? null : usd(withPrs) / mergedPrs,
    },
  }
}
