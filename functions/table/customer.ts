import type { Instant } from "#shared/time.ts"
import { ABSENT, type Db, type Key, queryAll } from "./db.ts"
import { markSource, type Source } from "./derived.ts"
import { pack, unpack } from "./packed.ts"

/**
 * A Stripe customer: what we were told, and the timeline that adds up to.
 *   pk  customer#<mode>#<customer>       mode is live or test; they never meet
 *   sk  fact#<object>#<id>#<created>#<delivery>   one snapshot as told, written once; of an answer `asked <asked at>` is the delivery
 *   sk  control                          how often it was marked, and its place in the work index
 *   sk  timeline                         the generation last folded, every day it ever gave something to, and which are to be marked
 * And so that every customer can be found:
 *   pk  customers#<mode>    sk  <customer>
 */
export type Mode = "live" | "test"
export interface CustomerId {
  mode: Mode
  customerId: string
}
export const customerPartition = ({ mode, customerId }: CustomerId): string => `customer#${mode}#${customerId}`
export const customerControlKey = (customer: CustomerId): Key => ({ pk: customerPartition(customer), sk: "control" })
export const isCustomerControlKey = ({ pk, sk }: Key): boolean => pk.startsWith("customer#") && sk === "control"
export function customerOfKey({ pk }: Key): CustomerId {
  const [, mode, ...id] = pk.split("#") as [string, Mode, ...string[]]
  return { mode, customerId: id.join("#") }
}
/** Which object a snapshot is of. */
export function objectOfFactKey({ sk }: Key): { object: string; objectId: string } {
  const [, object, objectId] = sk.split("#") as [string, string, string]
  return { object, objectId }
}

/** Keeps one snapshot of a customer's object as it was told by a delivery, or as Stripe answered when it was asked. */
export const appendCustomerFact = (
  db: Db,
  customer: CustomerId,
  fact: { object: string; objectId: string; createdSeconds: number },
  told: { deliveryId: string } | { asked: Instant },
): Promise<"done" | "refused"> =>
  db.write({
    put: {
      pk: customerPartition(customer),
      sk: `fact#${fact.object}#${fact.objectId}#${String(fact.createdSeconds).padStart(11, "0")}#${"asked" in told ? `asked ${told.asked}` : told.deliveryId}`,
      ...("asked" in told ? { kind: "customerAnswer" } : { kind: "customerFact" }),
      packed: pack(fact),
    },
    when: ABSENT,
  })

/** Every snapshot of one of a customer's objects, strongly. */
export async function customerFactsOf(db: Db, customer: CustomerId, object: string, id: string): Promise<unknown[]> {
  const sk = { begins: `fact#${object}#${id}#` }
  const rows = await queryAll(db, { pk: customerPartition(customer), sk, strong: true })
  return rows.map((row) => unpack(row["packed"] as Uint8Array))
}

/** Every snapshot of a customer, strongly. */
export async function customerFacts(db: Db, customer: CustomerId): Promise<unknown[]> {
  const rows = await queryAll(db, { pk: customerPartition(customer), sk: { begins: "fact#" }, strong: true })
  return rows.map((row) => unpack(row["packed"] as Uint8Array))
}

/** What is folded of a customer, and gives to days, subscriptions and failed invoices: `<zone>#<day>`, `subscription#<id>` and `invoice#<id>` are places. */
export const customerSource = (customer: CustomerId): Source => ({
  control: customerControlKey(customer),
  controlKind: "customerControl",
  fold: { pk: customerPartition(customer), sk: "timeline" },
  foldKind: "customer",
})

export const markCustomer = (db: Db, customer: CustomerId, dueAt: Instant): Promise<"done" | "refused"> =>
  markSource(db, customerSource(customer), dueAt)

/** Which organization each of these customers is, as their metadata says; null where nobody says. */
export async function customerOrganizations(
  db: Db,
  customers: readonly CustomerId[],
): Promise<(customer: CustomerId) => string | null> {
  const rows = await db.getMany([
    ...new Map(customers.map((one) => [customerPartition(one), customerSource(one).fold])).values(),
  ])
  const known = new Map(rows.map(({ pk, organizationId }) => [pk, organizationId as string | null]))
  return (customer) => known.get(customerPartition(customer)) ?? null
}

/** Says once that a customer exists. */
export const enlistCustomer = (db: Db, { mode, customerId }: CustomerId): Promise<"done" | "refused"> =>
  db.write({ put: { pk: `customers#${mode}`, sk: customerId, kind: "customerName" }, when: ABSENT })

/** The customers of a mode that come after one, in the order of their ids, up to a number of them; none at the end. */
export async function customersAfter(db: Db, mode: Mode, after: string, limit: number): Promise<CustomerId[]> {
  const { rows } = await db.query({
    pk: `customers#${mode}`,
    ...(after ? { sk: { gt: after } } : {}),
    limit,
    strong: true,
    fields: ["kind"],
  })
  return rows.map(({ sk }) => ({ mode, customerId: sk }))
}
