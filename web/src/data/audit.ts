import { type AuditEntry, type AuditFilter, listAudit, verifyAudit } from "#shared/contract/audit.ts"
import { liveQuery } from "../live-query.ts"

export type { AuditEntry }

/** One page of the platform's trail, or of one organization's, newest first. */
export const liveAudit = (ask: () => AuditFilter & { cursor?: string }, againMs: () => number | undefined) =>
  liveQuery(listAudit, ask, { topics: ["audit"], key: "hash", again: againMs })

/** Whether the chain asked for holds, walked when asked. */
export const auditVerdict = (ask: () => Pick<AuditFilter, "organizationId">) => liveQuery(verifyAudit, ask)
