import type { PendingPart } from "../contract/transactions.ts"
import { isInquiry } from "./dispute-status.ts"
import type { Known, Payment } from "./payment.ts"

/** Which balance transactions belong to which part of a payment. */
export interface Parts {
  charge: string[]
  refunds: string[]
  refundFailures: string[]
  disputes: string[]
}

/** What a payment moved, by the ids of what it did to the balance. */
export const partsOf = ({ charge, refunds, disputes }: Payment): Parts => ({
  charge: distinct([charge?.balanceTransactionId ?? null, charge?.failureBalanceTransactionId ?? null]),
  refunds: distinct(refunds.map(({ snapshot }) => snapshot.balanceTransactionId)),
  refundFailures: distinct(refunds.map(({ snapshot }) => snapshot.failureBalanceTransactionId)),
  disputes: distinct(disputes.flatMap(({ snapshot }) => snapshot.balanceTransactionIds)),
})

const distinct = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))]

/** Something to ask Stripe for: an object by its id, a subscription with all its items, or those of a kind that a charge has. */
export interface Want {
  object: "subscription" | "invoice" | "charge" | "refund" | "dispute" | "balance" | "refundsOf" | "disputesOf"
  id: string
}

/** What of a payment nobody told yet, part by part. */
function lacking(chargeId: string, payment: Payment): Record<PendingPart, Want[]> {
  const { charge, refunds, disputes, balance } = payment
  const parts = partsOf(payment)
  const entries = (ids: readonly string[]): Want[] =>
    ids.filter((id) => !balance.has(id)).map((id) => ({ object: "balance", id }))
  const isTaken = charge !== null && charge.status === "succeeded" && charge.captured
  return {
    charge: [
      ...(charge === null || (isTaken && parts.charge.length === 0)
        ? [{ object: "charge", id: chargeId } as const]
        : []),
      ...entries(parts.charge),
    ],
    refunds: [
      ...(isTaken && charge.refundedCents > centsOf(refunds) ? [{ object: "refundsOf", id: chargeId } as const] : []),
      ...refunds
        .filter(({ snapshot }) => isTaken && snapshot.status === "succeeded" && snapshot.balanceTransactionId === null)
        .map(({ id }) => ({ object: "refund", id }) as const),
      ...entries([...parts.refunds, ...parts.refundFailures]),
    ],
    disputes: [
      ...(charge?.disputed && disputes.length === 0 ? [{ object: "disputesOf", id: chargeId } as const] : []),
      ...disputes.filter(isUnsettled).map(({ id }) => ({ object: "dispute", id }) as const),
      ...entries(parts.disputes),
    ],
  }
}

const centsOf = (refunds: readonly Known<"refund">[]): number =>
  refunds.reduce((sum, { snapshot }) => sum + snapshot.amountCents, 0)

/** A chargeback takes the money at once; an inquiry, and a dispute that was prevented, take none. */
export const isUnsettled = ({ snapshot: { status, balanceTransactionIds } }: Known<"dispute">): boolean =>
  balanceTransactionIds.length === 0 && !isInquiry(status) && status !== "prevented"

/** Which parts of the money are not known yet. */
export const pendingOf = (chargeId: string, payment: Payment): PendingPart[] =>
  Object.entries(lacking(chargeId, payment)).flatMap(([part, wants]) => (wants.length > 0 ? [part as PendingPart] : []))

/** What is to be asked of Stripe. */
export const wantsOf = (chargeId: string, payment: Payment): Want[] => Object.values(lacking(chargeId, payment)).flat()
