import type { Paid } from "#shared/credits/stripe-due.ts"
import { type CustomerId, customerPartition, customerSource } from "./customer.ts"
import { type Db, type Key, queryAll } from "./db.ts"
import { type Given, markWrite } from "./derived.ts"
import { unpack } from "./packed.ts"
import type { Instant } from "#shared/time.ts"

/**
 * What a customer paid with a charge, for the account of its organization.
 *   pk  customer#<mode>#<customer>
 *   sk  paid#<charge>
 * Written together with the payment's fold only (derived.ts), at the payment's place `paid#<customer>`; the customer is marked
 * in the same transaction.
 */
const paidKey = (customer: CustomerId, chargeId: string): Key => ({
  pk: customerPartition(customer),
  sk: `paid#${chargeId}`,
})

const PLACE = "paid#"
/** The customer that a place of a payment is, undefined where it is another place. */
export const customerOfPlace = (place: string): string | undefined =>
  place.startsWith(PLACE) ? place.slice(PLACE.length) : undefined
export const placeOfPaid = (customerId: string): string => `${PLACE}${customerId}`

/** What a customer paid, as the payment's fold writes it. */
export const paidGiven = (customer: CustomerId, chargeId: string, body: Paid | undefined, dueAt: Instant): Given => ({
  place: placeOfPaid(customer.customerId),
  row: { ...paidKey(customer, chargeId), kind: "customerPaid" },
  body,
  beside: markWrite(customerSource(customer), dueAt),
})

/** Everything a customer paid, strongly. */
export async function paidBy(db: Db, customer: CustomerId): Promise<Paid[]> {
  const rows = await queryAll(db, { pk: customerPartition(customer), sk: { begins: "paid#" }, strong: true })
  return rows.map((row) => unpack(row["packed"] as Uint8Array) as Paid)
}
