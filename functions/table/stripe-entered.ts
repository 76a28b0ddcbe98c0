import type { StripeDue } from "#shared/credits/stripe-due.ts"
import type { CustomerId } from "./customer.ts"
import { ABSENT, type Db, type Key, queryAll, type Row, type TransactWrite } from "./db.ts"
import { ledgerPartition } from "./ledger.ts"

/**
 * What something of Stripe's was to have in a ledger, and what was entered for it: a refund takes no more than there is.
 *   pk  ledger#<organization>
 *   sk  stripe#<customer>#<key>
 */
export interface StripeEnteredRow extends Row {
  dueMicros: number
  enteredMicros: number
  revision: number
  entryType: StripeDue["type"]
  source: StripeDue["source"]
}

const prefixOf = ({ customerId }: CustomerId): string => `stripe#${customerId}#`
const keyOf = (organizationId: string, customer: CustomerId, key: string): Key => ({
  pk: ledgerPartition(organizationId),
  sk: `${prefixOf(customer)}${key}`,
})

/** Everything that was entered in a ledger for a customer, by key, strongly. */
export async function enteredFor(
  db: Db,
  organizationId: string,
  customer: CustomerId,
): Promise<Map<string, StripeEnteredRow>> {
  const prefix = prefixOf(customer)
  const rows = await queryAll(db, { pk: ledgerPartition(organizationId), sk: { begins: prefix }, strong: true })
  return new Map(rows.map((row) => [row.sk.slice(prefix.length), row as StripeEnteredRow]))
}

/** Everything that was entered in a ledger for Stripe, strongly. */
export const enteredForStripe = async (db: Db, organizationId: string): Promise<StripeEnteredRow[]> =>
  (await queryAll(db, {
    pk: ledgerPartition(organizationId),
    sk: { begins: "stripe#" },
    strong: true,
  })) as StripeEnteredRow[]

/** The write that notes what was entered, refused where more was entered since it was read. */
export const enteredPut = (
  organizationId: string,
  customer: CustomerId,
  { key, type, source, amountMicros }: StripeDue,
  before: StripeEnteredRow | undefined,
  enteredMicros: number,
): TransactWrite => ({
  put: {
    ...keyOf(organizationId, customer, key),
    kind: "stripeEntered",
    entryType: type,
    source,
    dueMicros: amountMicros,
    enteredMicros,
    revision: (before?.revision ?? 0) + 1,
  },
  when: before ? { eq: ["revision", before.revision] } : ABSENT,
})
