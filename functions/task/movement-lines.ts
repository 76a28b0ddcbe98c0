import type { MovementFilter } from "#shared/contract/movements.ts"
import type { ExportRow } from "../table/export.ts"
import type { Ground } from "../table/ground.ts"
import { listMovements, type MovementPlace } from "../table/list-movements.ts"
import { amountOf } from "./amount.ts"
import type { Lines } from "./export-page.ts"

const ROWS_A_PAGE = 1_000

/** A page of movements, newest first; amounts in major units, what is lost below zero. */
export async function movementLines(ground: Ground, { request, masked }: ExportRow, cursor: unknown): Promise<Lines> {
  const { items, next } = await listMovements(ground, {
    filter: request.filter as MovementFilter,
    limit: ROWS_A_PAGE,
    from: (cursor ?? undefined) as MovementPlace | undefined,
    masked,
  })
  return {
    header: ["day", "at", "kind", "customer_id", "name", "organization_id", "currency", "change", "mrr_after", "what"],
    rows: items.map((row) => [
      ...[row.day, row.at, row.kind, row.customerId, row.name, row.organizationId, row.currency],
      ...[amountOf(row.deltaCents, row.currency), amountOf(row.mrrAfterCents, row.currency), row.what],
    ]),
    next: next ?? null,
  }
}
