import type { UserQuery } from "#shared/contract/users.ts"
import type { Place } from "#shared/directory/overlay.ts"
import { USERS, usersAsked } from "#shared/directory/users.ts"
import type { ExportRow } from "../table/export.ts"
import type { Ground } from "../table/ground.ts"
import { heldDirectory } from "../table/held-directory.ts"
import type { Lines } from "./export-page.ts"

const ROWS_A_PAGE = 2_000

/** A page of the directory of users as CSV lines, in the list's own order; masked as the page of whoever asked for it. */
export async function userLines(ground: Ground, { request, masked }: ExportRow, cursor: unknown): Promise<Lines> {
  const { reportingZone } = await ground.settings()
  const after = (cursor ?? undefined) as Place | undefined
  const asked = usersAsked(request.filter as UserQuery, reportingZone, { limit: ROWS_A_PAGE, after, masked })
  const { items, next } = await heldDirectory(ground, USERS).page(asked)
  return {
    header: ["id", "name", "email", "verified", "organizations", "status", "created_at"],
    rows: items.map(({ id, name, email, verified, organizationCount, status, createdAt }) => [
      ...[id, name, email, verified, organizationCount, status, createdAt],
    ]),
    next,
  }
}
