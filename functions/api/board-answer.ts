import type { Board, BoardByUser, BoardDays, BoardPrs, BoardRepos, RankMeasure } from "#shared/contract/board.ts"
import { PLATFORM } from "#shared/cube/kind.ts"
import { Refusal } from "#shared/refusal.ts"
import { type Day, dayOf, type Instant, msOf } from "#shared/time.ts"
import { boardEntries } from "#shared/usage/board-entries.ts"
import {
  boardByUser,
  boardDays,
  boardPrs,
  boardRepos,
  boardSummary,
  hiddenPeople,
} from "#shared/usage/board-figures.ts"
import { type BoardAsked, type BoardWindow, boardWindow, windowBefore } from "#shared/usage/board-window.ts"
import { NOBODY, sessionCube, type Sessions } from "#shared/usage/session-cube.ts"
import { businessNow } from "../runtime/clock.ts"
import { hiddenPeople as whoHides, isBoardOn } from "../table/board.ts"
import type { ReadGround } from "../table/cubes.ts"
import type { Db } from "../table/db.ts"
import type { Ground } from "../table/ground.ts"
import { firstDayOf } from "../table/history.ts"
import { topicVersion } from "../table/topic.ts"
import { minesOf } from "./board-mine.ts"
import { namesOf, shownName } from "./user-names.ts"
import { sessionsIn, streaksIn } from "./board-read.ts"
import type { Caller } from "./caller.ts"
import { organizationSeenBy } from "./organization-seen.ts"

interface Asked extends BoardAsked {
  organizationId?: string
  rank: RankMeasure
  compare?: "previous" | undefined
}

/** What the sections of a board have in common. */
interface Open {
  ground: ReadGround
  scope: string
  zone: string
  window: BoardWindow
  sessions: Sessions
  span: Omit<BoardDays, "points">
  outdated: () => boolean
  running: (day: Day) => boolean
}

/** Opens a board for a caller: whose it is, whether it is on, and its sessions. */
async function open(ground: Ground, asked: Asked, caller: Caller): Promise<Open> {
  const scope = asked.organizationId ?? PLATFORM
  if (asked.organizationId !== undefined) await admitTo(ground, asked.organizationId, caller)
  const version = await topicVersion(ground.db, scope === PLATFORM ? "usage" : `usage:${scope}`)
  return openedLately(ground, `${scope} ${asked.days} ${asked.window} ${version}`, () =>
    read(ground, scope, asked, version),
  )
}

/** The five sections of a page are asked for together: they are of the same instant, and read once. */
const TOGETHER_MS = 500
const lately = new WeakMap<Db, Map<string, { atMs: number; now: Instant; board: Promise<Open> }>>()

function openedLately(ground: Ground, name: string, read: () => Promise<Open>): Promise<Open> {
  const boards = lately.get(ground.db) ?? new Map<string, { atMs: number; now: Instant; board: Promise<Open> }>()
  lately.set(ground.db, boards)
  const now = businessNow()
  for (const [old, { atMs, now: then }] of boards)
    if (Date.now() - atMs > TOGETHER_MS || Math.abs(msOf(now) - msOf(then)) > TOGETHER_MS) boards.delete(old)
  const known = boards.get(name)
  if (known) return known.board
  const board = read()
  board.catch(() => boards.delete(name))
  boards.set(name, { atMs: Date.now(), now, board })
  return board
}

async function read(ground: Ground, scope: string, asked: BoardAsked, version: number): Promise<Open> {
  const [zone = "UTC"] = await ground.zonesOf(scope)
  const now = businessNow()
  const window = boardWindow(asked, now, zone)
  const { db, files, clock } = ground
  let outdated = false
  const reading: ReadGround = { db, files, clock, onCube: (kind, cube) => (outdated ||= cube.fold < kind.version) }
  const sessions = await sessionsIn(reading, scope, zone, window)
  const today = dayOf(now, zone)
  return {
    ground: reading,
    scope,
    zone,
    window,
    sessions,
    span: {
      days: asked.days,
      window: asked.window,
      start: window.from,
      end: window.to,
      timeZone: zone,
      reconciled: true,
      version,
      asOf: now,
    },
    outdated: () => outdated,
    running: (day) => day === today || (asked.window === "rolling" && day === window.days[0]),
  }
}

