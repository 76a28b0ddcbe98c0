import type { Mode } from "#shared/contract/transactions.ts"
import type { KeptSubscription } from "#shared/subscriptions/kept.ts"
import type { Instant } from "#shared/time.ts"
import { type Db, type Key, queryAll, type Row } from "./db.ts"
import type { Given } from "./derived.ts"
import { unpack } from "./packed.ts"

/**
 * A subscription as it stands, with what it is worth from its last news on: derived from its customer's timeline.
 *   pk  subscriptions#<mode>
 *   sk  <subscription>
 *   gsi1  subscriptions#<mode> / <written at>#<subscription>
 * Written together with the customer's timeline only (derived.ts), at the customer's place `subscription#<id>`.
 */
const subscriptionKey = (mode: Mode, subscriptionId: string): Key => ({
  pk: `subscriptions#${mode}`,
  sk: subscriptionId,
})

const PLACE = "subscription#"
/** The subscription that a place of a customer is, undefined where it is a day. */
export const subscriptionOfPlace = (place: string): string | undefined =>
  place.startsWith(PLACE) ? place.slice(PLACE.length) : undefined
export const placeOfSubscription = (subscriptionId: string): string => `${PLACE}${subscriptionId}`

/** A subscription, as its customer's fold writes it. */
export function subscriptionGiven(mode: Mode, subscriptionId: string, body: unknown | undefined, now: Instant): Given {
  const key = subscriptionKey(mode, subscriptionId)
  return {
    place: placeOfSubscription(subscriptionId),
    row: { ...key, gsi1pk: key.pk, gsi1sk: `${now}#${subscriptionId}`, kind: "subscription" },
    body,
  }
}

const keptIn = (row: Row): KeptSubscription => unpack(row["packed"] as Uint8Array) as KeptSubscription

/** One subscription as it stands this moment. */
export async function subscriptionById(
  db: Db,
  mode: Mode,
  subscriptionId: string,
): Promise<KeptSubscription | undefined> {
  const row = await db.get(subscriptionKey(mode, subscriptionId), { strong: true })
  return row && keptIn(row)
}

/** Subscriptions of a mode that were written since an instant, by the machine's clock; the index lags a moment. */
export async function subscriptionsSince(db: Db, mode: Mode, since: Instant): Promise<KeptSubscription[]> {
  const rows = await queryAll(db, { index: "gsi1", pk: subscriptionKey(mode, "").pk, sk: { ge: since } })
  return rows.map(keptIn)
}

/** Every subscription of a mode, strongly, in the order of their ids. */
export async function everySubscription(db: Db, mode: Mode): Promise<KeptSubscription[]> {
  const { pk } = subscriptionKey(mode, "")
  return (await queryAll(db, { pk, strong: true })).map(keptIn)
}
