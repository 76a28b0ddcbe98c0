import type { FactRow } from "#shared/cube/kind.ts"
import { type Day, type Instant, startOfDay } from "#shared/time.ts"
import { type Db, type Key, queryAll, type Row, type Write } from "./db.ts"
import { pack, unpack } from "./packed.ts"

/**
 * What one customer gives to one day: derived from the customer's timeline, so it can change and can vanish.
 *   pk  fact#contribution#<mode>#<zone>#<day>
 *   sk  <customer>
 * Written together with the customer's timeline only (customer.ts), so that an older fold cannot bring back what a newer one took.
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

/** The write that makes a day hold what a customer gives to it now, nothing included. */
export const contributionWrite = (at: CustomerDay, revision: number, body: unknown | undefined): Write =>
  body === undefined
    ? { remove: contributionKey(at) }
    : { put: { ...contributionKey(at), kind: "contribution", revision, packed: pack(body) } }

/** Those of a customer's days that hold something else than what the customer gives to them now. */
export async function staleDays<At extends CustomerDay>(
  db: Db,
  days: readonly { at: At; body: unknown | undefined }[],
): Promise<{ at: At; body: unknown | undefined }[]> {
  const rows = await db.getMany(
    days.map(({ at }) => contributionKey(at)),
    { strong: true },
  )
  const held = new Map(rows.map((row) => [`${row.pk} ${row.sk}`, row as ContributionRow]))
  return days.filter(({ at, body }) => {
    const { pk, sk } = contributionKey(at)
    const packed = held.get(`${pk} ${sk}`)?.packed
    return body === undefined ? packed !== undefined : !packed || Buffer.compare(packed, pack(body)) !== 0
  })
}

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
