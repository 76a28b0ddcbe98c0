import { type Access, type AccessFilter, listAccess } from "#shared/contract/access.ts"
import { MINUTE_MS } from "#shared/time.ts"
import { liveQuery } from "../live-query.ts"

export type { Access }

/** One page of the access log, newest first, asked for again every minute: readings are not announced. */
export const liveAccess = (ask: () => AccessFilter & { cursor?: string }) =>
  liveQuery(listAccess, ask, { key: "accessId", again: () => MINUTE_MS })
