import type { TransactionFilter } from "#shared/contract/transactions.ts"
import { maskedTransaction } from "#shared/payments/masked.ts"
import type { ExportRow } from "../table/export.ts"
import type { Ground } from "../table/ground.ts"
import { listTransactions } from "../table/list-transactions.ts"
import type { FeedPlace } from "../table/walk-back.ts"
import { amountOf } from "./amount.ts"
import type { Lines } from "./export-page.ts"

const ROWS_A_PAGE = 400

/** A page of transactions, newest first; amounts in major units. What is not read yet is empty; who paid is masked as on the page. */
export async function transactionLines(
  ground: Ground,
  { request, masked }: ExportRow,
  cursor: unknown,
): Promise<Lines> {
  const { items, next } = await listTransactions(ground, {
    filter: request.filter as TransactionFilter,
    limit: ROWS_A_PAGE,
    from: (cursor ?? undefined) as FeedPlace | undefined,
    reads: masked ? maskedTransaction : (transaction) => transaction,
  })
  return {
    header: [
      ...["charge_id", "at", "mode", "status", "customer_id", "name", "email", "description", "method"],
      ...["currency", "gross", "refunded", "fx", "settlement_currency", "settled", "fee", "refunds", "disputes", "net"],
      ...["pending", "other_settlements", "invoice_id", "invoice_number", "failure_code", "failure_message"],
    ],
    rows: items.map((item) => {
      const [first, ...others] = item.settled
      const settled = (cents: number | undefined) =>
        first && cents !== undefined ? amountOf(cents, first.currency) : null
      const known = (part: (typeof item.pending)[number], cents: number | undefined) =>
        item.pending.includes(part) ? null : settled(cents)
      const whole = item.pending.length === 0
      return [
        ...[item.chargeId, item.at, item.mode, item.status, item.customerId, item.name, item.email, item.description],
        ...[item.method, item.currency, amountOf(item.grossCents, item.currency)],
        ...[amountOf(item.refundedCents, item.currency), item.fx, first?.currency ?? null],
        ...[known("charge", first?.settledCents), whole ? settled(first?.feeCents) : null],
        ...[known("refunds", first?.refundCents), known("disputes", first?.disputeCents)],
        ...[whole ? settled(first?.netCents) : null, item.pending.join(" "), others.length > 0 ? others : null],
        ...[item.invoice?.invoiceId ?? null, item.invoice?.number ?? null],
        ...[item.failure?.code ?? null, item.failure?.message ?? null],
      ]
    }),
    next: next ?? null,
  }
}
