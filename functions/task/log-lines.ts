import type { RequestFilter } from "#shared/contract/request-logs.ts"
import { maskedName } from "#shared/directory/mask.ts"
import type { ExportRow } from "../table/export.ts"
import type { Ground } from "../table/ground.ts"
import { ERASED, userNamesBeside } from "../table/user-name.ts"
import type { FactPlace } from "../table/list-facts.ts"
import { listLogs } from "../table/list-logs.ts"
import type { Lines } from "./export-page.ts"

const ROWS_A_PAGE = 2_000

/** A page of an organization's request log, newest first; names are masked as on the page of whoever asked for it. */
export async function logLines(ground: Ground, { request, masked }: ExportRow, cursor: unknown): Promise<Lines> {
  const organizationId = "organizationId" in request ? request.organizationId : ""
  const { items, next } = await listLogs(ground, {
    organizationId,
    filter: request.filter as RequestFilter,
    limit: ROWS_A_PAGE,
    after: (cursor ?? undefined) as FactPlace | undefined,
  })
  const userIds = [...new Set(items.flatMap(({ userId }) => userId ?? []))]
  const names = await userNamesBeside(ground.db, organizationId, userIds)
  const nameOf = (userId: string | null) => {
    const name = userId === null ? null : (names.get(userId) ?? ERASED)
    return name !== null && masked ? maskedName(name) : name
  }
  return {
    header: [
      ...["request_id", "at", "status", "error_type", "provider", "model", "project", "key", "user_id", "user"],
      ...["input_tokens", "output_tokens", "cached_tokens", "duration_ms", "cost_micros", "cost_usd"],
    ],
    rows: items.map((item) => [
      ...[item.requestId, item.at, item.status, item.errorType, item.provider, item.model, item.project, item.key],
      ...[item.userId, nameOf(item.userId)],
      ...[
        item.inputTokens,
        item.outputTokens,
        item.cachedTokens,
        item.durationMs,
        item.costMicros,
        item.costMicros / 1_000_000,
      ],
    ]),
    next: next ?? null,
  }
}
