import type { Transaction } from "#shared/contract/transactions.ts"
import { type Bucket, bucketEnd, bucketFrom } from "#shared/cube/bucket.ts"
import type { FactRow } from "#shared/cube/kind.ts"
import { type Instant, instant, msOf } from "#shared/time.ts"
import type { Mode } from "./customer.ts"
import { ABSENT, type Db, queryAll, type Query, type Row } from "./db.ts"
import type { Given } from "./derived.ts"
import { unpack } from "./packed.ts"
import type { PaymentId } from "./payment.ts"

/**
 * A charge as it stands: derived from everything told about it, so it changes whenever more is told.
 *   pk  transactions#<mode>#<month, UTC>
 *   sk  <at>#<charge>
 * And which months have any:
 *   pk  transactions#<mode>    sk  <month>
 * Written together with the payment's fold only (derived.ts). Kept for good.
 */
export interface TransactionRow extends Row {
  revision: number
  packed: Uint8Array
}

const partition = (mode: string, at: string): string => `transactions#${mode}#${at.slice(0, 7)}`

/** What a payment gives to the list at an instant. */
export const transactionGiven = ({ mode, chargeId }: PaymentId, at: Instant, body: Transaction | undefined): Given => ({
  place: at,
  row: { pk: partition(mode, at), sk: `${at}#${chargeId}`, kind: "transaction" },
  body,
})

/** The rows of a day of any zone: it may lie in two months. Every key goes on after its instant, so the end itself is left out. */
export function transactionsQueries(bucket: Bucket): Pick<Query, "pk" | "sk">[] {
  const [from, to] = [bucketFrom(bucket), bucketEnd(bucket)]
  const last = instant(msOf(to) - 1)
  return [...new Set([from, last].map((at) => partition(bucket.scope, at)))].map((pk) => ({
    pk,
    sk: { between: [from, to] },
  }))
}

export const transactionIn = (row: Row): Transaction => unpack((row as TransactionRow).packed) as Transaction

/** The transactions among rows, as facts of their totals. */
export const transactionsIn = (rows: readonly Row[]): FactRow[] =>
  rows.map((row) => ({ id: row.sk, at: row.sk.slice(0, 24), body: transactionIn(row) }))

/** A page of one month's transactions in [from, to), newest first, from before a position. */
export async function transactionsOf(
  db: Db,
  mode: Mode,
  month: string,
  { from, to, before }: { from: Instant; to: Instant; before?: string | undefined },
  limit: number,
) {
  const pk = partition(mode, month)
  const first = from > month ? from : month
  const last = to < `${month}~` ? to : `${month}~`
  if (first > (before ?? last)) return { rows: [] }
  return db.query({
    pk,
    sk: { between: [first, last] },
    ...(before ? { after: { pk, sk: before } } : {}),
    newestFirst: true,
    limit,
  })
}

const monthsKnown = new WeakMap<Db, Set<string>>()

/** Says once that a month has transactions; a process says it once. */
export async function enlistMonth(db: Db, mode: Mode, at: Instant): Promise<void> {
  const known = monthsKnown.get(db) ?? new Set()
  monthsKnown.set(db, known)
  const key = { pk: `transactions#${mode}`, sk: at.slice(0, 7) }
  if (known.has(`${key.pk} ${key.sk}`)) return
  await db.write({ put: { ...key, kind: "transactionMonth" }, when: ABSENT })
  known.add(`${key.pk} ${key.sk}`)
}

/** The months that have transactions, newest first. */
export const monthsOf = async (db: Db, mode: Mode): Promise<string[]> =>
  (await queryAll(db, { pk: `transactions#${mode}`, newestFirst: true, fields: ["kind"] })).map(({ sk }) => sk)
