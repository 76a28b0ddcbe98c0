import { NO_REPOSITORY, UNKNOWN_USER } from "#shared/contract/board.ts"
import type { Session, SessionsAsked } from "#shared/contract/sessions.ts"
import { usdOfMicros } from "#shared/money.ts"
import type { Instant } from "#shared/time.ts"
import { NO_REPO, NOBODY, sessionCube } from "#shared/usage/session-cube.ts"
import { type SessionFact, type SessionFilter, sessionMatches, sessionMayHold } from "#shared/usage/session-filter.ts"
import { type SessionTold, statusOf, sumsOf } from "#shared/usage/session-sums.ts"
import type { Ground } from "./ground.ts"
import { type FactPlace, listFacts } from "./list-facts.ts"
import { keptTime } from "./kept-time.ts"

/** A session before anybody's name is read. */
export type NamelessSession = Omit<Session, "user" | "hidden">

/** Sessions of an organization or the platform that match, newest created first, each by its newest snapshot. */
export async function listSessionsOf(
  ground: Ground,
  asked: { scope: string; filter: SessionsAsked; limit: number; after?: FactPlace | undefined },
) {
  const { scope, filter, limit, after } = asked
  const { user, repo, status } = filter
  const words: SessionFilter = {
    user: user === UNKNOWN_USER ? NOBODY : user,
    repo: repo === NO_REPOSITORY ? NO_REPO : repo,
    status,
  }
  const isPlain = user === undefined && repo === undefined && status === undefined
  const { facts, next, scannedTo } = await listFacts(ground, {
    kind: sessionCube,
    scope,
    ...keptTime(ground, filter),
    filter: isPlain ? undefined : { matches: sessionMatches(words), mayHold: sessionMayHold(words) },
    limit,
    after,
  })
  return { items: facts.map(sessionOf), next, scannedTo }
}

/** What a snapshot tells beside what is added up. */
interface Told extends SessionTold {
  org: string
  id: string
  createdAt: Instant
  updatedAt: Instant
  model?: string | null
  failureReason?: string | null
  archived?: boolean | null
}

function sessionOf({ body }: SessionFact): NamelessSession {
  const told = body.data as Told
  const { costMicros, turns, prs } = sumsOf(told)
  return {
    organizationId: told.org,
    sessionId: told.id,
    createdAt: told.createdAt,
    updatedAt: told.updatedAt,
    status: statusOf(told),
    userId: told.user || null,
    repo: told.repo || null,
    model: told.model ?? null,
    costMicros,
    costUsd: usdOfMicros(costMicros),
    turns,
    prs,
    durationSeconds: told.durationSeconds ?? null,
    failureReason: told.failureReason ?? null,
    archived: told.archived === true,
    pulls: (told.prs ?? []).map(pullOf),
  }
}

const pullOf = (pull: NonNullable<SessionTold["prs"]>[number]): Session["pulls"][number] => {
  const { number, repo } = pull as { number?: number | null; repo?: string | null }
  return { number: number ?? null, repo: repo ?? null, state: pull.state }
}
