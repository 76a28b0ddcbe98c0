import type { Instant } from "#shared/time.ts"
import { env } from "../runtime/env.ts"
import { s3Put } from "../runtime/s3.ts"
import { schedule } from "../runtime/schedule.ts"
import { noteAnchor } from "../table/audit-anchor.ts"
import { auditHead } from "../table/audit-entry.ts"
import { sdkDb } from "../table/sdk.ts"

const db = sdkDb(env("TABLE_NAME"))

/** Writes where the platform's audit chain stands to the bucket that nobody can overwrite. */
export const handler = schedule(db, {
  anchor: async (scheduledAt: Instant) => {
    const head = await auditHead(db, "platform")
    if (!head) return { outcome: "empty" }
    const text = JSON.stringify({ scope: "platform", seq: head.seq, hash: head.hash, at: scheduledAt })
    await s3Put(env("ANCHORS_BUCKET"), `heads/platform/${scheduledAt}.json`, Buffer.from(text), "application/json")
    await noteAnchor(db, "platform", head, scheduledAt)
    return { outcome: "anchored", seq: head.seq }
  },
})
