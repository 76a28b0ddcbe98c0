import type { UsageSnapshot } from "#shared/contract/usage-snapshot.ts"
import type { Instant } from "#shared/time.ts"
import { ABSENT, type Db, type Key } from "./db.ts"
import { type DisputeChargeRow, type DisputeId, disputePartition } from "./dispute.ts"
import { DUE_FIELD_NAMES, retryAt } from "./work.ts"

/**
 * What a dispute's customer had used when the dispute was first seen: put if absent, and never changed.
 *   pk  dispute#<mode>#<dispute>
 *   sk  snapshot
 * The dispute's `charge` row stands in GSI2 until it is there, or could not be taken often enough.
 */
const snapshotKey = (dispute: DisputeId): Key => ({ pk: disputePartition(dispute), sk: "snapshot" })

export const usageSnapshotOf = async (db: Db, dispute: DisputeId): Promise<UsageSnapshot | undefined> =>
  (await db.get(snapshotKey(dispute), { strong: true }))?.["snapshot"] as UsageSnapshot | undefined

/** Disputes with what their customers had used in sum; null where that is not known. */
export async function withUse<Of extends DisputeId>(
  db: Db,
  disputes: readonly Of[],
): Promise<(Of & { used: UsageSnapshot["sums"] | null })[]> {
  const rows = await db.getMany(disputes.map(snapshotKey))
  const known = new Map(rows.map(({ pk, snapshot }) => [pk, snapshot as UsageSnapshot]))
  return disputes.map((dispute) => {
    const held = known.get(disputePartition(dispute))
    return { ...dispute, used: held && held.organizationId !== null ? held.sums : null }
  })
}

/** Keeps a snapshot unless there is one, and takes the dispute off the work index. */
export async function keepSnapshot(db: Db, dispute: DisputeId, snapshot: UsageSnapshot): Promise<void> {
  await db.write({ put: { ...snapshotKey(dispute), kind: "usageSnapshot", snapshot }, when: ABSENT })
  await db.write({
    update: { pk: disputePartition(dispute), sk: "charge" },
    drop: [...DUE_FIELD_NAMES, "failure"],
    when: { present: "pk" },
  })
}

const ATTEMPTS_MAX = 10

/** Notes why it could not be taken, and when it is tried again; after ten tries it is given up, and the reason stays. */
export const noteSnapshotFailure = (
  db: Db,
  { pk, sk, attempts = 0 }: DisputeChargeRow,
  failure: string,
  due: Instant,
): Promise<"done" | "refused"> =>
  db.write({
    update: { pk, sk },
    set: { failure: failure.slice(0, 300), ...(attempts + 1 < ATTEMPTS_MAX ? { gsi2sk: retryAt(due, attempts) } : {}) },
    add: { attempts: 1 },
    ...(attempts + 1 < ATTEMPTS_MAX ? {} : { drop: DUE_FIELD_NAMES }),
    when: { present: "gsi2pk" },
  })
