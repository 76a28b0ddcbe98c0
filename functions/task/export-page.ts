import type { AuditFilter } from "#shared/contract/audit.ts"
import type { DeliveryFilter } from "#shared/contract/webhooks.ts"
import { csvLine } from "#shared/csv.ts"
import { env } from "../runtime/env.ts"
import { task } from "../runtime/task.ts"
import { claimExport, type ExportRow, exportPartKey, formatOf, progressExport } from "../table/export.ts"
import { s3Files } from "../table/files.ts"
import { type Ground, openGround } from "../table/ground.ts"
import { listAudit } from "../table/list-audit.ts"
import { deliveriesWithin, listDeliveries } from "../table/list-deliveries.ts"
import { signedDb } from "../table/signed.ts"
import type { FeedPlace } from "../table/walk-back.ts"
import { accessLines } from "./access-lines.ts"
import { creditLines } from "./credit-lines.ts"
import { discountLines } from "./discount-lines.ts"
import { disputeLines } from "./dispute-lines.ts"
import { failedPaymentLines } from "./failed-payment-lines.ts"
import { generationLines } from "./generation-lines.ts"
import { logLines } from "./log-lines.ts"
import { movementLines } from "./movement-lines.ts"
import { organizationLines } from "./organization-lines.ts"
import { subscriptionLines } from "./subscription-lines.ts"
import { transactionLines } from "./transaction-lines.ts"
import { userLines } from "./user-lines.ts"

/** How far an execution is with its export. */
export interface Step {
  exportId: string
  /** The execution's id. */
  run: string
  /** Parts written. */
  part: number
  /** Rows in them. */
  rows: number
  /** Where the next part begins; null at the end. */
  cursor: unknown
}
/** The export ended before, or another execution has it: there is nothing to do here. */
export interface NotOurs {
  exportId: string
  status: "notOurs"
}
export interface Lines {
  header: readonly string[]
  rows: unknown[][]
  /** Where the next page starts; null at the end. */
  next: unknown
}

const ROWS_A_PAGE = 2_000

const WRITERS: Record<
  ExportRow["request"]["list"],
  (ground: Ground, row: ExportRow, cursor: unknown) => Promise<Lines>
> = {
  webhooks: deliveryLines,
  audit: auditLines,
  access: accessLines,
  organizations: organizationLines,
  users: userLines,
  logs: logLines,
  generations: generationLines,
  movements: movementLines,
  transactions: transactionLines,
  subscriptions: subscriptionLines,
  disputes: disputeLines,
  "failed-payments": failedPaymentLines,
  credits: creditLines,
  discounts: discountLines,
}

async function deliveryLines(ground: Ground, { request }: ExportRow, cursor: unknown): Promise<Lines> {
  const filter = request.filter as DeliveryFilter
  const { days } = await deliveriesWithin(ground, filter)
  const from = (cursor ?? undefined) as FeedPlace | undefined
  const { items, next } = await listDeliveries(ground, { filter, days, limit: ROWS_A_PAGE, from })
  return {
    header: [
      "received_at",
      "provider",
      "delivery_id",
      "type",
      "status",
      "reason",
      "livemode",
      "object_id",
      "customer_id",
      "attempts",
      "size_bytes",
      "occurred_at",
      "applied_at",
    ],
    rows: items.map((item) => [
      item.receivedAt,
      item.provider,
      item.deliveryId,
      item.type,
      item.status,
      item.reason,
      item.livemode,
      item.objectId,
      item.customerId,
      item.attempts,
      item.sizeBytes,
      item.occurredAt,
      item.appliedAt,
    ]),
    next: next ?? null,
  }
}

async function auditLines(ground: Ground, { request }: ExportRow, cursor: unknown): Promise<Lines> {
  const filter = request.filter as AuditFilter
  const before = (cursor ?? undefined) as number | undefined
  const { items, beforeSeq } = await listAudit(ground.db, filter, ROWS_A_PAGE, before)
  return {
    header: [
      "seq",
      "at",
      "actor",
      "role",
      "action",
      "target_kind",
      "target_id",
      "before",
      "after",
      "request_id",
      "address",
      "hash",
    ],
    rows: items.map((item) => [
      item.seq,
      item.at,
      item.actor.label,
      item.actor.role,
      item.action,
      item.target.kind,
      item.target.id,
      item.before,
      item.after,
      item.requestId,
      item.address,
      item.hash,
    ]),
    next: beforeSeq ?? null,
  }
}

/** A part ends with the page that fills it, or that takes too long. */
export interface PartLimits {
  bytes: number
  ms: number
}
const PART: PartLimits = { bytes: 4 * 1024 * 1024, ms: 20_000 }

/** Writes one part of an export, of as many pages as fit, and says where the next begins. A repeat writes the same part again. */
export async function exportPage(ground: Ground, step: Step, limits = PART): Promise<Step | NotOurs> {
  const { exportId, run, part } = step
  const row = await claimExport(ground.db, exportId, run)
  if (row === "refused") return { exportId, status: "notOurs" }
  const format = formatOf(row.request)
  const endsAt = Date.now() + limits.ms
  let { rows, cursor } = step
  let text = ""
  do {
    const { header, rows: lines, next } = await WRITERS[row.request.list](ground, row, cursor)
    // A byte order mark lets spreadsheets read UTF-8.
    if (format === "csv" && part === 0 && text === "") text = `\ufeff${csvLine(header)}`
    text += lines.map(format === "csv" ? csvLine : jsonLine(header)).join("")
    rows += lines.length
    cursor = next
  } while (cursor !== null && text.length < limits.bytes && Date.now() < endsAt)
  await ground.files.put(exportPartKey(exportId, part), Buffer.from(text), "text/csv")
  await progressExport(ground.db, exportId, run, { rows })
  return { exportId, run, part: part + 1, rows, cursor }
}

/** A row as a JSON object on a line of its own. */
const jsonLine =
  (header: readonly string[]) =>
  (row: readonly unknown[]): string =>
    `${JSON.stringify(Object.fromEntries(header.map((name, at) => [name, row[at] ?? null])))}\n`

let ground: Ground | undefined

export const handler = task((step: Step) => {
  ground ??= openGround(signedDb(env("TABLE_NAME")), s3Files(env("FILES_BUCKET")))
  return exportPage(ground, step)
})
