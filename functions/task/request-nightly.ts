import type { Instant } from "#shared/time.ts"
import type { Ground } from "../table/ground.ts"
import { reconciliationById } from "../table/reconciliation.ts"
import { placeHolder, reachFrom, reconciliationRequested } from "../table/reconciliation-request.ts"

/** How far back the night looks at money. */
const REACH = "35days"

/** Requests the comparison of a night: its id is its scheduled time, so that a second trigger requests none. */
export async function requestNightly(
  { db, clock }: Pick<Ground, "db" | "clock">,
  scheduledAt: Instant,
): Promise<"requested" | "duplicate" | "another is under way"> {
  const now = clock.machine()
  if (await reconciliationById(db, scheduledAt)) return "duplicate"
  const holder = await placeHolder(db, now)
  if (holder?.underWay) return "another is under way"
  const request = {
    reconciliationId: scheduledAt,
    ...({ trigger: "night", requestedBy: null, requestedAt: scheduledAt, askedHash: "", reach: REACH } as const),
    from: reachFrom(REACH, scheduledAt),
  }
  if ((await db.transact(reconciliationRequested(request, now, holder))) === "done") return "requested"
  return (await reconciliationById(db, scheduledAt)) ? "duplicate" : "another is under way"
}
