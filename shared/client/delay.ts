const FIRST_MS = 500
const DELAY_MS_MAX = 30_000
const ASKED_MS_MAX = 300_000

/**
 * How long to wait before a batch is sent again for the nth time, from 0: twice as long each time, up to half a minute, less up
 * to a half by chance, and never sooner than the console asked. `chance` is between 0 and 1.
 */
export function delayMs(nth: number, askedMs: number, chance: number): number {
  const most = Math.min(DELAY_MS_MAX, FIRST_MS * 2 ** nth)
  return Math.max(most * (1 - chance / 2), Math.min(ASKED_MS_MAX, askedMs) * (1 + chance / 10))
}

/** What a `retry-after` header asks for, in ms from now: seconds or a date; 0 when there is none. */
export function askedMs(retryAfter: string | null, nowMs: number): number {
  if (retryAfter === null) return 0
  const ms = /^\d+$/.test(retryAfter.trim()) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - nowMs
  return Number.isFinite(ms) ? Math.max(0, ms) : 0
}
