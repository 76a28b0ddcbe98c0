import type { BalanceEntry, TransactionDetail } from "../contract/transactions.ts"
import { instantOfUnix } from "../time.ts"
import { partsOf } from "./parts.ts"
import type { Payment } from "./payment.ts"

/** Every movement of the balance, refund and dispute of a payment, in the order in which they came. */
export function paymentDetail(payment: Payment): Pick<TransactionDetail, "balance" | "refunds" | "disputed"> {
  const parts = partsOf(payment)
  const entries = (ids: readonly string[], of: BalanceEntry["of"]) =>
    ids.flatMap((id): BalanceEntry[] => {
      const one = payment.balance.get(id)
      if (!one) return []
      const { type, currency, amountCents, feeCents, netCents, createdSeconds, availableSeconds } = one
      return [
        {
          balanceTransactionId: id,
          of,
          type,
          at: instantOfUnix(createdSeconds),
          currency,
          amountCents,
          feeCents,
          netCents,
          availableAt: availableSeconds === null ? null : instantOfUnix(availableSeconds),
        },
      ]
    })
  const balance = [
    ...entries(parts.charge, "charge"),
    ...entries(parts.refunds, "refund"),
    ...entries(parts.refundFailures, "refundFailure"),
    ...entries(parts.disputes, "dispute"),
  ]
  return {
    balance: balance.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)),
    refunds: payment.refunds.map(({ id, snapshot }) => ({
      refundId: id,
      status: snapshot.status,
      currency: snapshot.currency,
      amountCents: snapshot.amountCents,
      at: instantOfUnix(snapshot.createdSeconds),
      reason: snapshot.reason,
      failureReason: snapshot.failureReason,
    })),
    disputed: payment.disputes.map(({ id, snapshot }) => ({
      disputeId: id,
      status: snapshot.status,
      currency: snapshot.currency,
      amountCents: snapshot.amountCents,
      at: instantOfUnix(snapshot.createdSeconds),
      reason: snapshot.reason,
      dueAt: snapshot.dueSeconds === null ? null : instantOfUnix(snapshot.dueSeconds),
    })),
  }
}
