import type { Ending } from "#shared/contract/reconciliation.ts"
import type { Ground } from "../table/ground.ts"
import { endReconciliation } from "../table/reconciliation.ts"

/** Why a run ended otherwise than complete, for a person. */
export const REASONS: Record<Exclude<Ending, "complete" | "stopped">, string> = {
  noKey: "No key of Stripe's is set, so Stripe could not be asked. Set one with the next deployment.",
  notAllowed:
    "Stripe's key may not list what is compared. It needs to read customers, subscriptions, invoices, charges, refunds, disputes and balance transactions.",
  tooLong: "It took longer than six hours. Compare a shorter time.",
  broke: "It broke on our side, after several tries. Start it again; what was repaired stays.",
}

/** Ends a run whose step failed to the end; `failed` is an error's name, or an ending's. Safe to repeat: one that ended is left alone. */
export async function recordFailure(
  { db, clock }: Pick<Ground, "db" | "clock">,
  { reconciliationId, run }: { reconciliationId: string; run: string },
  failed: string,
): Promise<void> {
  const ending = failed === "NotAllowed" ? "notAllowed" : failed === "tooLong" ? "tooLong" : "broke"
  const reason = ending === "broke" ? `${REASONS.broke} (${failed})` : REASONS[ending]
  await endReconciliation(db, reconciliationId, run, { ending, reason, at: clock.business() })
}
