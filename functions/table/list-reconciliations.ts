import type { Reconciliation } from "#shared/contract/reconciliation.ts"
import { addMonths, type Instant } from "#shared/time.ts"
import type { Db } from "./db.ts"
import { type ReconciliationRow, tallyIn } from "./reconciliation.ts"

/** Runs are kept 90 days. */
const MONTHS_BACK = 3

/** Runs of the last three months, newest first. */
export async function newestReconciliations(db: Db, now: Instant, limit: number): Promise<ReconciliationRow[]> {
  const rows: ReconciliationRow[] = []
  for (let back = 0; back <= MONTHS_BACK && rows.length < limit; back++) {
    const month = addMonths(`${now.slice(0, 7)}-01`, -back).slice(0, 7)
    const found = await db.query({ index: "gsi1", pk: `reconciliations#${month}`, newestFirst: true, limit })
    rows.push(...(found.rows as ReconciliationRow[]))
  }
  return rows.slice(0, limit)
}

/** What the API says of a run. */
export function reconciliationOf(row: ReconciliationRow): Reconciliation {
  const { counts, amounts } = tallyIn(row)
  const { place } = row
  return {
    reconciliationId: row.reconciliationId,
    trigger: row.trigger,
    requestedBy: row.requestedBy,
    requestedAt: row.requestedAt,
    reach: row.reach,
    from: row.from,
    status: row.status,
    ending: row.ending,
    reason: row.reason,
    startedAt: row.startedAt ?? null,
    endedAt: row.endedAt,
    place: place && {
      stage: place.stage,
      mode: place.stage === "verify" ? null : place.mode,
      object: place.stage === "compare" ? place.object : null,
    },
    counts,
    amounts,
  }
}
