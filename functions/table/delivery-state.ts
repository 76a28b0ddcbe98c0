import type { TimeFilter } from "#shared/contract/time-filter.ts"
import type { Delivery } from "#shared/contract/webhooks.ts"
import { DAY_MS, type Day, type Instant, msOf } from "#shared/time.ts"
import { ABSENT, type Condition, type Db, type Found, type Row } from "./db.ts"
import { BODY_LIFE_DAYS } from "./delivery.ts"

/**
 * What became of each delivery, small, so that lists and counts never read bodies.
 *   pk  deliveries#<provider>#<day received, UTC>
 *   sk  <received at>#<delivery>
 */
export interface DeliveryStateRow extends Row, Delivery {
  /** Grows with every change of state; part of the digest that the sweep compares. */
  revision: string
}

const NOT_APPLIED: Condition = { any: [ABSENT, { eq: ["status", "received"] }, { eq: ["status", "parked"] }] }

/** The partition of a day, or of the day of any instant or hour in it. */
export const deliveryDay = (provider: string, at: string): string => `deliveries#${provider}#${at.slice(0, 10)}`

/** Saves what became of a delivery. A failure never takes back that it was applied: two workers may have tried at once. */
export const saveDeliveryState = (db: Db, state: Delivery): Promise<"done" | "refused"> =>
  db.write({
    ...(state.status === "applied" || state.status === "ignored" ? {} : { when: NOT_APPLIED }),
    put: {
      pk: deliveryDay(state.provider, state.receivedAt),
      sk: `${state.receivedAt}#${state.deliveryId}`,
      kind: "deliveryState",
      ...state,
      revision: `${state.status}.${state.attempts}`,
      ttl: Math.ceil((msOf(state.receivedAt) + BODY_LIFE_DAYS * DAY_MS) / 1_000),
    },
  })

export const deliveryState = async (
  db: Db,
  provider: string,
  deliveryId: string,
  receivedAt: Instant,
): Promise<DeliveryStateRow | undefined> =>
  (await db.get({ pk: deliveryDay(provider, receivedAt), sk: `${receivedAt}#${deliveryId}` })) as
    | DeliveryStateRow
    | undefined

/** A page of one day's deliveries in a time, newest first, from before a position. */
export async function deliveriesOn(
  db: Db,
  provider: string,
  day: Day,
  { from, to }: TimeFilter,
  before: string | undefined,
  limit: number,
): Promise<Found> {
  const pk = deliveryDay(provider, day)
  // Every key goes on after its instant: it stands behind the bare instant, so that `to` itself is left out.
  const [first, last] = [from ?? day, to ?? `${day}~`]
  if (first > (before ?? last)) return { rows: [] }
  return db.query({
    pk,
    sk: { between: [first, last] },
    ...(before ? { after: { pk, sk: before } } : {}),
    newestFirst: true,
    limit,
  })
}
