import { HOUR_MS, type Instant, msOf } from "#shared/time.ts"
import type { Db } from "../table/db.ts"
import { type DoorKeyRow, noteKeyUse } from "../table/ingest-key.ts"

/** When this process last noted the use of a key, the longest ago first. */
const notedMs = new Map<string, number>()
const KEYS_MAX = 10_000

/**
 * Notes that a key was used, once an hour for each process. Nobody waits for it, and its failure is a line in the log: an
 * answer to a sender is worth more than a date on a page.
 */
export function noteUse(db: Db, key: DoorKeyRow, at: Instant): void {
  const lastMs = notedMs.get(key.keyId)
  if (lastMs !== undefined && msOf(at) - lastMs < HOUR_MS) return
  notedMs.delete(key.keyId)
  notedMs.set(key.keyId, msOf(at))
  if (notedMs.size > KEYS_MAX) notedMs.delete(notedMs.keys().next().value!)
  noteKeyUse(db, key, at).catch((error: unknown) => {
    const told = error instanceof Error ? error.message : String(error)
    console.error(JSON.stringify({ level: "WARN", message: "key use not noted", keyId: key.keyId, error: told }))
  })
}
