import type { ExportRequest } from "#shared/contract/exports.ts"
import { exportPage, type Step } from "../../../functions/task/export-page.ts"
import { recordExport } from "../../../functions/task/export-record.ts"
import { type AuditNote, audited } from "../../../functions/table/audit-entry.ts"
import { exportById, exportFileKey, exportPut } from "../../../functions/table/export.ts"
import type { Uploads } from "../../../functions/table/files.ts"
import type { Ground } from "../../../functions/table/ground.ts"
import { exportWorkflow } from "../../../infra/workflows/export.ts"
import { groundOf } from "../../sim/ground.ts"
import { tableModel } from "../../sim/model.ts"

export const NOW = "2026-11-20T13:07:00.000Z"

/** A table, files and the two functions of the export workflow over them. */
export function exportGround(sizes = { part: 1, piece: 1_000_000 }) {
  const files = new Map<string, Uint8Array>()
  const { db } = tableModel()
  const around = { files, kinds: [], zoneOf: () => "UTC" }
  const ground: Ground = groundOf({ db, nowMs: () => Date.parse(NOW), step: async (_, apply) => apply() }, around)
  const request = async (exportId: string, asked: ExportRequest = { list: "audit", filter: {} }) => {
    const who = { personId: "p", requestedBy: "P", requestedAt: NOW, masked: false }
    await db.write(exportPut({ exportId, request: asked, ...who, requestHash: exportId }))
  }
  const row = async (exportId: string) => (await exportById(db, exportId))!
  const text = (exportId: string) => Buffer.from(files.get(exportFileKey(exportId)) ?? []).toString()
  const pieces: Uint8Array[] = []
  const uploads: Uploads = {
    begin: async () => "upload",
    piece: async (_key, _upload, { nth, bytes }) => {
      pieces[nth - 1] = bytes
      return `tag ${nth}`
    },
    finish: async (key, _upload, tags) => {
      if (tags.join() !== pieces.map((_, at) => `tag ${at + 1}`).join()) throw new Error(`Wrong tags: ${tags}`)
      files.set(key, Buffer.concat(pieces))
    },
  }
  const functions = {
    exportPage: (step: Step) => exportPage(ground, step, { bytes: sizes.part, ms: 60_000 }),
    exportRecord: (ending: Parameters<typeof recordExport>[1]) =>
      recordExport({ db, files: ground.files, uploads }, ending, sizes.piece),
  }
  return { ground, files, pieces, request, row, text, functions }
}

/** Entries of the audit trail, to have something to export. */
export async function writeEntries(ground: Ground, count: number, words = ""): Promise<void> {
  for (let nth = 0; nth < count; nth++) await audited(ground.db, noteOf(String(nth), words), [])
}

const noteOf = (id: string, words: string): AuditNote => ({
  scope: "platform",
  at: NOW,
  actor: { personId: "p", label: "P", role: "staff admin" },
  action: "export.requested",
  target: { kind: "export", id },
  before: null,
  after: words ? { words } : null,
  requestId: id,
  address: null,
  agent: null,
})

/** The workflow as it is described, with retries that do not wait. */
export const WORKFLOW = JSON.parse(
  JSON.stringify(exportWorkflow).replaceAll('"IntervalSeconds":2', '"IntervalSeconds":0.001'),
) as typeof exportWorkflow
