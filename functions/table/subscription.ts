import type { Mode } from "#shared/contract/transactions.ts"
import type { KeptSubscription } from "#shared/subscriptions/kept.ts"
import type { Instant } from "#shared/time.ts"
import type { Db, Key, Row } from "./db.ts"
import type { Given } from "./derived.ts"
import { unpack } from "./packed.ts"

/** Where the subscriptions of a mode stand. */
export const subscriptionsPartition = (mode: Mode): string => `subscriptions#${mode}`

/**
 * A subscription as it stands, with what it is worth from its last news on: derived from its customer's timeline.
 *   pk  subscriptions#<mode>
 *   sk  <subscription>
 *   gsi1  subscriptions#<mode> / <written at>#<subscription>
 * Written together with the customer's timeline only (derived.ts), at the customer's place `subscription#<id>`.
 */
const subscriptionKey = (mode: Mode, subscriptionId: string): Key => ({
  pk: subscriptionsPartition(mode),
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
