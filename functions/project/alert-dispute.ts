import { alertsOf, nextAlertAt } from "#shared/payments/dispute-alerts.ts"
import { instant, msOf } from "#shared/time.ts"
import type { Key } from "../table/db.ts"
import { disputeIn, dueDispute, lookAgainAt } from "../table/dispute.ts"
import { raiseDispute, raisedOf } from "../table/dispute-alert.ts"
import type { Ground } from "../table/ground.ts"

/** Looks at a dispute when it is due, raises what is to be told of it, and says when to look again. */
export async function alertDispute({ db, clock }: Ground, key: Key): Promise<void> {
  const row = await dueDispute(db, key, clock.due())
  if (!row) return
  const dispute = disputeIn(row)
  const now = clock.business()
  const raised = await raisedOf(db, dispute)
  const isRaised = (kind: string) =>
    raised.some(
      (one) => one.kind === kind && (kind === "created" || kind === "escalated" || one.stage === dispute.kind),
    )
  for (const kind of alertsOf(dispute, now)) if (!isRaised(kind)) await raiseDispute(db, dispute, kind, now)
  const next = nextAlertAt(dispute, now)
  // The moment is one of the business clock, the work index goes by the other.
  await lookAgainAt(db, row, next && instant(msOf(clock.due()) + msOf(next) - msOf(now)))
}
