import { PLATFORM } from "#shared/cube/kind.ts"
import { HOUR_MS, type Instant, instant, msOf } from "#shared/time.ts"
import { env } from "../runtime/env.ts"
import { s3Put } from "../runtime/s3.ts"
import { schedule } from "../runtime/schedule.ts"
import { noteAnchor } from "../table/audit-anchor.ts"
import { auditHead, auditHeadsSince } from "../table/audit-entry.ts"
import type { Db } from "../table/db.ts"
import { sdkDb } from "../table/sdk.ts"

/** Hours that an anchor looks back for organizations' chains: one that an hour's job missed is in the next ones. */
const LOOK_BACK_HOURS = 6

/**
 * Writes where the platform's audit chain stands, and every organization's that changed lately, to the bucket that nobody can
 * overwrite; then notes it beside each chain, so that a walk begins there. Answers how many chains were anchored.
 */
export async function anchorChains(
  db: Db,
  put: (key: string, text: string) => Promise<unknown>,
  scheduledAt: Instant,
): Promise<{ anchored: number }> {
  const platform = await auditHead(db, PLATFORM)
  const others = await auditHeadsSince(db, instant(msOf(scheduledAt) - LOOK_BACK_HOURS * HOUR_MS))
  if (platform) {
    const head = { scope: PLATFORM, seq: platform.seq, hash: platform.hash }
    await put(`heads/platform/${scheduledAt}.json`, JSON.stringify({ ...head, at: scheduledAt }))
    await noteAnchor(db, PLATFORM, head, scheduledAt)
  }
  if (others.length > 0) {
    await put(`heads/organizations/${scheduledAt}.json`, JSON.stringify({ heads: others, at: scheduledAt }))
    for (const head of others) await noteAnchor(db, head.scope, head, scheduledAt)
  }
  return { anchored: others.length + (platform ? 1 : 0) }
}

const db = sdkDb(env("TABLE_NAME"))

export const handler = schedule(db, {
  anchor: (scheduledAt: Instant) =>
    anchorChains(
      db,
      (key, text) => s3Put(env("ANCHORS_BUCKET"), key, Buffer.from(text), "application/json"),
      scheduledAt,
    ),
})
