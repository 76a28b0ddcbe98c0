import type { FactRow } from "../cube/kind.ts"
import { own } from "../named.ts"
import { NO_REPO, NOBODY, type Sessions } from "./session-cube.ts"
import { type SessionTold, statusOf } from "./session-sums.ts"

/** What a list of sessions is narrowed to. An empty `user` is nobody, an empty `repo` none; unsaid, they are anybody and any. */
export interface SessionFilter {
  user?: string | undefined
  repo?: string | undefined
  status?: ReturnType<typeof statusOf> | undefined
}
export type SessionFact = FactRow<{ data: SessionTold }>

export const sessionMatches =
  ({ user, repo, status }: SessionFilter) =>
  ({ body: { data } }: SessionFact): boolean =>
    (user === undefined || (data.user || NOBODY) === user) &&
    (repo === undefined || (data.repo || NO_REPO) === repo) &&
    (!status || statusOf(data) === status)

/** False where a cube shows that none of its sessions match. */
export const sessionMayHold =
  ({ user, repo, status }: SessionFilter) =>
  (cube: Sessions): boolean => {
    const of = user === undefined ? cube.all : own(cube.people, user)
    if (!of || (status && of[status] === 0)) return false
    if (repo === undefined || cube.otherRepos) return true
    const there = own(cube.repos, repo)
    return there !== undefined && (!status || there[status] > 0)
  }
