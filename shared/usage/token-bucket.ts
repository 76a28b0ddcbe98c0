/** How many requests somebody may still make, as of an instant. */
export interface TokenBucket {
  tokens: number
  atMs: number
}

/** So much is saved up while nobody asks. */
export const BURST_SECONDS = 10

/** One request at an instant: whether it may pass, and the bucket after it. Nobody's bucket is full. */
export function draw(
  held: TokenBucket | undefined,
  nowMs: number,
  perSecond: number,
): { passes: boolean; bucket: TokenBucket } {
  const most = perSecond * BURST_SECONDS
  const grownMs = Math.max(0, nowMs - (held?.atMs ?? nowMs))
  const tokens = Math.min(most, (held?.tokens ?? most) + (grownMs * perSecond) / 1_000)
  const passes = tokens >= 1
  return { passes, bucket: { tokens: passes ? tokens - 1 : tokens, atMs: nowMs } }
}
