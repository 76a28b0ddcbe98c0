import type { Reach } from "#shared/contract/reconciliation.ts"
import { noTally } from "#shared/reconciliation/tally.ts"
import { HOUR_MS, type Instant, instant, msOf } from "#shared/time.ts"
import { ABSENT, type Db, type TransactWrite } from "./db.ts"
import { pack } from "./packed.ts"
import { reconciliationById, type ReconciliationRow, runKey, UNDER_WAY } from "./reconciliation.ts"

const LIFE_SECONDS = 90 * 86_400
/** A run that was not brought further for so long goes on no more. */
const STILL_MS_MAX = HOUR_MS

/** Who holds the place of the one run that may be under way; it may have ended without giving it back. */
export interface Holder {
  reconciliationId: string
  /** The run, while it is under way and goes on. */
  underWay?: ReconciliationRow
  /** The run, while it is under way and nobody brings it further any more. */
  still?: ReconciliationRow
}

export async function placeHolder(db: Db, now: Instant): Promise<Holder | undefined> {
  const held = await db.get(UNDER_WAY, { strong: true })
  if (!held) return undefined
  const reconciliationId = String(held["reconciliationId"])
  const row = await reconciliationById(db, reconciliationId)
  if (row?.status !== "requested" && row?.status !== "running") return { reconciliationId }
  const isStill = msOf(now) - msOf(row.changedAt) > STILL_MS_MAX
  return { reconciliationId, ...(isStill ? { still: row } : { underWay: row }) }
}

export type ReconciliationRequest = Pick<
  ReconciliationRow,
  "reconciliationId" | "trigger" | "requestedBy" | "requestedAt" | "askedHash" | "reach" | "from"
>

/**
 * The writes that request a run: refused where it was requested before, where the holder of the place is under way, or where
 * somebody else holds it by now. A run that stood still ends with them.
 */
export function reconciliationRequested(
  request: ReconciliationRequest,
  now: Instant,
  holder: Holder | undefined,
): TransactWrite[] {
  const { reconciliationId: id, requestedAt } = request
  const run: ReconciliationRow = {
    ...runKey(id),
    ...request,
    kind: "reconciliation",
    status: "requested",
    ...{ ending: null, reason: null, endedAt: null, place: null },
    steps: 0,
    changedAt: now,
    packed: pack(noTally()),
    gsi1pk: `reconciliations#${requestedAt.slice(0, 7)}`,
    gsi1sk: `${requestedAt}#${id}`,
    ttl: Math.ceil(msOf(now) / 1_000) + LIFE_SECONDS,
  }
  const still = holder?.still
  const ended = { status: "failed", ending: "stopped", reason: STOPPED, endedAt: requestedAt, place: null }
  return [
    { put: run, when: ABSENT },
    {
      put: { ...UNDER_WAY, kind: "reconciliationUnderWay", reconciliationId: id },
      when: holder && !holder.underWay ? { eq: ["reconciliationId", holder.reconciliationId] } : ABSENT,
    },
    ...(still
      ? [{ update: runKey(still.reconciliationId), set: ended, when: { eq: ["changedAt", still.changedAt] } as const }]
      : []),
  ]
}
const STOPPED = "It did not go on for an hour, and another was started."

/** Since when a reach looks at money. */
export function reachFrom(reach: Reach, now: Instant): Instant | null {
  if (reach === "everything") return null
  return instant(msOf(now) - (reach === "35days" ? 35 : 366) * 86_400_000)
}
