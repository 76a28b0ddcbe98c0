import type { Settled, Transaction, TransactionStatus } from "../contract/transactions.ts"
import type { CubeKind, FactRow } from "../cube/kind.ts"
import { named } from "../named.ts"
import { noSettled } from "./transaction.ts"

/** What transactions of one status, currency and settlement currency add up to. */
export interface TransactionSums {
  count: number
  /** How many have something pending. */
  pending: number
  grossCents: number
  /** By settlement currency: a dispute may be settled in another one than its charge. */
  settled: Record<string, Settled>
}
/** By `<status> <currency> <settlement>`; the settlement is `-` while it is not known. */
export type TransactionsCube = Record<string, TransactionSums>

/** What the sums are kept apart by. */
export interface TransactionGroup {
  status: TransactionStatus
  currency: string
  settlement: string | null
}

export const groupOf = (key: string): TransactionGroup => {
  const [status, currency, settlement] = key.split(" ") as [TransactionStatus, string, string]
  return { status, currency, settlement: settlement === "-" ? null : settlement }
}
const keyOf = ({ status, currency, settled }: Transaction): string =>
  `${status} ${currency} ${settled[0]?.currency ?? "-"}`

const SETTLED_FIELDS = ["settledCents", "feeCents", "refundCents", "disputeCents", "netCents"] as const

const sumsOf = ({ pending, grossCents, settled }: Transaction): TransactionSums => ({
  count: 1,
  pending: pending.length > 0 ? 1 : 0,
  grossCents,
  settled: Object.fromEntries(settled.map((one) => [one.currency, one])),
})

/** Sums of several groups, or of one in several stretches. */
export function addUp(all: readonly TransactionSums[]): TransactionSums {
  const sum: TransactionSums = { count: 0, pending: 0, grossCents: 0, settled: named() }
  for (const { count, pending, grossCents, settled } of all) {
    sum.count += count
    sum.pending += pending
    sum.grossCents += grossCents
    for (const [currency, one] of Object.entries(settled)) {
      const held = sum.settled[currency] ?? noSettled(currency)
      sum.settled[currency] = { ...held }
      for (const field of SETTLED_FIELDS) sum.settled[currency][field] += one[field]
    }
  }
  return sum
}

function merge(cubes: readonly TransactionsCube[]): TransactionsCube {
  const groups = Map.groupBy(
    cubes.flatMap((cube) => Object.entries(cube)),
    ([key]) => key,
  )
  return Object.fromEntries([...groups].map(([key, entries]) => [key, addUp(entries.map(([, sums]) => sums))]))
}

/** Charges by the day they were made, as they stand now. */
export const transactionsCube: CubeKind<Transaction, TransactionsCube> = {
  name: "transactions",
  version: 1,
  levels: ["day", "month"],
  families: ["transaction"],
  facts: "transactions",
  clock: "business",
  lanes: 0,
  empty: {},
  fold: (facts: readonly FactRow<Transaction>[]) => merge(facts.map(({ body }) => ({ [keyOf(body)]: sumsOf(body) }))),
  merge,
}
