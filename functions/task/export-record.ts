import { machineNow } from "../runtime/clock.ts"
import { env } from "../runtime/env.ts"
import { task } from "../runtime/task.ts"
import type { Db } from "../table/db.ts"
import { exportById, exportFileKey, exportPartKey, progressExport } from "../table/export.ts"
import { type Files, s3Files } from "../table/files.ts"
import { sdkDb } from "../table/sdk.ts"

interface Ending {
  exportId: string
  /** Parts written; absent when writing failed. */
  part?: number
  outcome?: "failed"
  reason?: string
}

/** Joins an export's parts to its file and says that it is ready, or says why it is not. Safe to repeat. */
export async function recordExport(
  db: Db,
  files: Files,
  ending: Ending,
): Promise<{ exportId: string; status: string }> {
  const { exportId } = ending
  if (ending.outcome === "failed") {
    await progressExport(db, exportId, { status: "failed", reason: ending.reason ?? "unknown" })
    return { exportId, status: "failed" }
  }
  const parts: Uint8Array[] = []
  for (let part = 0; part < (ending.part ?? 0); part++) {
    const bytes = await files.get(exportPartKey(exportId, part))
    if (!bytes) {
      // Parts are gone once the file stands: this is a repeat.
      const row = await exportById(db, exportId)
      if (row?.status === "ready") return { exportId, status: "ready" }
      throw new Error(`Part ${part} of export ${exportId} is missing`)
    }
    parts.push(bytes)
  }
  const file = Buffer.concat(parts)
  await files.put(exportFileKey(exportId), file, "text/csv; charset=utf-8")
  await progressExport(db, exportId, { status: "ready", sizeBytes: file.length, readyAt: machineNow() })
  await Promise.all(parts.map((_, part) => files.remove(exportPartKey(exportId, part))))
  return { exportId, status: "ready" }
}

const db = sdkDb(env("TABLE_NAME"))
const files = s3Files(env("FILES_BUCKET"))

export const handler = task((ending: Ending) => recordExport(db, files, ending))
