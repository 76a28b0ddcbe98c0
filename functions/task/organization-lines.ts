import type { OrganizationQuery } from "#shared/contract/organizations.ts"
import { organizationsAsked } from "#shared/directory/organizations.ts"
import type { Place } from "#shared/directory/overlay.ts"
import type { ExportRow } from "../table/export.ts"
import type { Ground } from "../table/ground.ts"
import { organizationsOf } from "../table/organizations.ts"
import type { Lines } from "./export-page.ts"

const ROWS_A_PAGE = 2_000

/** A page of the directory as CSV lines, in the list's own order; masked as the page of whoever asked for it. */
export async function organizationLines(
  ground: Ground,
  { request, masked }: ExportRow,
  cursor: unknown,
): Promise<Lines> {
  const { reportingZone } = await ground.settings()
  const after = (cursor ?? undefined) as Place | undefined
  const asked = organizationsAsked(request.filter as OrganizationQuery, reportingZone, {
    limit: ROWS_A_PAGE,
    after,
    masked,
  })
  const { items, next } = await organizationsOf(ground).page(asked)
  return {
    header: ["id", "name", "billing_email", "plan", "status", "created_at"],
    rows: items.map(({ id, name, billingEmail, plan, status, createdAt }) => [
      id,
      name,
      billingEmail,
      plan,
      status,
      createdAt,
    ]),
    next,
  }
}
