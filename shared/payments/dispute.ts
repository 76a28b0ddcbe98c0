import type { Dispute, FraudWarning } from "../contract/disputes.ts"
import type { Mode } from "../contract/transactions.ts"
import { instantOfUnix } from "../time.ts"
import { isInquiry } from "./dispute-status.ts"
import { isUnsettled } from "./parts.ts"
import type { KnownDispute, Payment } from "./payment.ts"
import { refundedOf } from "./transaction.ts"

/** The disputes of a charge as the list shows them. */
export const disputesOf = (chargeId: string, mode: Mode, payment: Payment): Dispute[] =>
  payment.disputes.map((known): Dispute => {
    const { id, snapshot, escalated } = known
    const { balanceTransactionIds, dueSeconds } = snapshot
    return {
      disputeId: id,
      mode,
      chargeId,
      at: instantOfUnix(snapshot.createdSeconds),
      kind: isInquiry(snapshot.status) ? "inquiry" : "chargeback",
      status: snapshot.status,
      reason: snapshot.reason,
      escalated,
      ...whoPaid(payment),
      currency: snapshot.currency,
      amountCents: snapshot.amountCents,
      settled: settledOf(payment, balanceTransactionIds),
      pending: isUnsettled(known) || balanceTransactionIds.some((one) => !payment.balance.has(one)),
      dueAt: dueSeconds === null ? null : instantOfUnix(dueSeconds),
      pastDue: snapshot.pastDue,
      submissions: snapshot.submissions,
      answered: isAnswered(known),
    }
  })

const whoPaid = ({ charge }: Payment) => ({
  customerId: charge?.customerId ?? null,
  name: charge?.name ?? null,
  email: charge?.email ?? null,
})

/** Whether the stage it is in has its answer: what was said of the inquiry does not answer the chargeback. */
function isAnswered({ snapshot: { status, submissions }, escalated, inquiryAnswers }: KnownDispute): boolean {
  if (status === "warning_under_review" || status === "under_review") return true
  return submissions > (escalated ? inquiryAnswers : 0)
}

function settledOf({ balance }: Payment, ids: readonly string[]): Dispute["settled"] {
  const sums = new Map<string, Dispute["settled"][number]>()
  for (const id of ids) {
    const one = balance.get(id)
    if (!one) continue
    const held = sums.get(one.currency) ?? { currency: one.currency, amountCents: 0, feeCents: 0 }
    held.amountCents += one.amountCents
    held.feeCents += one.feeCents
    sums.set(one.currency, held)
  }
  return [...sums.values()]
}

/** The early fraud warnings of a charge that can still become a dispute: none of one that was given back, disputed or never taken. */
export function warningsOf(chargeId: string, mode: Mode, payment: Payment): FraudWarning[] {
  const { charge, disputes, warnings } = payment
  if (!charge || charge.status !== "succeeded" || charge.disputed || disputes.length > 0) return []
  const leftCents = charge.capturedCents - refundedOf(payment)
  if (leftCents <= 0) return []
  return warnings.map(({ id, snapshot }) => ({
    warningId: id,
    mode,
    chargeId,
    at: instantOfUnix(snapshot.createdSeconds),
    actionable: snapshot.actionable,
    fraudType: snapshot.fraudType,
    ...whoPaid(payment),
    currency: charge.currency,
    amountCents: leftCents,
    chargedAt: instantOfUnix(charge.createdSeconds),
  }))
}
