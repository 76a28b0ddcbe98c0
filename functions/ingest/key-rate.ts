import { Refusal } from "#shared/refusal.ts"
import { BURST_SECONDS, draw, type TokenBucket } from "#shared/usage/token-bucket.ts"
import { envOr } from "../runtime/env.ts"

/** Buckets of keys that asked lately, by hash, the longest silent first. Each instance of the function has its own. */
const buckets = new Map<string, TokenBucket>()
const KEYS_MAX = 10_000

/** Lets a key's request pass, or refuses: one sender's loop must not turn the others away. */
export function passRate(keyHash: string, nowMs: number): void {
  const perSecond = Number(envOr("KEY_REQUESTS_PER_SECOND", "20"))
  const { passes, bucket } = draw(buckets.get(keyHash), nowMs, perSecond)
  buckets.delete(keyHash)
  buckets.set(keyHash, bucket)
  forgetSilent(nowMs)
  if (passes) return
  throw new Refusal("tooMany", "This ingest key sends too many requests", {
    where: "Authorization",
    wanted: `at most ${perSecond} requests a second over ${BURST_SECONDS} seconds, of up to 500 events each`,
  })
}

/** A bucket nobody drew from for so long is full, which is what no bucket is too; beyond that the oldest go. */
function forgetSilent(nowMs: number): void {
  for (const [keyHash, { atMs }] of buckets) {
    if (buckets.size <= KEYS_MAX && nowMs - atMs < BURST_SECONDS * 1_000) return
    buckets.delete(keyHash)
  }
}
