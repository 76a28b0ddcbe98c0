import { machineNow } from "../runtime/clock.ts"
import { env } from "../runtime/env.ts"
import { task } from "../runtime/task.ts"
import type { Db } from "../table/db.ts"
import { exportById, exportFileKey, exportPartKey, failExport, isWriting, progressExport } from "../table/export.ts"
import { type Files, s3Files } from "../table/files.ts"
import { sdkDb } from "../table/sdk.ts"

interface Ending {
  exportId: string
  /** The execution's id. */
  run: string
  /** Parts written; absent when writing failed. */
  part?: number
  outcome?: "failed"
  reason?: string
}

/**
 * Joins an export's parts to its file and says that it is ready, or says why it is not. Safe to repeat: an export that ended,
 * or that another execution writes, is left alone.
 */
export async function recordExport(
  db: Db,
  files: Files,
  { exportId, run, part: count = 0, outcome, reason }: Ending,
): Promise<{ exportId: string; status: string }> {
  if (outcome === "failed") {
    await failExport(db, exportId, run, reason ?? "unknown")
    return { exportId, status: "failed" }
  }
  const row = await exportById(db, exportId)
  if (!isWriting(row, run)) return { exportId, status: row?.status ?? "gone" }
  if (count === 0) throw new Error(`Export ${exportId} has no parts`)
  const parts: Uint8Array[] = []
  for (let part = 0; part < count; part++) {
    const bytes = await files.get(exportPartKey(exportId, part))
    if (!bytes) throw new Error(`Part ${part} of export ${exportId} is missing`)
    parts.push(bytes)
  }
  const file = Buffer.concat(parts)
  await files.put(exportFileKey(exportId), file, "text/csv; charset=utf-8")
  await progressExport(db, exportId, run, { sizeBytes: file.length, ready: machineNow() })
  await Promise.all(parts.map((_, part) => files.remove(exportPartKey(exportId, part))))
  return { exportId, status: "ready" }
}

const db = sdkDb(env("TABLE_NAME"))
const files = s3Files(env("FILES_BUCKET"))

export const handler = task((ending: Ending) => recordExport(db, files, ending))
