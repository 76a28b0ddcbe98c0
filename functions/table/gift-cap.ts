import { DAY_MS, type Day, type Instant, msOf } from "#shared/time.ts"
import type { Db, Key, TransactWrite } from "./db.ts"

/**
 * How much somebody gave in credits on one day of the reporting zone; what keeps them within a day's cap.
 *   pk  giftCap#<person>
 *   sk  <day>
 */
const giftCapKey = (personId: string, day: Day): Key => ({ pk: `giftCap#${personId}`, sk: day })
const KEPT_DAYS = 7

/** The write that counts a gift; refused where it would go past the cap. */
export const giftCounted = (
  { personId, day, at }: { personId: string; day: Day; at: Instant },
  amountMicros: number,
  capMicros: number,
): TransactWrite => ({
  update: giftCapKey(personId, day),
  set: { kind: "giftCap", ttl: Math.floor((msOf(at) + KEPT_DAYS * DAY_MS) / 1_000) },
  add: { givenMicros: amountMicros },
  when: { any: [{ absent: "givenMicros" }, { le: ["givenMicros", capMicros - amountMicros] }] },
})

/** What somebody gave on a day, in micro-dollars. */
export const givenOn = async (db: Db, personId: string, day: Day): Promise<number> =>
  Number((await db.get(giftCapKey(personId, day), { strong: true }))?.["givenMicros"] ?? 0)
