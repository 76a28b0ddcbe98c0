import { RECONCILED } from "#shared/contract/reconciliation.ts"
import type { Tally } from "#shared/reconciliation/tally.ts"
import type { Mode } from "../table/customer.ts"
import type { Ground } from "../table/ground.ts"
import {
  claimReconciliation,
  endReconciliation,
  type ListedPage,
  type Place,
  type ReconciliationRow,
  saveStep,
  tallyIn,
} from "../table/reconciliation.ts"
import type { Lister } from "./open-stripe.ts"
import { REASONS } from "./reconcile-ending.ts"
import { couponsHeld, customersHeld, type Listed, listedBy, lookingOf, paymentsHeld } from "./reconcile-held.ts"
import { comparePage } from "./reconcile-page.ts"
import { verifyPages } from "./reconcile-verify.ts"

/** A run, and the execution that works on it. */
export interface Step {
  reconciliationId: string
  run: string
}
/** more: ask again · ended · notOurs: it ended before, or another execution has it. */
export type StepOutcome = Step & { status: "more" | "ended" | "notOurs" }

/** Thrown where the key may not list what is to be compared: asking again is of no use. */
export class NotAllowed extends Error {
  override name = "NotAllowed"
}

/** Brings a run on from wherever it is, a page at a time, until it ends or time is over. Safe to repeat: nothing is done twice. */
export async function reconcile(
  ground: Ground,
  lister: Lister | undefined,
  step: Step,
  until: () => boolean,
): Promise<StepOutcome> {
  const { db, clock } = ground
  const { reconciliationId: id, run } = step
  let listed: Promise<Listed> | undefined
  for (;;) {
    const at = { now: clock.machine(), startedAt: clock.business() }
    const row = await claimReconciliation(db, id, run, at)
    if (row === "refused") return { ...step, status: "notOurs" }
    if (!lister) {
      await endReconciliation(db, id, run, { ending: "noKey", reason: REASONS.noKey, at: clock.business() })
      return { ...step, status: "ended" }
    }
    if (row.steps > 0 && row.place === null) {
      await endReconciliation(db, id, run, { ending: "complete", reason: null, at: clock.business() })
      return { ...step, status: "ended" }
    }
    if (until()) return { ...step, status: "more" }
    const place = row.place ?? firstPlace(lister.modes)
    const tally = tallyIn(row)
    if (place.stage === "held") listed ??= listedBy(db, row)
    try {
      const next = await bringOn(ground, lister, row, place, { tally, listed })
      await saveStep(db, row, clock.machine(), { ...next, tally })
    } catch (error) {
      if (lister.isForbidden(error)) throw new NotAllowed((error as Error).message)
      throw error
    }
  }
}

const firstPlace = (modes: readonly Mode[]): Place => ({
  stage: "compare",
  mode: modes[0]!,
  object: RECONCILED[0],
  after: null,
})

/** Does the work of one place, and answers the next one. */
async function bringOn(
  ground: Ground,
  lister: Lister,
  row: ReconciliationRow,
  place: Place,
  { tally, listed }: { tally: Tally; listed: Promise<Listed> | undefined },
): Promise<{ place: Place | null; page?: ListedPage }> {
  if (place.stage === "compare") {
    const { page, after } = await comparePage(ground, lister, row, place, tally)
    return { page, place: after === null ? afterList(place, lister.modes) : { ...place, after } }
  }
  if (place.stage === "verify") {
    const after = await verifyPages(ground, row, place.after, tally)
    return { place: after === undefined ? null : { ...place, after } }
  }
  const looking = lookingOf(row, place.mode, await listed!, tally)
  if (place.of === "customers") {
    const after = await customersHeld(ground, looking, place.after)
    return {
      place: after === undefined ? { ...place, of: "payments", month: "", before: null } : { ...place, after },
    }
  }
  const next = await paymentsHeld(ground, looking, place)
  if (next) return { place: { ...place, ...next } }
  await couponsHeld(ground, looking)
  return { place: afterHeld(place.mode, lister.modes) }
}

/** The next kind of the mode, or the first of the next mode; after the last, what Stripe did not list. */
function afterList({ mode, object }: Extract<Place, { stage: "compare" }>, modes: readonly Mode[]): Place {
  const next = RECONCILED[RECONCILED.indexOf(object) + 1]
  if (next) return { stage: "compare", mode, object: next, after: null }
  const other = modes[modes.indexOf(mode) + 1]
  if (other) return { stage: "compare", mode: other, object: RECONCILED[0], after: null }
  return { stage: "held", mode: modes[0]!, of: "customers", after: "" }
}

function afterHeld(mode: Mode, modes: readonly Mode[]): Place {
  const other = modes[modes.indexOf(mode) + 1]
  return other ? { stage: "held", mode: other, of: "customers", after: "" } : { stage: "verify", after: "" }
}
