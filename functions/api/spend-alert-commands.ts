import { canonical } from "#shared/account/canonical.ts"
import { SPEND_ALERTS_MAX, type SpendAlert } from "#shared/contract/spend-alerts.ts"
import { usdOfMicros } from "#shared/money.ts"
import { Refusal } from "#shared/refusal.ts"
import { machineNow } from "../runtime/clock.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { audited, CommandRefused } from "../table/audit-entry.ts"
import type { Ground } from "../table/ground.ts"
import { type NewSpendAlert, spendAlertAdded, spendAlertDeleted, spendAlertOf } from "../table/spend-alert.ts"
import { type Caller, handOf } from "./caller.ts"
import { noteOf } from "./note.ts"

export type AskedAlert = Pick<SpendAlert, "name" | "project" | "kind" | "amountMicros">

const ID_CHARACTERS = 32
const targetOf = (alertId: string) => ({ kind: "spendAlert", id: alertId })
/** An alert as the audit trail tells it. */
const toldOf = ({ name, project, kind, amountMicros }: AskedAlert) => ({
  name,
  project,
  kind,
  amountUsd: amountMicros === null ? null : usdOfMicros(amountMicros),
})

/** Makes an alert, once for each idempotency key of a caller in an organization. */
export async function createAlert(
  { db, clock }: Pick<Ground, "db" | "clock">,
  caller: Caller,
  idempotencyKey: string,
  organizationId: string,
  asked: AskedAlert,
): Promise<{ alertId: string }> {
  const request = `${caller.personId} spendAlert ${organizationId} ${idempotencyKey}`
  const alert: NewSpendAlert = {
    ...asked,
    alertId: sha256Hex(request).slice(0, ID_CHARACTERS),
    askedHash: sha256Hex(canonical(asked)),
    createdBy: handOf(caller),
    // Which periods are looked at is decided on the business clock.
    createdAt: clock.business(),
  }
  const { alertId, askedHash } = alert
  const note = noteOf(caller, "spendAlert.created", targetOf(alertId), machineNow(), {
    scope: organizationId,
    after: toldOf(asked),
  })
  try {
    await audited(db, note, spendAlertAdded(organizationId, alert, clock.due()))
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error
    const before = await spendAlertOf(db, organizationId, alertId)
    if (before && before.alert.askedHash === askedHash && !before.deletedAt) return { alertId }
    if (before)
      throw new Refusal("conflict", "This idempotency key was used for another spend alert", {
        where: "Idempotency-Key",
        wanted: "a new key",
      })
    throw new Refusal("conflict", `This organization has ${SPEND_ALERTS_MAX} spend alerts`, {
      where: "organizationId",
      wanted: "delete one that is not needed any more, then create this one",
    })
  }
  return { alertId }
}

/** Ends an alert for good; refused when there is none, or none any more. */
export async function deleteAlert(
  { db }: Pick<Ground, "db">,
  caller: Caller,
  organizationId: string,
  alertId: string,
): Promise<{ alertId: string }> {
  const row = await spendAlertOf(db, organizationId, alertId)
  const missing = () => new Refusal("missing", "There is no such spend alert")
  if (!row || row.deletedAt) throw missing()
  const at = machineNow()
  const note = noteOf(caller, "spendAlert.deleted", targetOf(alertId), at, {
    scope: organizationId,
    before: toldOf(row.alert),
  })
  try {
    await audited(db, note, spendAlertDeleted(organizationId, alertId, at))
  } catch (error) {
    if (error instanceof CommandRefused) throw missing()
    throw error
  }
  return { alertId }
}
