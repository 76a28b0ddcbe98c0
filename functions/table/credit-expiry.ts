import type { LedgerEntry } from "#shared/contract/credits.ts"
import { type Instant, instant, msOf } from "#shared/time.ts"
import { ABSENT, type Db, type Key, type Row, type TransactWrite, type Write } from "./db.ts"
import { ledgerPartition } from "./ledger.ts"
import { dueFields } from "./work.ts"

/** An entry whose credits expire, in the work index until they have. Its key is in ledger.ts. */
export interface ExpiryRow extends Row {
  seq: number
  expiresAt: Instant
}
const expiryKey = (organizationId: string, seq: number): Key => ({
  pk: ledgerPartition(organizationId),
  sk: `expiry#${String(seq).padStart(12, "0")}`,
})
export const isExpiryKey = ({ pk, sk }: Key): boolean => pk.startsWith("ledger#") && sk.startsWith("expiry#")

/** The write that has an entry's credits expire: due when its instant comes on the business clock. */
export function expiryPut(
  organizationId: string,
  { seq, expiresAt }: Pick<LedgerEntry, "seq"> & { expiresAt: Instant },
  { due, business }: { due: Instant; business: Instant },
): TransactWrite {
  const key = expiryKey(organizationId, seq)
  const dueAt = instant(msOf(due) + Math.max(0, msOf(expiresAt) - msOf(business)))
  return { put: { ...key, kind: "creditExpiry", seq, expiresAt, ...dueFields(key, dueAt) }, when: ABSENT }
}

export const expiring = async (db: Db, key: Key): Promise<ExpiryRow | undefined> =>
  (await db.get(key, { strong: true })) as ExpiryRow | undefined

/** The write that ends the waiting, once. */
export const expiryGone = ({ pk, sk }: ExpiryRow): Write => ({ remove: { pk, sk }, when: { present: "pk" } })

/** Says when to look again: the business clock was turned back. */
export const expiryLater = (db: Db, { pk, sk, gsi2sk }: ExpiryRow, dueAt: Instant): Promise<"done" | "refused"> =>
  db.write({ update: { pk, sk }, set: dueFields({ pk, sk }, dueAt), when: { eq: ["gsi2sk", gsi2sk] } })
