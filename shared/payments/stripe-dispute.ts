import {
  amountIn,
  centsIn,
  idIn,
  idOf,
  type Json,
  listIn,
  need,
  numberIn,
  objectIn,
  secondsIn,
  textIn,
} from "../revenue/field.ts"
import {
  type BalanceSnapshot,
  DISPUTE_STATUSES,
  type DisputeSnapshot,
  type DisputeStatus,
  type WarningSnapshot,
} from "./payment-fact.ts"
import { currencyOf } from "./stripe-charge.ts"

/** A dispute of any year. Those of before 2013 have no id and say on themselves until when an answer is due. */
export function disputeOf(told: Json, misses: string[]): DisputeSnapshot {
  const evidence = objectIn(told, "evidence_details")
  const due = secondsIn(evidence, "due_by") ?? secondsIn(told, "evidence_due_by")
  const status = textIn(told, "status")
  return {
    status: need(
      DISPUTE_STATUSES.includes(status as DisputeStatus) ? (status as DisputeStatus) : oldStatus(status),
      misses,
      "status",
      "needs_response",
    ),
    currency: currencyOf(told, misses),
    amountCents: need(centsIn(told, "amount"), misses, "amount", 0),
    createdSeconds: need(secondsIn(told, "created"), misses, "created", 0),
    reason: textIn(told, "reason"),
    dueSeconds: due || null,
    pastDue: evidence?.["past_due"] === true,
    hasEvidence: evidence?.["has_evidence"] === true || textIn(told, "evidence") !== null,
    submissions: numberIn(evidence, "submission_count") ?? 0,
    balanceTransactionIds: balanceIdsOf(told),
  }
}

/** The list holds the withdrawal, and what came back of it; where it has no ids, the field of before names the first. */
function balanceIdsOf(told: Json): string[] {
  const listed = listIn(told, "balance_transactions").flatMap((one) => idIn(one, "id") ?? [])
  const first = idOf(told, "balance_transaction")
  return listed.length > 0 ? [...new Set(listed)] : first === null ? [] : [first]
}

/** `charge_refunded` was said of disputes that ended because the charge was given back; that is how `prevented` is today. */
const oldStatus = (status: string | null): DisputeStatus | null => (status === "charge_refunded" ? "prevented" : null)

/** A balance transaction; its parts are taken as told, and what they add up to is checked. */
export function balanceOf(told: Json, misses: string[]): BalanceSnapshot {
  const amountCents = need(centsIn(told, "amount"), misses, "amount", 0)
  const feeCents = need(centsIn(told, "fee"), misses, "fee", 0)
  const netCents = need(centsIn(told, "net"), misses, "net", amountCents - feeCents)
  if (netCents !== amountCents - feeCents) misses.push("net")
  const currency = currencyOf(told, misses)
  return {
    type: textIn(told, "type") ?? "unknown",
    currency,
    amountCents,
    feeCents,
    netCents,
    fees: listIn(told, "fee_details").map((fee) => ({
      type: textIn(fee, "type") ?? "unknown",
      currency: textIn(fee, "currency")?.toLowerCase() ?? currency,
      cents: centsIn(fee, "amount") ?? 0,
      description: textIn(fee, "description"),
    })),
    exchangeRate: amountIn(told, "exchange_rate"),
    createdSeconds: need(secondsIn(told, "created"), misses, "created", 0),
    availableSeconds: secondsIn(told, "available_on"),
    isAvailable: textIn(told, "status") === "available",
    sourceId: idOf(told, "source"),
  }
}

/** An early fraud warning. One that does not say that it is actionable is not. */
export const warningOf = (told: Json, misses: string[]): WarningSnapshot => ({
  createdSeconds: need(secondsIn(told, "created"), misses, "created", 0),
  actionable: told["actionable"] === true,
  fraudType: textIn(told, "fraud_type"),
})
