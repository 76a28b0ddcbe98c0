import * as z from "zod/mini"
import { Day, Instant } from "../time.ts"

/** How many days a board looks back. */
export const BOARD_DAYS = ["7", "14", "30", "90"] as const
export const RANK_MEASURES = ["sessions", "prs", "cost", "turns"] as const
export type RankMeasure = (typeof RANK_MEASURES)[number]

/** What a board is asked for; the five sections take the same, so that they are of the same sessions. */
export const boardAsked = {
  days: z.pipe(z._default(z.enum(BOARD_DAYS), "30"), z.transform(Number)),
  /** calendar: whole days of the board's zone up to now; rolling: the last days × 24 h. */
  window: z._default(z.enum(["calendar", "rolling"]), "calendar"),
  rank: z._default(z.enum(RANK_MEASURES), "sessions"),
  compare: z.optional(z.enum(["previous"])),
}

const span = {
  days: z.number(),
  window: z.enum(["calendar", "rolling"]),
  /** Sessions created in [start, end) are counted. */
  start: Instant,
  end: Instant,
  timeZone: z.string(),
  /** The answer's own sections add up to the same totals. */
  reconciled: z.boolean(),
  version: z.number(),
  asOf: Instant,
}

/** Who was not named, no repository, and all beyond those that are kept or shown apart: they stand where names do. */
export const UNKNOWN_USER = "__unknown__"
export const NO_REPOSITORY = "__none__"
export const OTHERS = "__other__"

const rate = z.nullable(z.number())
/** What success is like: over 0.8 green, under 0.5 red, both edges amber; null when nothing ended. */
export const Tone = z.nullable(z.enum(["green", "amber", "red"]))

export const BoardSummary = z.object({
  totalSessions: z.number(),
  /** People who are known by name, hidden ones too. */
  totalUsers: z.number(),
  totalCostUsd: z.number(),
  /** Null when there were no sessions. */
  avgCostUsd: rate,
  /** completed / (completed + failed + cancelled); null when nothing ended. */
  successRate: rate,
  byStatus: z.object({
    created: z.number(),
    active: z.number(),
    completed: z.number(),
    failed: z.number(),
    cancelled: z.number(),
  }),
})
export type BoardSummary = z.infer<typeof BoardSummary>

/** One person of the board, or with `user` null everything that named nobody. Durations in seconds. */
export const BoardEntry = z.object({
  /** 1, 1, 3 by the chosen measure; null for nobody's sessions, and for the reader's own row while it is hidden. */
  rank: z.nullable(z.number()),
  userId: z.nullable(z.string()),
  user: z.nullable(z.string()),
  /** The reader's own row. */
  you: z.boolean(),
  /** Only the reader's own row can be here and hidden. */
  hidden: z.boolean(),
  sessions: z.number(),
  created: z.number(),
  active: z.number(),
  completed: z.number(),
  failed: z.number(),
  cancelled: z.number(),
  successRate: rate,
  tone: Tone,
  prs: z.number(),
  turns: z.number(),
  avgDurationSeconds: rate,
  p50DurationSeconds: rate,
  p95DurationSeconds: rate,
  costUsd: z.number(),
  /** Days in a row with a session, up to today or yesterday, over all history. */
  streakDays: z.number(),
  streakFlames: z.number(),
  badge: z.nullable(z.enum(["gold", "silver", "bronze"])),
  lastActiveAt: z.nullable(Instant),
  /** Sessions of the window that are active. */
  activeSessions: z.number(),
  /** One of them was updated within two hours. */
  activeNow: z.boolean(),
  /** Places won (positive) or lost since the window before, with `compare=previous`; null when not ranked in both. */
  rankChange: z.nullable(z.number()),
})
export type BoardEntry = z.infer<typeof BoardEntry>

/** What people who hid themselves add up to: in the totals, in no row. */
export const HiddenPeople = z.object({
  users: z.number(),
  sessions: z.number(),
  completed: z.number(),
  failed: z.number(),
  cancelled: z.number(),
  prs: z.number(),
  turns: z.number(),
  costUsd: z.number(),
})

export const Board = z.object({
  ...span,
  rank: z.enum(RANK_MEASURES),
  summary: BoardSummary,
  /** The same of the window before, cut at the same time of its last day; with `compare=previous`. */
  previous: z.optional(z.object({ start: Instant, end: Instant, summary: BoardSummary })),
  /** Whether members see the board; staff always do. */
  on: z.boolean(),
  entries: z.array(BoardEntry),
  hidden: HiddenPeople,
  /** The first day that has a session; null when there never was one. */
  historyBegins: z.nullable(Day),
  /** The cube that was read was made by an older version of its fold. */
  outdated: z.boolean(),
})
export type Board = z.infer<typeof Board>

export const BoardDays = z.object({
  ...span,
  points: z.array(
    z.object({
      day: Day,
      /** The day is not over. */
      partial: z.boolean(),
      total: z.number(),
      completed: z.number(),
      failed: z.number(),
      cancelled: z.number(),
      active: z.number(),
      created: z.number(),
      costUsd: z.number(),
      users: z.number(),
    }),
  ),
})
export type BoardDays = z.infer<typeof BoardDays>

/** `__other__` is everybody beyond the first eight and who hid; `__unknown__` is who was not named. */
export const BoardByUser = z.object({
  ...span,
  users: z.array(z.string()),
  points: z.array(z.object({ day: Day, partial: z.boolean(), counts: z.record(z.string(), z.number()) })),
})
export type BoardByUser = z.infer<typeof BoardByUser>

export const BoardRepos = z.object({
  ...span,
  repos: z.array(
    z.object({
      /** `__none__` where a session named none, `__other__` for what is beyond the first thousand. */
      repo: z.string(),
      sessions: z.number(),
      /** Of all sessions; null when there are none. */
      share: rate,
      prs: z.number(),
      sessionsWithPrs: z.number(),
      costUsd: z.number(),
      successRate: rate,
    }),
  ),
  /** There are more repositories than are kept apart. */
  approximate: z.boolean(),
})
export type BoardRepos = z.infer<typeof BoardRepos>

export const BoardPrs = z.object({
  ...span,
  totalPrs: z.number(),
  sessionsWithPrs: z.number(),
  /** Sessions with a pull request over all sessions. */
  prRate: rate,
  avgPrSessionDurationSeconds: rate,
  /** Cost of sessions with a pull request over all their pull requests. */
  costPerPrUsd: rate,
  /** merged / (merged + closed), of pull requests that were told in detail; null when none ended. */
  acceptanceRate: rate,
  avgTimeToMergeSeconds: rate,
  openPrs: z.number(),
  avgOpenAgeSeconds: rate,
  mergedPrs: z.number(),
  closedPrs: z.number(),
  /** Cost of sessions with a merged pull request over the merged ones. */
  costPerMergedPrUsd: rate,
})
export type BoardPrs = z.infer<typeof BoardPrs>
