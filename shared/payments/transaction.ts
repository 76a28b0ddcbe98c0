import type { Settled, Transaction, TransactionStatus } from "../contract/transactions.ts"
import { instantOfUnix } from "../time.ts"
import { isOpen } from "./dispute-status.ts"
import { rateOf } from "./exchange.ts"
import { type Parts, partsOf, pendingOf } from "./parts.ts"
import type { Payment } from "./payment.ts"
import type { InvoiceLabel } from "./payment-fact.ts"

/** The sums per settlement currency: what is there is added up, nothing is assumed. */
export function settledOf({ balance }: Payment, parts: Parts): Settled[] {
  const sums = new Map<string, Settled>()
  const add = (ids: readonly string[], field: "settledCents" | "refundCents" | "disputeCents") => {
    for (const id of ids) {
      const one = balance.get(id)
      if (!one) continue
      const held = sums.get(one.currency) ?? noSettled(one.currency)
      held[field] += one.amountCents
      held.feeCents += one.feeCents
      held.netCents += one.netCents
      sums.set(one.currency, held)
    }
  }
  add(parts.charge, "settledCents")
  add([...parts.refunds, ...parts.refundFailures], "refundCents")
  add(parts.disputes, "disputeCents")
  return [...sums.values()]
}

export const noSettled = (currency: string): Settled => ({
  currency,
  settledCents: 0,
  feeCents: 0,
  refundCents: 0,
  disputeCents: 0,
  netCents: 0,
})

/** A charge as the list shows it; null while nobody said when anything about it happened. */
export function transactionOf(
  chargeId: string,
  mode: Transaction["mode"],
  payment: Payment,
  invoices: readonly InvoiceLabel[],
): Transaction | null {
  const { charge, refunds, disputes } = payment
  const parts = partsOf(payment)
  const second = charge?.createdSeconds ?? [...refunds, ...disputes].map(({ snapshot }) => snapshot.createdSeconds)[0]
  if (second === undefined) return null
  const about = charge ?? [...refunds, ...disputes][0]!.snapshot
  const first = parts.charge.flatMap((id) => payment.balance.get(id) ?? [])[0]
  const gross = { cents: charge?.capturedCents ?? 0, currency: about.currency }
  return {
    chargeId,
    mode,
    at: instantOfUnix(second),
    status: statusOf(payment),
    paymentIntentId: charge?.paymentIntentId ?? null,
    customerId: charge?.customerId ?? null,
    name: charge?.name ?? null,
    email: charge?.email ?? null,
    description: charge?.description ?? null,
    method: charge?.method ?? null,
    currency: about.currency,
    grossCents: gross.cents,
    authorizedCents: charge?.authorizedCents ?? 0,
    refundedCents: refundedOf(payment),
    fx: first ? rateOf(gross, { cents: first.amountCents, currency: first.currency }) : null,
    settled: settledOf(payment, parts),
    fees: feesOf(payment, parts),
    pending: pendingOf(chargeId, payment),
    disputes: disputes.map(({ id, snapshot }) => ({ disputeId: id, status: snapshot.status })),
    invoice: invoices[0] ?? null,
    failure: charge?.failure ?? null,
    misses: payment.misses,
  }
}

/** What was given back, in the charge's currency: as the charge counts it, or the refunds do where it was told earlier than they. */
export function refundedOf({ charge, refunds }: Payment): number {
  const given = refunds.filter(({ snapshot }) => snapshot.status === "succeeded" || snapshot.status === "pending")
  const told = given.reduce((sum, { snapshot }) => sum + snapshot.amountCents, 0)
  const failed = refunds.some(({ snapshot }) => snapshot.status === "failed" || snapshot.status === "canceled")
  return failed ? told : Math.max(told, charge?.captured === false ? 0 : (charge?.refundedCents ?? 0))
}

function statusOf(payment: Payment): TransactionStatus {
  const { charge, disputes } = payment
  if (!charge) return "unknown"
  if (charge.status === "failed" || charge.status === "pending") return charge.status
  if (disputes.some(({ snapshot }) => isOpen(snapshot.status))) return "disputed"
  if (disputes.some(({ snapshot }) => snapshot.status === "lost")) return "disputeLost"
  if (!charge.captured) return charge.refundedCents > 0 ? "released" : "uncaptured"
  const refunded = refundedOf(payment)
  return refunded === 0 ? "paid" : refunded < charge.capturedCents ? "partlyRefunded" : "refunded"
}

function feesOf({ balance }: Payment, parts: Parts): Transaction["fees"] {
  const sums = new Map<string, Transaction["fees"][number]>()
  for (const id of [...parts.charge, ...parts.refunds, ...parts.refundFailures, ...parts.disputes])
    for (const { type, currency, cents } of balance.get(id)?.fees ?? []) {
      const key = `${type} ${currency}`
      sums.set(key, { type, currency, cents: (sums.get(key)?.cents ?? 0) + cents })
    }
  return [...sums.values()]
}
