import type { Export, ExportFormat, ExportRequest } from "#shared/contract/exports.ts"
import { DAY_MS, type Instant, instant, msOf } from "#shared/time.ts"
import { ABSENT, type Condition, type Db, type Key, type Put, type Row } from "./db.ts"

/**
 * An export, from its request to its file.
 *   pk  export#<id>
 *   sk  export
 *   gsi1  exports#<month requested> / <requested at>#<id>
 */
export interface ExportRow extends Row {
  exportId: string
  request: ExportRequest
  /** What the file may show: exports of staff viewers are masked like their pages. */
  masked: boolean
  personId: string
  requestedBy: string
  requestedAt: Instant
  status: Export["status"]
  /** The execution that writes it; no other may touch its files. */
  run?: string
  reason: string | null
  rows: number
  sizeBytes: number
  readyAt: Instant | null
  expiresAt: Instant
  /** Digest of the request: the same idempotency key with another request is a conflict. */
  requestHash: string
}

export const EXPORT_LIFE_DAYS = 7
const exportKey = (exportId: string): Key => ({ pk: `export#${exportId}`, sk: "export" })
/** What a request's file is written in. */
export const formatOf = (request: ExportRequest): ExportFormat => ("format" in request ? request.format : "csv")
export const exportFileKey = (exportId: string, format: ExportFormat = "csv"): string =>
  `exports/${exportId}/export.${format}`
export const exportPartKey = (exportId: string, part: number): string =>
  `exports/${exportId}/part-${String(part).padStart(6, "0")}`

export const exportById = async (db: Db, exportId: string): Promise<ExportRow | undefined> =>
  (await db.get(exportKey(exportId), { strong: true })) as ExportRow | undefined

/** The write that requests an export, for a transaction with its audit entry. */
export function exportPut(
  row: Pick<ExportRow, "exportId" | "request" | "masked" | "personId" | "requestedBy" | "requestedAt" | "requestHash">,
): Put {
  const expiresAt = instant(msOf(row.requestedAt) + EXPORT_LIFE_DAYS * DAY_MS)
  return {
    put: {
      ...exportKey(row.exportId),
      kind: "export",
      ...row,
      status: "requested",
      reason: null,
      rows: 0,
      sizeBytes: 0,
      readyAt: null,
      expiresAt,
      ttl: Math.ceil(msOf(expiresAt) / 1_000),
      gsi1pk: `exports#${row.requestedAt.slice(0, 7)}`,
      gsi1sk: `${row.requestedAt}#${row.exportId}`,
    },
    when: ABSENT,
  }
}

/** Takes an export for one execution, which may ask again. Refused when it ended, or when another execution has it. */
export async function claimExport(db: Db, exportId: string, run: string): Promise<ExportRow | "refused"> {
  const row = await db.change({
    update: exportKey(exportId),
    set: { status: "writing", run },
    when: { any: [{ eq: ["status", "requested"] }, ofRun(run)] },
  })
  return row as ExportRow | "refused"
}

/** Notes how far an execution is with its export. An export that ended stays as it ended. */
export const progressExport = (
  db: Db,
  exportId: string,
  run: string,
  fields: Partial<Pick<ExportRow, "rows" | "sizeBytes">> & { ready?: Instant },
): Promise<"done" | "refused"> => {
  const { ready, ...counts } = fields
  const set = ready ? { ...counts, status: "ready", readyAt: ready } : counts
  return db.write({ update: exportKey(exportId), set, when: ofRun(run) })
}

/** Notes that an export failed, and why; also one whose execution failed before it could take it. */
export const failExport = (db: Db, exportId: string, run: string, reason: string): Promise<"done" | "refused"> =>
  db.write({
    update: exportKey(exportId),
    set: { status: "failed", reason },
    when: { any: [{ eq: ["status", "requested"] }, ofRun(run)] },
  })

const ofRun = (run: string): Condition => ({ all: [{ eq: ["status", "writing"] }, { eq: ["run", run] }] })

/** True while an execution is the one that writes this export. */
export const isWriting = (row: ExportRow | undefined, run: string): boolean =>
  row?.status === "writing" && row.run === run

/** Exports of this month and the one before, newest first: they live seven days. */
export async function newestExports(db: Db, now: Instant, limit: number): Promise<ExportRow[]> {
  const months = [now.slice(0, 7), instant(msOf(now) - 8 * DAY_MS).slice(0, 7)]
  const pages = await Promise.all(
    [...new Set(months)].map((month) => db.query({ index: "gsi1", pk: `exports#${month}`, newestFirst: true, limit })),
  )
  return pages.flatMap(({ rows }) => rows as ExportRow[]).slice(0, limit)
}

/** What the API says of an export. */
export const exportOf = (row: ExportRow): Export => ({
  exportId: row.exportId,
  list: row.request.list,
  format: formatOf(row.request),
  filter: {
    ...("organizationId" in row.request ? { organization: row.request.organizationId } : {}),
    ...row.request.filter,
  },
  status: row.status,
  reason: row.reason,
  rows: row.rows,
  sizeBytes: row.sizeBytes,
  requestedBy: row.requestedBy,
  requestedAt: row.requestedAt,
  readyAt: row.readyAt,
  expiresAt: row.expiresAt,
})
