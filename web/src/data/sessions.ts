import { readBoard } from "#shared/contract/leaderboard.ts"
import { listSessions, type Session, type SessionsAsked } from "#shared/contract/sessions.ts"
import { liveQuery } from "../live-query.ts"
import type { BoardQuestion } from "./leaderboard.ts"

export type { Session, SessionsAsked }

/** One page of agent sessions of the whole platform, newest created first. */
export const liveSessions = (
  ask: () => (SessionsAsked & { cursor?: string }) | undefined,
  againMs: () => number | undefined = () => undefined,
) => liveQuery(listSessions, ask, { topics: ["usage"], again: againMs })

/** The platform's board alone, for the row of one person. */
export const livePersonBoard = (ask: () => BoardQuestion) =>
  liveQuery(readBoard, ask, { topics: ["usage"], key: "userId" })
