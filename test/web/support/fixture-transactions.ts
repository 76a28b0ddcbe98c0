import type { EndpointName } from "#shared/contract/contract.ts"
import { isWithin } from "#shared/contract/time-filter.ts"
import type {
  BalanceEntry,
  ListedTransaction,
  TransactionDetail,
  TransactionTotals,
} from "#shared/contract/transactions.ts"
import { maskEmail } from "#shared/directory/mask.ts"
import { DAY_MS, HOUR_MS, instant, msOf } from "#shared/time.ts"
import { ago, NOW, token } from "./fixture-answers.ts"
import type { Input, Stage } from "./fixture-endpoints.ts"
import { sums, transactionAt } from "./fixture-transaction.ts"

const COUNT = 74

const all = (stage: Stage, mode: string | undefined): ListedTransaction[] => {
  if (stage.empty) return []
  const fresh = Math.max(0, (stage.versions["transactions"] ?? 1) - 1)
  const news = Array.from({ length: fresh }, (_, nth) => ({ ...transactionAt(990 + nth * 11), at: NOW })).reverse()
  if (mode === "test") return [0, 1, 2].map((nth) => transactionAt(nth, "test"))
  return [...news, ...Array.from({ length: COUNT }, (_, nth) => transactionAt(nth))]
}

const masked = (row: ListedTransaction): ListedTransaction => ({
  ...row,
  name: row.name && maskEmail(row.name),
  email: row.email && maskEmail(row.email),
})

const FIELDS = ["settledCents", "feeCents", "refundCents", "disputeCents", "netCents"] as const

function totalsOf(stage: Stage, rows: readonly ListedTransaction[]): TransactionTotals {
  const gross = Map.groupBy(rows, ({ currency }) => currency)
  const settled = Map.groupBy(
    rows.flatMap((row) => row.settled),
    ({ currency }) => currency,
  )
  const added = [...settled].sort().map(([currency, some]) => {
    const sum = sums(currency, 0, 0)
    for (const field of FIELDS) sum[field] = some.reduce((total, one) => total + one[field], 0)
    return sum
  })
  const { reportingCurrency, rates } = stage.settings
  const rateOf = (currency: string) =>
    currency === reportingCurrency ? 1 : Number(rates.find((rate) => rate.currency === currency)?.rate)
  const missingRates = added.map(({ currency }) => currency).filter((currency) => Number.isNaN(rateOf(currency)))
  const netCents = added.reduce((sum, one) => sum + one.netCents * rateOf(one.currency), 0)
  return {
    count: rows.length,
    pending: rows.filter(({ pending }) => pending.length > 0).length,
    gross: [...gross].sort().map(([currency, some]) => ({
      currency,
      cents: some.reduce((sum, one) => sum + one.grossCents, 0),
    })),
    settled: added,
    converted: {
      currency: reportingCurrency,
      netCents: missingRates.length > 0 ? null : Math.round(netCents),
      missingRates,
    },
  }
}

/** A search for `rare` finds nothing on its first page. */
function listed(stage: Stage, input: Input) {
  const inTime = all(stage, input["mode"]).filter(({ at }) => isWithin({ from: input["from"], to: input["to"] }, at))
  const filtered = inTime.filter(
    (one) =>
      (!input["status"] || one.status === input["status"]) &&
      (!input["currency"] || one.currency === input["currency"]) &&
      (!input["settlement"] || one.settled[0]?.currency === input["settlement"]),
  )
  const isRare = input["search"] === "rare" && !stage.empty
  const rows = filtered
    .map((one) => (stage.staffRole === "viewer" ? masked(one) : one))
    .filter((one) => !input["search"] || JSON.stringify(one).toLowerCase().includes(input["search"].toLowerCase()))
  const from = Number(input["cursor"] ?? 0)
  const size = Number(input["limit"])
  return {
    items: rows.slice(from, from + size),
    nextCursor: isRare && !input["cursor"] ? "50" : from + size < rows.length ? String(from + size) : null,
    totals: input["cursor"] ? null : totalsOf(stage, filtered),
    statuses: Object.fromEntries(
      [...Map.groupBy(inTime, (one) => one.status)].map(([name, some]) => [name, some.length]),
    ),
    currencies: [...new Set(inTime.map(({ currency }) => currency))].sort(),
    settlements: [...new Set(inTime.flatMap(({ settled }) => settled[0]?.currency ?? []))].sort(),
    scannedTo: isRare && !input["cursor"] ? ago(9 * DAY_MS) : null,
    masked: stage.staffRole === "viewer",
    asOf: NOW,
    version: stage.versions["transactions"] ?? 0,
  }
}

