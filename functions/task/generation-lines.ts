import type { GenerationsAsked } from "#shared/contract/generations.ts"
import { PLATFORM } from "#shared/cube/kind.ts"
import { maskedName } from "#shared/directory/mask.ts"
import type { ExportRow } from "../table/export.ts"
import type { Ground } from "../table/ground.ts"
import type { FactPlace } from "../table/list-facts.ts"
import { listGenerationsOf } from "../table/list-generations.ts"
import { ERASED, userNamesBeside } from "../table/user-name.ts"
import type { Lines } from "./export-page.ts"

const ROWS_A_PAGE = 2_000

/** A page of generations, newest first; names and reasons are masked as on the page of whoever asked for it. */
export async function generationLines(ground: Ground, { request, masked }: ExportRow, cursor: unknown): Promise<Lines> {
  const filter = request.filter as GenerationsAsked
  const after = (cursor ?? undefined) as FactPlace | undefined
  const { items, next } = await listGenerationsOf(ground, { filter, limit: ROWS_A_PAGE, after, masked })
  const userIds = [...new Set(items.flatMap(({ userId }) => userId ?? []))]
  const names = await userNamesBeside(ground.db, filter.organizationId ?? PLATFORM, userIds)
  const nameOf = (userId: string | null) => {
    const name = userId === null ? null : (names.get(userId) ?? ERASED)
    return name !== null && masked ? maskedName(name) : name
  }
  return {
    header: [
      ...["generation_id", "at", "organization_id", "user_id", "user", "mode", "result", "outcome", "model_ms"],
      ...["size_bytes", "steps"],
    ],
    rows: items.map((item) => [
      ...[item.generationId, item.at, item.organizationId, item.userId, nameOf(item.userId), item.mode, item.result],
      ...[item.outcome, item.modelMs, item.sizeBytes],
      item.steps.map(({ component, state, ms, reason }) => ({ component, state, ms, reason })),
    ]),
    next: next ?? null,
  }
}
