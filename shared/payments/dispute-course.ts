import type { DisputeMoment, DisputeMovement } from "../contract/disputes.ts"
import { inOrder } from "../revenue/order.ts"
import { instantOfUnix } from "../time.ts"
import { decidedStatus, isInquiry, isOpen } from "./dispute-status.ts"
import { rateOf } from "./exchange.ts"
import type { Payment } from "./payment.ts"
import { paymentDetail } from "./payment-detail.ts"
import type { DisputeStatus, PaymentFact, PaymentFactOf } from "./payment-fact.ts"

type Moment = Partial<DisputeMoment> & Pick<DisputeMoment, "at" | "what">
const momentOf = (moment: Moment): DisputeMoment => ({
  ...{ status: null, amountCents: null, currency: null, note: null },
  ...moment,
})

/** What happened to a dispute and to its charge, oldest first. */
export function disputeMoments(disputeId: string, facts: readonly PaymentFact[], payment: Payment): DisputeMoment[] {
  const told = facts.filter(
    (fact): fact is PaymentFactOf<"dispute"> => fact.object === "dispute" && fact.objectId === disputeId,
  )
  const all = [...ofCharge(payment), ...ofDispute(inOrder(told)), ...ofBalance(disputeId, payment)]
  return all.map(momentOf).sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
}

function ofCharge({ charge, refunds, warnings }: Payment): Moment[] {
  return [
    ...(charge?.status === "succeeded"
      ? [
          {
            what: "charged" as const,
            at: instantOfUnix(charge.createdSeconds),
            ...{ amountCents: charge.capturedCents, currency: charge.currency, note: charge.method },
          },
        ]
      : []),
    ...warnings.map(({ snapshot }) => ({
      what: "warned" as const,
      at: instantOfUnix(snapshot.createdSeconds),
      note: snapshot.fraudType,
    })),
    ...refunds
      .filter(({ snapshot }) => snapshot.status === "succeeded")
      .map(({ snapshot }) => ({
        what: "refunded" as const,
        at: instantOfUnix(snapshot.createdSeconds),
        ...{ amountCents: snapshot.amountCents, currency: snapshot.currency, note: snapshot.reason },
      })),
  ]
}

function ofBalance(disputeId: string, { disputes, balance }: Payment): Moment[] {
  const ids = disputes.find(({ id }) => id === disputeId)?.snapshot.balanceTransactionIds ?? []
  return ids.flatMap((id) => {
    const one = balance.get(id)
    if (!one) return []
    const what = one.amountCents < 0 ? ("withdrawn" as const) : ("reinstated" as const)
    return [{ what, at: instantOfUnix(one.createdSeconds), amountCents: one.amountCents, currency: one.currency }]
  })
}

/** From telling to telling: what it became, and whether somebody answered. */
function ofDispute(told: readonly PaymentFactOf<"dispute">[]): Moment[] {
  const [first] = told
  if (!first) return []
  const { createdSeconds, reason, amountCents, currency } = first.snapshot
  const moments: Moment[] = [
    {
      what: "opened",
      at: instantOfUnix(createdSeconds),
      ...{ status: first.snapshot.status, note: reason, amountCents, currency },
    },
  ]
  let [status, submissions] = [first.snapshot.status, 0]
  /** Stages that were answered: news of one second may tell it twice. */
  const answered = new Set<boolean>()
  for (const [nth, fact] of told.entries()) {
    const now = decidedStatus(told.slice(0, nth + 1))
    const at = instantOfUnix(fact.createdSeconds)
    const stage = isInquiry(now)
    const isAnswered = fact.snapshot.submissions > submissions || (isUnderReview(now) && !answered.has(stage))
    if (isInquiry(status) && !isInquiry(now)) moments.push({ what: "escalated", at, status: now })
    if (isAnswered) moments.push({ what: "answered", at, status: now })
    if (isAnswered) answered.add(stage)
    if (!isOpen(now) && (now !== status || nth === 0)) moments.push({ what: "decided", at, status: now })
    ;[status, submissions] = [now, Math.max(submissions, fact.snapshot.submissions)]
  }
  return moments
}

const isUnderReview = (status: DisputeStatus): boolean => status === "under_review" || status === "warning_under_review"

/** Every movement of the balance of a charge, beside the amount it was presented as where that is known, and the rate between the two. */
export function disputeMovements(payment: Payment): DisputeMovement[] {
  const { charge, refunds, disputes } = payment
  const presented = new Map<string, { cents: number; currency: string }>()
  if (charge?.balanceTransactionId)
    presented.set(charge.balanceTransactionId, { cents: charge.capturedCents, currency: charge.currency })
  for (const { snapshot } of refunds)
    if (snapshot.balanceTransactionId)
      presented.set(snapshot.balanceTransactionId, { cents: -snapshot.amountCents, currency: snapshot.currency })
  for (const { snapshot } of disputes)
    for (const id of snapshot.balanceTransactionIds) {
      const sign = (payment.balance.get(id)?.amountCents ?? 0) < 0 ? -1 : 1
      presented.set(id, { cents: sign * snapshot.amountCents, currency: snapshot.currency })
    }
  return paymentDetail(payment).balance.map((entry) => {
    const told = presented.get(entry.balanceTransactionId) ?? null
    return {
      ...entry,
      presented: told,
      fx:
        told &&
        rateOf(
          { cents: Math.abs(told.cents), currency: told.currency },
          { cents: Math.abs(entry.amountCents), currency: entry.currency },
        ),
    }
  })
}
