import type { LedgerEntry } from "../contract/credits.ts"
import type { Instant } from "../time.ts"

/** How many low-credit thresholds an organization has at most. */
export const THRESHOLDS_MAX = 3

/** A balance below which its owners are told, once: it is armed again when the balance was a tenth above it. */
export interface Threshold {
  amountMicros: number
  isArmed: boolean
  /** When the balance last fell below it; null while it never did. */
  crossedAt: Instant | null
}

/** A balance above this arms a threshold again, in micro-dollars. */
export const armsAgainAbove = (amountMicros: number): number => amountMicros + Math.ceil(amountMicros / 10)

/** That a balance fell below a threshold. */
export interface Crossing {
  amountMicros: number
  balanceMicros: number
  at: Instant
}

/** What entries, in their order, do to thresholds, and which of them they crossed. */
export function crossed(
  thresholds: readonly Threshold[],
  entries: readonly Pick<LedgerEntry, "balanceMicros" | "at">[],
): { thresholds: Threshold[]; crossings: Crossing[] } {
  const crossings: Crossing[] = []
  const after = thresholds.map((threshold) => ({ ...threshold }))
  for (const { balanceMicros, at } of entries)
    for (const threshold of after) {
      const { amountMicros, isArmed } = threshold
      if (isArmed && balanceMicros < amountMicros) {
        Object.assign(threshold, { isArmed: false, crossedAt: at })
        crossings.push({ amountMicros, balanceMicros, at })
      } else if (balanceMicros > armsAgainAbove(amountMicros)) threshold.isArmed = true
    }
  return { thresholds: after, crossings }
}

/** The thresholds of these amounts, the highest first. One that was there stays as it is; a new one is armed unless the balance is below it. */
export const thresholdsOf = (
  amountsMicros: readonly number[],
  held: readonly Threshold[],
  balanceMicros: number,
): Threshold[] =>
  [...amountsMicros]
    .sort((one, other) => other - one)
    .map(
      (amountMicros) =>
        held.find((one) => one.amountMicros === amountMicros) ?? {
          amountMicros,
          isArmed: balanceMicros >= amountMicros,
          crossedAt: null,
        },
    )
