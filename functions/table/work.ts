import { hash32 } from "#shared/id.ts"
import { type Instant, instant, msOf } from "#shared/time.ts"
import type { Db, Key } from "./db.ts"

/** Shards of the work index: enough that no one partition of GSI2 takes every write. */
export const WORK_SHARDS = 8

/** Puts a row into the work index, due at an instant. The row leaves it when these two fields are dropped. */
export const dueFields = (key: Key, dueAt: Instant): { gsi2pk: string; gsi2sk: string } => ({
  gsi2pk: `work#${hash32(`${key.pk} ${key.sk}`) % WORK_SHARDS}`,
  gsi2sk: dueAt,
})
export const DUE_FIELD_NAMES = ["gsi2pk", "gsi2sk"] as const

/** Keys of rows whose work is due, the longest overdue first within a shard. The index lags: check the row itself, strongly. */
export async function dueWork(db: Db, now: Instant, limit: number): Promise<Key[]> {
  const perShard = Math.ceil(limit / WORK_SHARDS)
  const shards = await Promise.all(
    Array.from({ length: WORK_SHARDS }, (_, shard) =>
      db.query({ index: "gsi2", pk: `work#${shard}`, sk: { le: now }, limit: perShard, fields: ["gsi2sk"] }),
    ),
  )
  return shards
    .flatMap(({ rows }) => rows)
    .sort((one, other) => (String(one.gsi2sk) < String(other.gsi2sk) ? -1 : 1))
    .map(({ pk, sk }) => ({ pk, sk }))
}

/** Puts off work that failed, so that other work gets its turn. What is no longer due was done after all, and stays as it is. */
export const putOff = (db: Db, key: Key, now: Instant, byMs: number): Promise<"done" | "refused"> =>
  db.write({ update: key, set: { gsi2sk: instant(msOf(now) + byMs) }, when: { le: ["gsi2sk", now] } })

/** How long until work that failed is tried again: 5 s doubled each time, an hour at most. */
export const retryAt = (now: Instant, attempts: number): Instant =>
  instant(msOf(now) + Math.min(5_000 * 2 ** Math.min(attempts, 12), 3_600_000))
