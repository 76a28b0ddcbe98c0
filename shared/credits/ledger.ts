import type { EntryType, LedgerEntry } from "../contract/credits.ts"
import type { Instant } from "../time.ts"

/** The account on the other side of each type of entry. */
const CONTRA: Record<EntryType, LedgerEntry["contra"]> = {
  subscription_start: "plan",
  subscription_renewal: "plan",
  subscription_cancel: "plan",
  subscription_end: "plan",
  credit_topup: "stripe",
  credit_refund: "stripe",
  credit_gift: "promotion",
  dev_plan_start: "devPlan",
  dev_plan_upgrade: "devPlan",
  dev_plan_downgrade: "devPlan",
  dev_plan_cancel: "devPlan",
  dev_plan_end: "devPlan",
  dev_plan_renewal: "devPlan",
  usage: "usage",
  usage_adjust: "usage",
  expiry: "expired",
  manual_adjust: "adjustment",
}

/** What is left of credits that expire. */
export interface Lot {
  /** The entry that granted them. */
  seq: number
  expiresAt: Instant
  leftMicros: number
}

/** Where a ledger stands: its last number and hash, and what its entries come to. */
export interface LedgerHead {
  seq: number
  hash: string
  balanceMicros: number
  /** Everything that was ever granted. */
  grantedMicros: number
  /** Credits that expire, the soonest first. Together never more than the balance. */
  lots: readonly Lot[]
}

export const EMPTY_LEDGER: LedgerHead = {
  seq: 0,
  hash: "0".repeat(64),
  balanceMicros: 0,
  grantedMicros: 0,
  lots: [],
}

/** What is to be entered. */
export type Movement = Pick<LedgerEntry, "type" | "amountMicros" | "source" | "actor" | "comment" | "at" | "expiresAt">

/** The entry that a movement makes, and where the ledger stands after it; the caller adds the entry's hash to both. */
export function entered(
  organizationId: string,
  head: LedgerHead,
  movement: Movement,
): { entry: Omit<LedgerEntry, "hash">; after: Omit<LedgerHead, "hash"> } {
  const seq = head.seq + 1
  const balanceMicros = head.balanceMicros + movement.amountMicros
  const { type, amountMicros } = movement
  const isGrant = amountMicros > 0 && CONTRA[type] !== "usage"
  return {
    entry: { ...movement, organizationId, seq, contra: CONTRA[type], balanceMicros, previousHash: head.hash },
    after: {
      seq,
      balanceMicros,
      grantedMicros: head.grantedMicros + (isGrant ? amountMicros : 0),
      lots: lotsAfter(head, movement, seq),
    },
  }
}

/** The entry that ended a lot names it so. */
export const expiryOf = (seq: number): Movement["source"] => ({ kind: "entry", id: String(seq) })

/**
 * What is left of lots. What is taken comes from those that expire soonest; what is granted pays a debt first, so that of a
 * lot no more is left than the balance.
 */
function lotsAfter({ balanceMicros, lots }: LedgerHead, movement: Movement, seq: number): Lot[] {
  const { amountMicros, expiresAt, type, source } = movement
  if (type === "expiry") return lots.filter((lot) => String(lot.seq) !== source.id)
  if (amountMicros > 0) {
    if (expiresAt === null) return [...lots]
    const leftMicros = Math.min(amountMicros, Math.max(0, balanceMicros + amountMicros))
    return [...lots, { seq, expiresAt, leftMicros }]
      .filter((lot) => lot.leftMicros > 0)
      .sort((one, other) =>
        one.expiresAt === other.expiresAt ? one.seq - other.seq : one.expiresAt < other.expiresAt ? -1 : 1,
      )
  }
  let takenMicros = -amountMicros
  return lots.flatMap((lot) => {
    const from = Math.min(lot.leftMicros, takenMicros)
    takenMicros -= from
    return from === lot.leftMicros ? [] : [{ ...lot, leftMicros: lot.leftMicros - from }]
  })
}
