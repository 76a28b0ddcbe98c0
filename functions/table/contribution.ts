import type { FactRow } from "#shared/cube/kind.ts"
import { type Day, type Instant, startOfDay } from "#shared/time.ts"
import { ABSENT, type Db, queryAll, type Row } from "./db.ts"
import { pack, unpack } from "./packed.ts"

/**
 * What one customer gives to one day: derived from the customer's timeline, so it can change and can vanish.
 *   pk  fact#contribution#<mode>#<zone>#<day>
 *   sk  <customer>
 * The row of a day that no longer has anything stays as a tombstone, so that an older fold cannot bring it back.
 */
export interface ContributionRow extends Row {
  revision: number
  packed?: Uint8Array
}

export const contributionPartition = (mode: string, zone: string, day: string): string =>
  `fact#contribution#${mode}#${zone}#${day}`

/** Puts what a customer gives to a day, or its tombstone, unless a newer fold of the customer has been there. */
export const saveContribution = (
  db: Db,
  at: { mode: string; zone: string; day: Day; customerId: string; revision: number },
  body: unknown | undefined,
): Promise<"done" | "refused"> =>
  db.write({
    put: {
      pk: contributionPartition(at.mode, at.zone, at.day),
      sk: at.customerId,
      kind: "contribution",
      revision: at.revision,
      ...(body === undefined ? {} : { packed: pack(body) }),
    },
    when: { any: [ABSENT, { lt: ["revision", at.revision] }] },
  })

/** The contributions among rows, tombstones left out. */
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
