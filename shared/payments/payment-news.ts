import { idIn, idOf, isJson, type Json, listIn, objectIn, textIn } from "../revenue/field.ts"
import { isBelow, leavesOf } from "../revenue/leaves.ts"
import type { Told } from "../revenue/stripe-fact.ts"
import type { PaymentFact, PaymentNews, PaymentNode, PaymentTie } from "./payment-fact.ts"
import { chargeIdOf, chargeOf, refundOf } from "./stripe-charge.ts"
import { balanceOf, disputeOf, warningOf } from "./stripe-dispute.ts"

/** When and by what an object was told: an event, or our own asking. */
export interface Telling {
  createdSeconds: number
  eventId: string
  type: string
  previous: Json | null
}

const NOTHING: PaymentNews = { facts: [], ties: [], invoiceId: null }

/** What an object tells about payments, with everything that stands inside it; why not, where it should and does not. */
export function paymentNewsOf(object: Json, telling: Telling): PaymentNews | { reason: string } {
  switch (textIn(object, "object")) {
    case "charge":
      return ofCharge(object, telling)
    case "refund":
      return ofPart(object, telling, refundFacts)
    case "dispute":
      return ofPart(object, telling, disputeFacts)
    case "radar.early_fraud_warning":
      return ofPart(object, telling, warningFacts)
    case "invoice":
      return ofInvoice(object)
    case "invoice_payment":
      return ofInvoicePayment(object)
    default:
      return NOTHING
  }
}

type FactOf = (object: Json, telling: Telling) => PaymentFact[]

function ofPart(object: Json, telling: Telling, factsOf: FactOf): PaymentNews | { reason: string } {
  const chargeId = chargeIdOf(object)
  if (chargeId === null) return { reason: "it names no charge" }
  return { ...NOTHING, facts: factsOf(object, telling).map((fact) => ({ chargeId, fact })) }
}

function ofCharge(object: Json, telling: Telling): PaymentNews | { reason: string } {
  const chargeId = idIn(object, "id")
  if (chargeId === null) return { reason: "its object's id is none that can be kept" }
  const charge = factOf(object, telling, { object: "charge" as const, read: chargeOf, id: chargeId })
  const dispute = objectIn(object, "dispute")
  const inside = [
    ...balanceFacts(object, telling, "balance_transaction"),
    ...balanceFacts(object, telling, "failure_balance_transaction"),
    ...listIn(object, "refunds").flatMap((refund) => refundFacts(refund, telling)),
    ...(dispute && idIn(dispute, "id") ? disputeFacts(dispute, telling) : []),
  ]
  const { paymentIntentId, invoiceId } = charge.snapshot
  const node = { object: "charge", id: chargeId } as const
  return {
    facts: [charge, ...inside].map((fact) => ({ chargeId, fact })),
    ties: [...tied(node, "intent", paymentIntentId), ...tied(node, "invoice", invoiceId)],
    invoiceId: null,
  }
}

const tied = (from: PaymentNode, object: PaymentNode["object"], id: string | null): PaymentTie[] =>
  id === null ? [] : [[from, { object, id }]]

const payersOf = (invoice: PaymentNode, payer: Json | null): PaymentTie[] => [
  ...tied(invoice, "charge", idOf(payer, "charge")),
  ...tied(invoice, "intent", idOf(payer, "payment_intent")),
]

/** Before 2025 an invoice names its charge; since then only its payments do, where they are told with it. */
function ofInvoice(object: Json): PaymentNews {
  const invoiceId = idIn(object, "id")
  if (invoiceId === null) return NOTHING
  const node = { object: "invoice", id: invoiceId } as const
  const ties = [
    ...payersOf(node, object),
    ...listIn(object, "payments").flatMap((one) => payersOf(node, objectIn(one, "payment"))),
  ]
  return { facts: [], ties, invoiceId }
}

function ofInvoicePayment(object: Json): PaymentNews | { reason: string } {
  const payer = objectIn(object, "payment")
  const invoiceId = idOf(object, "invoice")
  if (invoiceId === null) return { reason: "it names no invoice" }
  const ties = payersOf({ object: "invoice", id: invoiceId }, payer)
  return ties.length === 0 ? { reason: "it names neither a charge nor a payment intent" } : { ...NOTHING, ties }
}

function refundFacts(object: Json, telling: Telling): PaymentFact[] {
  const id = idIn(object, "id")
  if (id === null) return []
  return [
    factOf(object, telling, { object: "refund", read: refundOf, id }),
    ...balanceFacts(object, telling, "balance_transaction"),
    ...balanceFacts(object, telling, "failure_balance_transaction"),
  ]
}

function disputeFacts(object: Json, telling: Telling): PaymentFact[] {
  const id = disputeIdOf(object)
  if (id === null) return []
  return [
    factOf(object, telling, { object: "dispute", read: disputeOf, id }),
    ...listIn(object, "balance_transactions").flatMap((one) => balanceFact(one, telling)),
    ...balanceFacts(object, telling, "balance_transaction"),
  ]
}

function warningFacts(object: Json, telling: Telling): PaymentFact[] {
  const id = idIn(object, "id")
  return id === null ? [] : [factOf(object, telling, { object: "warning", read: warningOf, id })]
}

/** Before 2013 disputes had no id, and of a charge there was one at most. */
export function disputeIdOf(object: Json): string | null {
  const chargeId = chargeIdOf(object)
  return idIn(object, "id") ?? (chargeId === null || "id" in object ? null : `${chargeId}.dispute`)
}

const balanceFacts = (object: Json, telling: Telling, field: string): PaymentFact[] => {
  const held = object[field]
  return isJson(held) ? balanceFact(held, telling) : []
}

/** A balance transaction that stands whole in something else, or was asked for. Without an id and amounts it says nothing. */
export function balanceFact(object: Json, telling: Telling): PaymentFact[] {
  const id = idIn(object, "id")
  return id === null ? [] : [factOf(object, telling, { object: "balance", read: balanceOf, id })]
}

/** Paths by which events of one second are put in order. */
const ORDERING_PATHS: Record<PaymentFact["object"], readonly string[]> = {
  charge: ["status", "captured", "amount_captured", "amount_refunded", "balance_transaction", "disputed", "refunded"],
  refund: ["status", "balance_transaction", "failure_balance_transaction"],
  dispute: ["status", "balance_transactions", "evidence_details", "amount"],
  balance: ["status"],
  warning: ["actionable"],
}

function factOf<Object extends PaymentFact["object"], Snapshot>(
  object: Json,
  { previous, ...telling }: Telling,
  { object: kind, read, id }: { object: Object; read: (object: Json, misses: string[]) => Snapshot; id: string },
): Told & { object: Object; snapshot: Snapshot } {
  const misses: string[] = []
  const before = previous && isAbout(kind, telling.type) ? leavesOf(previous) : null
  const wanted = [...ORDERING_PATHS[kind], ...Object.keys(before ?? {})]
  return {
    ...telling,
    objectId: id,
    previous: before,
    now: Object.fromEntries(Object.entries(leavesOf(object)).filter(([path]) => isBelow(path, wanted))),
    misses,
    object: kind,
    snapshot: read(object, misses),
  }
}

/** What stood there before is said of the event's own object, not of what stands inside it. */
function isAbout(kind: PaymentFact["object"], type: string): boolean {
  if (type.startsWith("charge.dispute.")) return kind === "dispute"
  if (type.startsWith("radar.")) return kind === "warning"
  if (type.startsWith("charge.refund.") || type.startsWith("refund.")) return kind === "refund"
  return kind === "charge"
}
