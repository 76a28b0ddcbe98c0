import type { Dispute, DisputeAlert, DisputeAlertKind } from "#shared/contract/disputes.ts"
import type { Instant } from "#shared/time.ts"
import { ABSENT, type Db, queryAll, type Row } from "./db.ts"
import { type DisputeId, disputePartition } from "./dispute.ts"

/**
 * What was told of a dispute, once for each kind. An inquiry and the chargeback it may become are due, and end, each for itself.
 *   pk  dispute#<mode>#<dispute>
 *   sk  alert#<kind>, alert#<kind>#<inquiry or chargeback>
 */
interface AlertRow extends Row {
  alert: DisputeAlert
}

/** Of what is told once, whatever the dispute becomes. */
const ONCE: readonly DisputeAlertKind[] = ["created", "escalated"]

/** Raises an alert, once; refused when that was done before. */
export function raiseDispute(
  db: Db,
  dispute: Dispute,
  kind: DisputeAlertKind,
  at: Instant,
): Promise<"done" | "refused"> {
  const { mode, disputeId, chargeId, status, reason, dueAt, currency, amountCents } = dispute
  const stage = dispute.kind
  const alert: DisputeAlert = {
    ...{ kind, at, stage, mode, disputeId, chargeId, status, reason, dueAt, currency, amountCents },
  }
  const sk = ONCE.includes(kind) ? `alert#${kind}` : `alert#${kind}#${stage}`
  return db.write({
    put: { pk: disputePartition({ mode, disputeId }), sk, kind: "disputeAlert", alert },
    when: ABSENT,
  })
}

/** What was raised of a dispute, oldest first. */
export async function raisedOf(db: Db, dispute: DisputeId): Promise<DisputeAlert[]> {
  const rows = await queryAll(db, { pk: disputePartition(dispute), sk: { begins: "alert#" }, strong: true })
  return (rows as AlertRow[]).map(({ alert }) => alert).sort((one, other) => (one.at < other.at ? -1 : 1))
}
