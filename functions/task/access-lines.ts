import type { AccessFilter } from "#shared/contract/access.ts"
import type { ExportRow } from "../table/export.ts"
import type { Ground } from "../table/ground.ts"
import { listAccess } from "../table/list-access.ts"
import type { Lines } from "./export-page.ts"

const ROWS_A_PAGE = 2_000

/** A page of the access log as CSV lines, newest first. */
export async function accessLines(ground: Ground, { request }: ExportRow, cursor: unknown): Promise<Lines> {
  const position = (cursor ?? undefined) as string | undefined
  const filter = request.filter as AccessFilter
  const { items, before } = await listAccess(ground.db, filter, ground.clock.machine(), ROWS_A_PAGE, position)
  return {
    header: ["first_read_at", "reader", "role", "endpoint", "subject", "shows", "request_id", "address"],
    rows: items.map(({ at, actor, endpoint, subject, shows, requestId, address }) => [
      at,
      actor.label,
      actor.role,
      endpoint,
      subject,
      shows.join(" "),
      requestId,
      address,
    ]),
    next: before ?? null,
  }
}
