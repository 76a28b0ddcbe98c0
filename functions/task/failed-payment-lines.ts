import type { FailedFilter } from "#shared/contract/failed-payments.ts"
import { maskedOwner } from "#shared/subscriptions/subscription.ts"
import type { ExportRow } from "../table/export.ts"
import type { Ground } from "../table/ground.ts"
import { listFailedPayments } from "../table/list-failed-payments.ts"
import { amountOf } from "./amount.ts"
import type { Lines } from "./export-page.ts"

const ROWS_A_PAGE = 500

/** A page of failed payments as CSV lines, the soonest next try first; masked as the page of whoever asked. */
export async function failedPaymentLines(
  { db }: Ground,
  { request, masked }: ExportRow,
  cursor: unknown,
): Promise<Lines> {
  const { mode } = request.filter as FailedFilter
  const from = Number(cursor ?? 0)
  const { items, all } = await listFailedPayments(db, mode, { from, limit: ROWS_A_PAGE })
  return {
    header: [
      ...["invoice_id", "number", "mode", "subscription_id", "customer_id", "name", "email", "organization_id"],
      ...["currency", "due", "attempts", "next_attempt_at", "sent_at"],
      ...["charge_id", "tried_at", "method", "code", "message"],
    ],
    rows: items.map((item) => {
      const one = masked ? maskedOwner(item) : item
      return [
        ...[one.invoiceId, one.number, one.mode, one.subscriptionId, one.customerId, one.name, one.email],
        ...[one.organizationId, one.currency, amountOf(one.dueCents, one.currency), one.attempts, one.nextAttemptAt],
        ...[one.sentAt, one.lastTry?.chargeId ?? null, one.lastTry?.at ?? null, one.lastTry?.method ?? null],
        ...[one.lastTry?.code ?? null, one.lastTry?.message ?? null],
      ]
    }),
    next: from + ROWS_A_PAGE < all.length ? from + ROWS_A_PAGE : null,
  }
}
