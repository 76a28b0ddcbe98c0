import { listRequestLogs, type RequestFilter, type RequestLog, readRequestLog } from "#shared/contract/request-logs.ts"
import { MINUTE_MS } from "#shared/time.ts"
import { liveQuery } from "../live-query.ts"

export type { RequestFilter, RequestLog }

/** One page of an organization's calls of models, newest first, asked for again every minute: calls are not announced. */
export const liveRequestLogs = (ask: () => RequestFilter & { organizationId: string; cursor?: string }) =>
  liveQuery(listRequestLogs, ask, { key: "requestId", again: () => MINUTE_MS })

/** One call, with everything that was told of it; that does not change. */
export const liveRequestLog = (ask: () => { organizationId: string; requestId: string }) =>
  liveQuery(readRequestLog, ask)
