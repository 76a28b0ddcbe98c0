import { inOrder } from "../revenue/order.ts"
import { decidedStatus, isInquiry } from "./dispute-status.ts"
import type { BalanceSnapshot, PaymentFact, PaymentFactOf } from "./payment-fact.ts"

type Snapshot<Object extends PaymentFact["object"]> = PaymentFactOf<Object>["snapshot"]
/** An object as the newest news tells it. */
export interface Known<Object extends PaymentFact["object"]> {
  id: string
  snapshot: Snapshot<Object>
}

/** A dispute as it stands, and what it was before. */
export interface KnownDispute extends Known<"dispute"> {
  /** It began as an inquiry and is one no more. */
  escalated: boolean
  /** How often it was answered while it was an inquiry. */
  inquiryAnswers: number
}

/** Everything told about one charge, each object as it stands. */
export interface Payment {
  charge: Snapshot<"charge"> | null
  refunds: Known<"refund">[]
  disputes: KnownDispute[]
  warnings: Known<"warning">[]
  balance: ReadonlyMap<string, BalanceSnapshot>
  misses: string[]
}

/** Folds facts, told in any order and any number of times. */
export function paymentOf(facts: readonly PaymentFact[]): Payment {
  const charges = inOrder(of(facts, "charge"))
  return {
    charge: charges.at(-1)?.snapshot ?? null,
    refunds: byId(of(facts, "refund"), (told) => told.at(-1)!.snapshot),
    disputes: disputesOf(of(facts, "dispute")),
    warnings: byId(of(facts, "warning"), (told) => told.at(-1)!.snapshot),
    balance: new Map(
      byId(of(facts, "balance").filter(isCounted), newestBalance).map(({ id, snapshot }) => [id, snapshot]),
    ),
    misses: [...new Set(facts.flatMap(({ object, misses }) => misses.map((miss) => `${object}.${miss}`)))].sort(),
  }
}

const of = <Object extends PaymentFact["object"]>(facts: readonly PaymentFact[], object: Object) =>
  facts.filter((fact): fact is PaymentFactOf<Object> => fact.object === object)

function byId<Object extends PaymentFact["object"]>(
  facts: readonly PaymentFactOf<Object>[],
  now: (told: PaymentFactOf<Object>[]) => Snapshot<Object>,
): Known<Object>[] {
  return [...Map.groupBy(facts, ({ objectId }) => objectId)]
    .map(([id, told]) => ({ id, snapshot: now(inOrder(told)) }))
    .sort((one, other) => one.snapshot.createdSeconds - other.snapshot.createdSeconds || (one.id < other.id ? -1 : 1))
}

function disputesOf(facts: readonly PaymentFactOf<"dispute">[]): KnownDispute[] {
  const known = byId(facts, (told) => ({ ...told.at(-1)!.snapshot, status: decidedStatus(told) }))
  return known.map(({ id, snapshot }) => {
    const asked = facts.filter((fact) => fact.objectId === id && isInquiry(fact.snapshot.status))
    return {
      id,
      snapshot,
      escalated: asked.length > 0 && !isInquiry(snapshot.status),
      inquiryAnswers: Math.max(0, ...asked.map((fact) => fact.snapshot.submissions)),
    }
  })
}

/** A balance transaction told without its amounts is none yet. */
const isCounted = ({ misses }: PaymentFactOf<"balance">): boolean =>
  !["amount", "fee", "currency"].some((field) => misses.includes(field))

/** Its amounts never change; that it is available is never taken back. */
const newestBalance = (told: PaymentFactOf<"balance">[]): BalanceSnapshot =>
  (told.find(({ snapshot }) => snapshot.isAvailable) ?? told.at(-1)!).snapshot