/** The movements that a row's sums are of, made again from them. */
function balanceOf(row: ListedTransaction): BalanceEntry[] {
  return row.settled.flatMap((one) => {
    const entry = (of: BalanceEntry["of"], amountCents: number, feeCents: number, afterMs: number): BalanceEntry[] =>
      amountCents === 0
        ? []
        : [
            {
              balanceTransactionId: `txn_3Q${token(amountCents, 18)}`,
              ...{ of, type: of === "dispute" ? "adjustment" : of },
              at: instant(msOf(row.at) + afterMs),
              currency: one.currency,
              ...{ amountCents, feeCents, netCents: amountCents - feeCents },
              availableAt: instant(msOf(row.at) + afterMs + 2 * DAY_MS),
            },
          ]
    const disputeFee = one.disputeCents === 0 ? 0 : 1_500
    return [
      ...entry("charge", one.settledCents, one.feeCents - disputeFee, 0),
      ...entry("refund", one.refundCents, 0, 3 * HOUR_MS),
      ...entry("dispute", one.disputeCents, disputeFee, DAY_MS),
    ]
  })
}

function detail(stage: Stage, { mode, chargeId }: Input): TransactionDetail | object {
  const found = all(stage, mode).find((one) => one.chargeId === chargeId)
  if (!found) return { status: 404, code: "missing", detail: `There is no charge ${chargeId} in ${mode} mode` }
  const row = stage.staffRole === "viewer" ? masked(found) : found
  const waits = row.pending.length > 0
  return {
    ...row,
    balance: balanceOf(row),
    refunds:
      row.refundedCents === 0
        ? []
        : [
            {
              ...{ refundId: "re_3QkVb8LkdIwHu7ix", status: "succeeded", currency: row.currency },
              amountCents: row.refundedCents,
              at: instant(msOf(row.at) + 3 * HOUR_MS),
              ...{ reason: "requested_by_customer", failureReason: null },
            },
          ],
    disputed: row.disputes.map(({ disputeId, status }) => ({
      ...{ disputeId, status, currency: row.currency, amountCents: row.grossCents, reason: "fraudulent" },
      at: instant(msOf(row.at) + DAY_MS),
      dueAt: instant(msOf(row.at) + 12 * DAY_MS),
    })),
    wanted: waits ? [{ object: "balance", id: "txn_3QkZm2LkdIwHu7ix" }] : [],
    asking: waits
      ? {
          ...{ attempts: 3, failure: "No such balance transaction: 'txn_3QkZm2LkdIwHu7ix'" },
          nextAt: instant(msOf(NOW) + 240_000),
        }
      : null,
    told: [
      { deliveryId: `evt_1Q${token(4, 22)}`, type: "invoice_payment.paid", at: instant(msOf(row.at) + 2_000) },
      { deliveryId: `evt_1Q${token(5, 22)}`, type: "charge.succeeded", at: row.at },
    ],
    masked: stage.staffRole === "viewer",
  }
}

/** What the endpoints of transactions answer on a stage. */
export const transactionAnswers = {
  listTransactions: listed,
  readTransaction: detail,
} satisfies Partial<Record<EndpointName, (stage: Stage, input: Input) => unknown>>
