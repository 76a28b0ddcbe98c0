import {
  type Board,
  type BoardByUser,
  type BoardDays,
  type BoardPrs,
  type BoardRepos,
  type BoardSummary,
  NO_REPOSITORY,
  OTHERS,
  UNKNOWN_USER,
} from "../contract/board.ts"
import { type Day, type Instant, msOf } from "../time.ts"
import { byBytes, meanSeconds, successRate, usdOf } from "./board-entries.ts"
import { dayNumber, NO_REPO, NOBODY, type Sessions } from "./session-cube.ts"
import { addSessions, noSessions, type SessionSums } from "./session-sums.ts"

/** The totals of a board, which every section adds up to. */
export function boardSummary({ all, people }: Sessions): BoardSummary {
  const { sessions, created, active, completed, failed, cancelled } = all
  return {
    totalSessions: sessions,
    totalUsers: Object.keys(people).filter((id) => id !== NOBODY).length,
    totalCostUsd: usdOf(all.costMicros),
    avgCostUsd: ratio(usdOf(all.costMicros), sessions),
    successRate: successRate(all),
    byStatus: { created, active, completed, failed, cancelled },
  }
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

/** What hidden people add up to. */
export function hiddenPeople({ people }: Sessions, hidden: ReadonlySet<string>): Board["hidden"] {
  const sum = noSessions()
  const ids = Object.keys(people).filter((id) => hidden.has(id))
  for (const id of ids) addSessions(sum, people[id]!)
  const { sessions, completed, failed, cancelled, prs, turns, costMicros } = sum
  return { users: ids.length, sessions, completed, failed, cancelled, prs, turns, costUsd: usdOf(costMicros) }
}

/** Every day of a window, zero-filled. */
export function boardDays({ days: told, people }: Sessions, days: readonly Day[], running: (day: Day) => boolean) {
  const sums = new Map(days.map((day) => [dayNumber(day), noSessions()]))
  for (const part of told) {
    const sum = sums.get(part.day)
    if (sum) addSessions(sum, part)
  }
  const users = usersByDay(people)
  return days.map((day): BoardDays["points"][number] => {
    const nth = dayNumber(day)
    const { sessions, created, active, completed, failed, cancelled, costMicros } = sums.get(nth)!
    const statuses = { completed, failed, cancelled, active, created }
    const counts = { total: sessions, ...statuses, costUsd: usdOf(costMicros), users: users.get(nth) ?? 0 }
    return { day, partial: running(day), ...counts }
  })
}

/** How many people who are known had a session on each day. */
function usersByDay(people: Sessions["people"]): Map<number, number> {
  const users = new Map<number, number>()
  for (const [id, { days }] of Object.entries(people))
    if (id !== NOBODY)
      for (const day of new Set(days.filter((_, at) => at % 2 === 0))) users.set(day, (users.get(day) ?? 0) + 1)
  return users
}

const USERS_SHOWN = 8

/** Sessions by day of the eight with the most, of all others and of nobody. Two people of one name are told apart by a number. */
export function boardByUser(
  { people }: Sessions,
  days: readonly Day[],
  look: { hidden: ReadonlySet<string>; nameOf: (userId: string) => string; running: (day: Day) => boolean },
): Pick<BoardByUser, "users" | "points"> {
  const shown = Object.entries(people)
    .filter(([id]) => id !== NOBODY && !look.hidden.has(id))
    .map(([id, { sessions }]) => ({ id, sessions, name: look.nameOf(id) }))
    .sort((one, other) => other.sessions - one.sessions || byBytes(one.name, other.name))
    .slice(0, USERS_SHOWN)
  const labels = new Map<string, string>()
  for (const { id, name } of shown) labels.set(id, unlike(name, new Set(labels.values())))
  const users = [...labels.values(), OTHERS, UNKNOWN_USER]
  const counts = new Map(days.map((day) => [dayNumber(day), Object.fromEntries(users.map((user) => [user, 0]))]))
  for (const [id, person] of Object.entries(people)) {
    const label = id === NOBODY ? UNKNOWN_USER : (labels.get(id) ?? OTHERS)
    for (let at = 0; at < person.days.length; at += 2) {
      const held = counts.get(person.days[at]!)
      if (held) held[label] = held[label]! + person.days[at + 1]!
    }
  }
  const points = days.map((day) => ({ day, partial: look.running(day), counts: counts.get(dayNumber(day))! }))
  return { users, points }
}

function unlike(name: string, taken: ReadonlySet<string>): string {
  const isFree = (text: string) => !taken.has(text) && ![OTHERS, UNKNOWN_USER, "__proto__"].includes(text)
  if (isFree(name)) return name
  for (let nth = 2; ; nth++) if (isFree(`${name} (${nth})`)) return `${name} (${nth})`
}

/** Repositories with the most sessions first, then by the bytes of their names. */
export function boardRepos({ all, repos, otherRepos }: Sessions): Pick<BoardRepos, "repos" | "approximate"> {
  const row = (repo: string, sums: SessionSums): BoardRepos["repos"][number] => ({
    repo,
    sessions: sums.sessions,
    share: ratio(sums.sessions, all.sessions),
    prs: sums.prs,
    sessionsWithPrs: sums.sessionsWithPrs,
    costUsd: usdOf(sums.costMicros),
    successRate: successRate(sums),
  })
  const rows = Object.entries(repos)
    .map(([name, sums]) => row(name === NO_REPO ? NO_REPOSITORY : name, sums))
    .sort((one, other) => other.sessions - one.sessions || byBytes(one.repo, other.repo))
  return { repos: otherRepos ? [...rows, row(OTHERS, otherRepos)] : rows, approximate: otherRepos !== null }
}

/** What became of pull requests as of an instant. Ages are means in seconds. */
export function boardPrs({ all, pulls }: Sessions, now: Instant): Omit<BoardPrs, SpanField> {
  const nowSeconds = msOf(now) / 1_000
  return {
    totalPrs: all.prs,
    sessionsWithPrs: all.sessionsWithPrs,
    prRate: ratio(all.sessionsWithPrs, all.sessions),
    avgPrSessionDurationSeconds: meanSeconds(pulls),
    costPerPrUsd: ratio(usdOf(pulls.costMicros), all.prs),
    acceptanceRate: ratio(pulls.merged, pulls.merged + pulls.closed),
    avgTimeToMergeSeconds: ratio(pulls.mergeSeconds, pulls.mergeTimed),
    openPrs: pulls.open,
    avgOpenAgeSeconds: pulls.openTimed === 0 ? null : nowSeconds - pulls.openedSeconds / pulls.openTimed,
    mergedPrs: pulls.merged,
    closedPrs: pulls.closed,
    costPerMergedPrUsd: ratio(usdOf(pulls.mergedCostMicros), pulls.merged),
  }
}
type SpanField = "days" | "window" | "start" | "end" | "timeZone" | "reconciled" | "version" | "asOf"
