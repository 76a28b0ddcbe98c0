import { listTransactions, readTransaction, type TransactionDetail } from "#shared/contract/transactions.ts"
import { maskedTransaction } from "#shared/payments/masked.ts"
import { paymentOf } from "#shared/payments/payment.ts"
import { paymentDetail } from "#shared/payments/payment-detail.ts"
import { groupOf } from "#shared/payments/transactions-cube.ts"
import { Refusal } from "#shared/refusal.ts"
import { machineNow } from "../runtime/clock.ts"
import { withOrganizations } from "../table/customer-organization.ts"
import type { Ground } from "../table/ground.ts"
import {
  listTransactions as transactionsFeed,
  type Reads,
  transactionSums,
  transactionTotals,
} from "../table/list-transactions.ts"
import { paymentTold, transactionById } from "../table/payment-read.ts"
import { topicVersion } from "../table/topic.ts"
import type { FeedPlace } from "../table/walk-back.ts"
import { wantedOf, wantingPayment } from "../table/wanted.ts"
import type { Caller } from "./caller.ts"
import { type CursorSecret, feedBinding, readCursor, signCursor } from "./cursor.ts"
import { route } from "./route.ts"

const TOPIC = "transactions"

export const transactionRoutes = (ground: Ground, cursorSecret: CursorSecret) => [
  route(ground, listTransactions, async ({ limit, cursor, ...filter }, { caller }) => {
    const binding = feedBinding(caller.personId, TOPIC, filter)
    const secret = await cursorSecret()
    const from = cursor ? (readCursor(secret, cursor, binding) as FeedPlace) : undefined
    const version = await topicVersion(ground.db, TOPIC)
    const [page, sums] = await Promise.all([
      transactionsFeed(ground, { filter, limit, from, reads: readsOf(caller) }),
      transactionSums(ground, filter),
    ])
    const groups = Object.keys(sums).map((key) => ({ ...groupOf(key), count: sums[key]!.count }))
    return {
      items: await withOrganizations(ground.db, page.items),
      nextCursor: page.next ? signCursor(secret, page.next, binding) : null,
      asOf: machineNow(),
      totals: from ? null : await transactionTotals(ground, sums, filter),
      statuses: counted(groups),
      currencies: distinct(groups.map(({ currency }) => currency)),
      settlements: distinct(groups.flatMap(({ settlement }) => settlement ?? [])),
      scannedTo: page.scannedTo,
      masked: caller.staffRole === "viewer",
      version,
    }
  }),

  route(ground, readTransaction, async ({ mode, chargeId }, { caller }): Promise<TransactionDetail> => {
    const payment = { mode, chargeId }
    const [row, { facts, told }, wanted] = await Promise.all([
      transactionById(ground.db, payment),
      paymentTold(ground.db, payment),
      wantedOf(ground.db, wantingPayment(payment)),
    ])
    if (!row) throw new Refusal("missing", `There is no charge ${chargeId} in ${mode} mode`)
    const [listed] = await withOrganizations(ground.db, [readsOf(caller)(row)])
    return {
      ...listed!,
      ...paymentDetail(paymentOf(facts)),
      wanted: wanted?.wants ?? [],
      asking:
        wanted && wanted.wants.length > 0
          ? { attempts: wanted.attempts, failure: wanted.failure, nextAt: wanted.gsi2sk ?? null }
          : null,
      told,
      masked: caller.staffRole === "viewer",
    }
  }),
]

const readsOf = ({ staffRole }: Caller): Reads =>
  staffRole === "viewer" ? maskedTransaction : (transaction) => transaction

const distinct = (codes: readonly string[]): string[] => [...new Set(codes)].sort()

function counted(groups: readonly { status: string; count: number }[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status, count } of groups) counts[status] = (counts[status] ?? 0) + count
  return counts
}
