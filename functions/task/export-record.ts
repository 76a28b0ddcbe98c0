import { machineNow } from "../runtime/clock.ts"
import { env } from "../runtime/env.ts"
import { task } from "../runtime/task.ts"
import type { Db } from "../table/db.ts"
import {
  exportById,
  exportFileKey,
  exportPartKey,
  failExport,
  formatOf,
  isWriting,
  progressExport,
} from "../table/export.ts"
import { type Files, s3Files, s3Uploads, type Uploads } from "../table/files.ts"
import { sdkDb } from "../table/sdk.ts"

interface Ending {
  exportId: string
  /** The execution's id. */
  run: string
  /** Parts written; absent when writing failed. */
  part?: number
  /** How far the joining of a large file is. */
  joined?: Joined
  outcome?: "failed"
  /** An error's name, or one of REASONS. */
  reason?: string
}
interface Joined {
  parts: number
  bytes: number
  upload: string
  /** Tags of the pieces put so far. */
  tags: string[]
}
interface Ports {
  db: Db
  files: Files
  uploads: Uploads
}

/** A piece of a large file has these bytes at least; a smaller file is put whole. */
const PIECE_BYTES = 8 * 1024 * 1024
const PARTS_AT_ONCE = 4
const TYPES = { csv: "text/csv; charset=utf-8", ndjson: "application/x-ndjson" }

/**
 * Joins an export's parts to its file, a piece of it each time, and says that it is ready; or says why it is not.
 * Safe to repeat: an export that ended, or that another execution writes, is left alone.
 */
export async function recordExport(
  ports: Ports,
  ending: Ending,
  pieceBytes = PIECE_BYTES,
): Promise<{ exportId: string; status: string } | (Ending & { status: "joining" })> {
  const { exportId, run, part = 0, joined, outcome, reason = "unknown" } = ending
  const { db, files, uploads } = ports
  if (outcome === "failed") {
    await failExport(db, exportId, run, REASONS[reason] ?? `It broke on our side (${reason}). Ask for it again.`)
    return { exportId, status: "failed" }
  }
  const row = await exportById(db, exportId)
  if (!isWriting(row, run)) return { exportId, status: row?.status ?? "gone" }
  if (part === 0) throw new Error(`Export ${exportId} has no parts`)

  const format = formatOf(row!.request)
  const [fileKey, type] = [exportFileKey(exportId, format), TYPES[format]]
  const piece = await readPiece(files, exportId, { from: joined?.parts ?? 0, to: part }, pieceBytes)
  const sizeBytes = (joined?.bytes ?? 0) + piece.bytes.length
  if (!joined && piece.end === part) await files.put(fileKey, piece.bytes, type)
  else {
    const upload = joined?.upload ?? (await uploads.begin(fileKey, type))
    const tags = [...(joined?.tags ?? [])]
    if (piece.bytes.length > 0)
      tags.push(await uploads.piece(fileKey, upload, { nth: tags.length + 1, bytes: piece.bytes }))
    if (piece.end < part)
      return { exportId, run, part, joined: { parts: piece.end, bytes: sizeBytes, upload, tags }, status: "joining" }
    await uploads.finish(fileKey, upload, tags)
  }
  await progressExport(db, exportId, run, { sizeBytes, ready: machineNow() })
  await removeParts(files, exportId, part)
  return { exportId, status: "ready" }
}

/** Why an export failed, for whoever asked for it. */
const REASONS: Record<string, string> = {
  tooLong: "It took longer than an hour. Ask for less with a filter.",
  tooLarge: "The list is too large for one file. Ask for less with a filter.",
  "States.Timeout": "A step took too long. Ask for it again, or for less with a filter.",
}

/** As many parts as make a piece, from one on. */
async function readPiece(files: Files, exportId: string, { from, to }: { from: number; to: number }, bytesMin: number) {
  const read: Uint8Array[] = []
  let [end, bytes] = [from, 0]
  while (end < to && bytes < bytesMin) {
    const parts = Array.from({ length: Math.min(PARTS_AT_ONCE, to - end) }, (_, at) => end + at)
    const some = await Promise.all(parts.map((part) => files.get(exportPartKey(exportId, part))))
    for (const [at, part] of some.entries()) {
      if (!part) throw new Error(`Part ${end + at} of export ${exportId} is missing`)
      read.push(part)
      bytes += part.length
    }
    end += parts.length
  }
  return { end, bytes: Buffer.concat(read) }
}

async function removeParts(files: Files, exportId: string, count: number): Promise<void> {
  for (let part = 0; part < count; part += PARTS_AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(PARTS_AT_ONCE, count - part) }, (_, at) =>
        files.remove(exportPartKey(exportId, part + at)),
      ),
    )
}

const bucket = env("FILES_BUCKET")
const ports: Ports = { db: sdkDb(env("TABLE_NAME")), files: s3Files(bucket), uploads: s3Uploads(bucket) }

export const handler = task((ending: Ending) => recordExport(ports, ending))
