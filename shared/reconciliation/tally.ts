import {
  RECONCILED,
  type Discrepancy,
  type Reconciled,
  type ReconciledAmount,
  type ReconciledCounts,
} from "../contract/reconciliation.ts"
import type { Mode } from "../contract/transactions.ts"
import type { Amount } from "./decisive.ts"

/** What a run counted so far, and samples of what it found. */
export interface Tally {
  counts: ReconciledCounts[]
  amounts: ReconciledAmount[]
  samples: Discrepancy[]
}

/** Samples of one kind, mode and finding. */
export const SAMPLES_MAX = 20

export const noTally = (): Tally => ({ counts: [], amounts: [], samples: [] })

type CountName = Exclude<keyof ReconciledCounts, "mode" | "object">

/** Counts one more of something; the tally is changed in place. */
export function count(tally: Tally, mode: Mode, object: Reconciled, ...names: CountName[]): void {
  let held = tally.counts.find((one) => one.mode === mode && one.object === object)
  if (!held) {
    held = {
      ...{ mode, object, listed: 0, same: 0, missing: 0, different: 0, tooFresh: 0 },
      ...{ repaired: 0, unrepaired: 0, notAtStripe: 0 },
    }
    tally.counts.push(held)
    tally.counts.sort((one, other) => placeOf(one) - placeOf(other))
  }
  for (const name of names) held[name]++
}
const placeOf = ({ mode, object }: ReconciledCounts): number =>
  (mode === "live" ? 0 : RECONCILED.length) + RECONCILED.indexOf(object)

/** Adds amounts to one or more of the three sums; the tally is changed in place. */
export function addAmounts(
  tally: Tally,
  mode: Mode,
  amounts: readonly Amount[],
  sides: readonly ("stripeCents" | "beforeCents" | "afterCents")[],
  sign: 1 | -1 = 1,
): void {
  for (const { of, currency, cents } of amounts) {
    let held = tally.amounts.find((one) => one.mode === mode && one.of === of && one.currency === currency)
    if (!held) {
      held = { mode, of, currency, stripeCents: 0, beforeCents: 0, afterCents: 0 }
      tally.amounts.push(held)
      tally.amounts.sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))
    }
    for (const side of sides) held[side] += sign * cents
  }
}
const SUMS: readonly ReconciledAmount["of"][] = ["charges", "refunds", "net"]
const orderOf = ({ mode, currency, of }: ReconciledAmount): string => `${mode} ${currency} ${SUMS.indexOf(of)}`

/** Keeps a finding as a sample while there are few of its kind; the tally is changed in place. */
export function addSample(tally: Tally, found: Discrepancy): void {
  const alike = tally.samples.filter(
    (one) => one.mode === found.mode && one.object === found.object && one.found === found.found,
  )
  if (alike.length < SAMPLES_MAX) tally.samples.push(found)
}
