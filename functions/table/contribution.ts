import type { FactRow } from "#shared/cube/kind.ts"
import { type Day, type Instant, startOfDay } from "#shared/time.ts"
import { type Db, type Key, queryAll, type Row } from "./db.ts"
import type { Given } from "./derived.ts"
import { unpack } from "./packed.ts"

/**
 * What one customer gives to one day: derived from the customer's timeline, so it can change and can vanish.
 *   pk  fact#contribution#<mode>#<zone>#<day>
 *   sk  <customer>
 * Written together with the customer's timeline only (derived.ts), so that an older fold cannot bring back what a newer one took.
 */
export interface ContributionRow extends Row {
  /** The generation of the customer that it was made from. */
  revision: number
  packed: Uint8Array
}

/** A customer's day. */
export interface CustomerDay {
  mode: string
  zone: string
  day: Day
  customerId: string
}

export const contributionPartition = (mode: string, zone: string, day: string): string =>
  `fact#contribution#${mode}#${zone}#${day}`

const contributionKey = ({ mode, zone, day, customerId }: CustomerDay): Key => ({
  pk: contributionPartition(mode, zone, day),
  sk: customerId,
})

/** What a customer gives to a day, as its fold writes it. */
export const contributionGiven = (place: string, at: CustomerDay, body: unknown | undefined): Given => ({
  place,
  row: { ...contributionKey(at), kind: "contribution" },
  body,
})

/** The contributions among rows. */
export const contributionsIn = (rows: readonly Row[]): FactRow[] =>
  rows.flatMap((row) => {
    const { packed } = row as ContributionRow
    return packed ? [{ id: row.sk, at: atOf(row.pk), body: unpack(packed) }] : []
  })

const atOf = (pk: string): Instant => {
  const [, , , zone, day] = pk.split("#") as [string, string, string, string, string]
  return startOfDay(day, zone)
}

/** Everything that customers give to a day. */
export const contributionsOfDay = async (db: Db, mode: string, zone: string, day: Day): Promise<unknown[]> =>
  contributionsIn(await queryAll(db, { pk: contributionPartition(mode, zone, day) })).map(({ body }) => body)
