import type { OrganizationQuery } from "#shared/contract/organizations.ts"
import { organizationsAsked } from "#shared/directory/organizations.ts"
import { usdOfMicros } from "#shared/money.ts"
import type { Place } from "#shared/directory/overlay.ts"
import type { ExportRow } from "../table/export.ts"
import type { Ground } from "../table/ground.ts"
import { organizationsOf } from "../table/organizations.ts"
import { amountOf } from "./amount.ts"
import type { Lines } from "./export-page.ts"

const ROWS_A_PAGE = 2_000

/** A page of the directory as CSV lines, in the list's own order; masked as the page of whoever asked for it. */
export async function organizationLines(
  ground: Ground,
  { request, masked }: ExportRow,
  cursor: unknown,
): Promise<Lines> {
  const { reportingZone, reportingCurrency } = await ground.settings()
  const after = (cursor ?? undefined) as Place | undefined
  const asked = organizationsAsked(request.filter as OrganizationQuery, reportingZone, {
    limit: ROWS_A_PAGE,
    after,
    masked,
  })
  const { items, next } = await organizationsOf(ground).page(asked)
  return {
    header: [
      ...["id", "name", "billing_email", "plan", "dev_plan", "credits_usd", "all_time_credits_usd"],
      ...["total_spent", "currency", "status", "created_at"],
    ],
    rows: items.map((row) => [
      ...[row.id, row.name, row.billingEmail, row.plan, row.devPlan],
      ...[usdOfMicros(row.creditsMicros), usdOfMicros(row.allTimeCreditsMicros)],
      row.totalSpentCents === null ? null : amountOf(row.totalSpentCents, reportingCurrency),
      reportingCurrency,
      ...[row.status, row.createdAt],
    ]),
    next,
  }
}
