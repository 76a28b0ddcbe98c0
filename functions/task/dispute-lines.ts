import type { DisputeFilter } from "#shared/contract/disputes.ts"
import { maskedPayer } from "#shared/payments/masked.ts"
import { withOrganizations } from "../table/customer-organization.ts"
import type { ExportRow } from "../table/export.ts"
import type { Ground } from "../table/ground.ts"
import { listDisputes } from "../table/list-disputes.ts"
import type { FeedPlace } from "../table/walk-back.ts"
import type { Lines } from "./export-page.ts"
import { amountOf } from "./amount.ts"

const ROWS_A_PAGE = 400

/** A page of disputes, as the list has them; amounts in major units. What is not read yet is empty; who paid is masked as on the page. */
export async function disputeLines({ db }: Ground, { request, masked }: ExportRow, cursor: unknown): Promise<Lines> {
  const { items, next } = await listDisputes(db, {
    filter: request.filter as DisputeFilter,
    limit: ROWS_A_PAGE,
    from: (cursor ?? undefined) as FeedPlace | undefined,
    reads: masked ? maskedPayer : (dispute) => dispute,
  })
  return {
    header: [
      ...["dispute_id", "opened_at", "mode", "kind", "status", "reason", "escalated", "charge_id", "customer_id"],
      ...["organization_id", "name", "email", "currency", "amount", "settlement_currency", "settled", "fee"],
      ...["other_settlements", "due_at", "submissions", "answered"],
    ],
    rows: (await withOrganizations(db, items)).map((item) => {
      const [first, ...others] = item.pending ? [] : item.settled
      return [
        ...[item.disputeId, item.at, item.mode, item.kind, item.status, item.reason, item.escalated, item.chargeId],
        ...[
          item.customerId,
          item.organizationId,
          item.name,
          item.email,
          item.currency,
          amountOf(item.amountCents, item.currency),
        ],
        ...[first?.currency ?? null, first ? amountOf(first.amountCents, first.currency) : null],
        ...[first ? amountOf(first.feeCents, first.currency) : null, others.length > 0 ? others : null],
        ...[item.dueAt, item.submissions, item.answered],
      ]
    }),
    next: next ?? null,
  }
}
