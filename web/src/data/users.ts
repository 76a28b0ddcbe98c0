import type * as z from "zod/mini"
import { listUsers, readUser, type UserQuery } from "#shared/contract/users.ts"
import { liveQuery } from "../live-query.ts"

export type User = z.output<typeof readUser.output>

/** The directory of users: one page under filters and an order; undefined asks nothing. */
export const liveUsers = (ask: () => (Partial<UserQuery> & { limit?: number; cursor?: string }) | undefined) =>
  liveQuery(listUsers, ask, { topics: ["users"] })

/** One user, with the organizations they belong to. */
export const liveUser = (userId: () => string) =>
  liveQuery(readUser, () => ({ userId: userId() }), { topics: ["users"] })
