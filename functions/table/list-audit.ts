import type { AuditEntry, AuditFilter } from "#shared/contract/audit.ts"
import { auditEntries } from "./audit-entry.ts"
import type { Db } from "./db.ts"

const ROWS_A_LOOK = 200
const ROWS_MAX = 3_000
/** A page ends with the entry that fills it: Lambda answers with 6 MB at most. */
const PAGE_BYTES = 2_000_000

export interface AuditPage {
  items: AuditEntry[]
  /** Entries before this number come next. */
  beforeSeq: number | undefined
}

/** Entries of a chain that match, newest first, as many as a page holds. A rare filter stops after 3,000 entries and goes on with the next page. */
export async function listAudit(
  db: Db,
  scope: string,
  matches: (entry: AuditEntry) => boolean,
  limit: number,
  beforeSeq: number | undefined,
): Promise<AuditPage> {
  const items: AuditEntry[] = []
  let before = beforeSeq
  let bytes = 0
  for (let looked = 0; looked < ROWS_MAX; ) {
    const { entries, more } = await auditEntries(db, scope, ROWS_A_LOOK, before)
    for (const entry of entries) {
      looked++
      before = entry.seq
      if (!matches(entry)) continue
      items.push(entry)
      bytes += Buffer.byteLength(JSON.stringify(entry))
      if (items.length === limit || bytes >= PAGE_BYTES) return { items, beforeSeq: before }
    }
    if (!more) return { items, beforeSeq: undefined }
  }
  return { items, beforeSeq: before }
}

export const auditMatches =
  ({ action, actor, search }: AuditFilter) =>
  (entry: AuditEntry): boolean => {
    const words = search?.toLowerCase()
    return (
      (!action || entry.action === action) &&
      (!actor || entry.actor.personId === actor || entry.actor.label === actor) &&
      (!words || JSON.stringify(entry).toLowerCase().includes(words))
    )
  }
