import type { Overview } from "#shared/contract/overview.ts"
import type { Slot } from "../../ui/chart/series.ts"

export type Movement = Overview["series"]["movements"][number]

/** Each kind with its colour and its signed amount: what is gained piles up, what is lost hangs down. */
export const KINDS: readonly (readonly [string, Slot, (it: Movement) => number])[] = [
  ["new", "1", (it) => it.newCents],
  ["reactivation", "6", (it) => it.reactivationCents],
  ["expansion", "4", (it) => it.expansionCents],
  ["contraction", "2", (it) => -it.contractionCents],
  ["churn", "5", (it) => -it.churnCents],
  ["FX", "other", (it) => it.fxCents],
]

/** What a day's movements add up to: the difference between MRR when it began and when it ended. */
export const netOf = (movement: Movement): number => KINDS.reduce((sum, [, , valueOf]) => sum + valueOf(movement), 0)