/** An organization that is not known to the caller is missing; a board that is off is closed to all but staff. */
export async function admitTo(ground: Ground, organizationId: string, caller: Caller): Promise<void> {
  const [, isOn] = await Promise.all([
    organizationSeenBy(ground.db, organizationId, caller),
    isBoardOn(ground.db, organizationId),
  ])
  if (!isOn && caller.staffRole === null)
    throw new Refusal("forbidden", "This organization's board is switched off", {
      where: "board",
      wanted: "an owner or admin of the organization can switch it on",
    })
}

const nameFor = async (ground: Ground, { scope, sessions }: Open, caller: Caller) => {
  const ids = Object.keys(sessions.people).filter((id) => id !== NOBODY)
  return shownName(await namesOf(ground.db, scope, ids), caller)
}

export async function answerBoard(ground: Ground, asked: Asked, caller: Caller): Promise<Board> {
  const board = await open(ground, asked, caller)
  const { scope, zone, window, sessions, span } = board
  const earlier = asked.compare ? windowBefore(asked, window.to, zone) : undefined
  const begins = firstDayOf(ground.db, sessionCube, scope, zone)
  const [on, before, mine, hidden, nameOf, streaks, historyBegins] = await Promise.all([
    scope === PLATFORM || isBoardOn(ground.db, scope),
    earlier && sessionsIn(board.ground, scope, zone, earlier),
    minesOf(ground.db, caller),
    whoHides(ground.db),
    nameFor(ground, board, caller),
    streaksIn(board.ground, scope, zone, window, sessions, begins),
    begins,
  ])
  const entries = boardEntries(sessions, {
    rank: asked.rank,
    now: window.to,
    mine,
    hidden,
    nameOf,
    streakDaysOf: (userId) => streaks.get(userId) ?? 0,
    ...(before ? { before } : {}),
  })
  const summary = boardSummary(sessions)
  const hiddenSum = hiddenPeople(sessions, hidden)
  const shown = entries.reduce((sum, entry) => sum + (entry.hidden ? 0 : entry.sessions), 0)
  return {
    ...span,
    reconciled: shown + hiddenSum.sessions === summary.totalSessions,
    rank: asked.rank,
    summary,
    ...(before && earlier ? { previous: { start: earlier.from, end: earlier.to, summary: boardSummary(before) } } : {}),
    on,
    entries,
    hidden: hiddenSum,
    historyBegins: historyBegins ?? null,
    outdated: board.outdated(),
  }
}

export async function answerDays(ground: Ground, asked: Asked, caller: Caller): Promise<BoardDays> {
  const { span, sessions, window, running } = await open(ground, asked, caller)
  const points = boardDays(sessions, window.days, running)
  return { ...span, reconciled: sumOf(points.map(({ total }) => total)) === sessions.all.sessions, points }
}

export async function answerByUser(ground: Ground, asked: Asked, caller: Caller): Promise<BoardByUser> {
  const board = await open(ground, asked, caller)
  const [nameOf, hidden] = await Promise.all([nameFor(ground, board, caller), whoHides(ground.db)])
  const { users, points } = boardByUser(board.sessions, board.window.days, { hidden, nameOf, running: board.running })
  const counted = sumOf(points.flatMap(({ counts }) => Object.values(counts)))
  return { ...board.span, reconciled: counted === board.sessions.all.sessions, users, points }
}

export async function answerRepos(ground: Ground, asked: Asked, caller: Caller): Promise<BoardRepos> {
  const { span, sessions } = await open(ground, asked, caller)
  const told = boardRepos(sessions)
  return { ...span, reconciled: sumOf(told.repos.map((one) => one.sessions)) === sessions.all.sessions, ...told }
}

export async function answerPrs(ground: Ground, asked: Asked, caller: Caller): Promise<BoardPrs> {
  const { span, sessions, window } = await open(ground, asked, caller)
  const told = boardPrs(sessions, window.to)
  const byPerson = sumOf(Object.values(sessions.people).map(({ prs }) => prs))
  return { ...span, reconciled: byPerson === told.totalPrs, ...told }
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)
