import { canonical } from "#shared/account/canonical.ts"
import { listAccess } from "#shared/contract/access.ts"
import { listAudit } from "#shared/contract/audit.ts"
import { listCreditEntries } from "#shared/contract/credits.ts"
import { listDiscounts } from "#shared/contract/discounts.ts"
import { listDisputes } from "#shared/contract/disputes.ts"
import type { Endpoint } from "#shared/contract/endpoint.ts"
import { listExports, readExport, requestExport } from "#shared/contract/exports.ts"
import { listFailedPayments } from "#shared/contract/failed-payments.ts"
import { listGenerations } from "#shared/contract/generations.ts"
import { listMovements } from "#shared/contract/movements.ts"
import { listRequestLogs } from "#shared/contract/request-logs.ts"
import { listOrganizations } from "#shared/contract/organizations.ts"
import { listSubscriptions } from "#shared/contract/subscriptions.ts"
import { listTransactions } from "#shared/contract/transactions.ts"
import { listUsers } from "#shared/contract/users.ts"
import { listDeliveries } from "#shared/contract/webhooks.ts"
import { Refusal } from "#shared/refusal.ts"
import { machineNow } from "../runtime/clock.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { env } from "../runtime/env.ts"
import { presignedGet } from "../runtime/s3.ts"
import { audited, CommandRefused } from "../table/audit-entry.ts"
import { exportById, exportFileKey, exportOf, exportPut, formatOf, newestExports } from "../table/export.ts"
import type { Ground } from "../table/ground.ts"
import { admit } from "./caller.ts"
import { noteOf } from "./note.ts"
import { organizationSeenBy } from "./organization-seen.ts"
import { route } from "./route.ts"

const DOWNLOAD_SECONDS = 300

/** The list that an export is of: who may read it may export it. */
const LISTS = {
  webhooks: listDeliveries,
  organizations: listOrganizations,
  users: listUsers,
  audit: listAudit,
  access: listAccess,
  logs: listRequestLogs,
  generations: listGenerations,
  movements: listMovements,
  transactions: listTransactions,
  subscriptions: listSubscriptions,
  disputes: listDisputes,
  "failed-payments": listFailedPayments,
  credits: listCreditEntries,
  discounts: listDiscounts,
}

export const exportRoutes = (ground: Ground) => [
  route(ground, requestExport, async ({ request }, { caller, idempotencyKey }) => {
    const organizationId = "organizationId" in request ? request.organizationId : undefined
    admit(LISTS[request.list] as unknown as Endpoint, caller, organizationId)
    if (organizationId !== undefined) await organizationSeenBy(ground.db, organizationId, caller)
    const exportId = sha256Hex(`${caller.personId} export ${idempotencyKey}`).slice(0, 20)
    const requestHash = sha256Hex(canonical(request))
    const requestedAt = machineNow()
    const put = exportPut({
      exportId,
      request,
      masked: caller.staffRole === "viewer",
      personId: caller.personId,
      requestedBy: caller.name,
      requestedAt,
      requestHash,
    })
    const note = noteOf(caller, "export.requested", { kind: "export", id: exportId }, requestedAt, {
      after: { ...request },
    })
    try {
      await audited(ground.db, note, [put])
    } catch (error) {
      if (!(error instanceof CommandRefused)) throw error
    }
    const row = await exportById(ground.db, exportId)
    if (row?.requestHash !== requestHash)
      throw new Refusal("conflict", "This idempotency key was used for another export", {
        where: "Idempotency-Key",
        wanted: "a new key",
      })
    return exportOf(row)
  }),

  route(ground, listExports, async ({ limit }, { caller }) => {
    const rows = await newestExports(ground.db, machineNow(), 100)
    const seen = rows.filter(({ personId }) => caller.staffRole === "admin" || personId === caller.personId)
    return { items: seen.slice(0, limit).map(exportOf), asOf: machineNow() }
  }),

  route(ground, readExport, async ({ exportId }, { caller }) => {
    const row = await exportById(ground.db, exportId)
    if (!row || (caller.staffRole !== "admin" && row.personId !== caller.personId))
      throw new Refusal("missing", "There is no such export; files are kept seven days")
    const format = formatOf(row.request)
    const fileName = `${row.request.list}-${row.requestedAt.slice(0, 10)}.${format}`
    const fileKey = exportFileKey(exportId, format)
    const downloadUrl =
      row.status === "ready"
        ? await presignedGet(env("FILES_BUCKET"), fileKey, { lifeSeconds: DOWNLOAD_SECONDS, fileName })
        : null
    return { ...exportOf(row), downloadUrl }
  }),
]
