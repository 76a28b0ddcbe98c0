import type { AuditEntry, AuditFilter } from "#shared/contract/audit.ts"
import { isWithin } from "#shared/contract/time-filter.ts"
import { type Instant, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { auditEntries, auditEntry, auditHead, chainOf } from "./audit-entry.ts"
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

/**
 * Entries are numbered as they are appended and timed as their command begins: of two at once the later number may have the
 * earlier time, by less than this.
 */
const DISORDER_MS = MINUTE_MS

/**
 * Entries of the chain asked for that match, newest first, as many as a page holds. A rare filter stops after 3,000 entries and goes on with the next page. Of a
 * time only its own numbers are read.
 */
export async function listAudit(
  db: Db,
  filter: AuditFilter,
  limit: number,
  beforeSeq: number | undefined,
): Promise<AuditPage> {
  const scope = chainOf(filter)
  const matches = auditMatches(filter)
  const oldest = filter.from && instant(msOf(filter.from) - DISORDER_MS)
  const items: AuditEntry[] = []
  const newest = filter.to && instant(msOf(filter.to) + DISORDER_MS)
  let before = beforeSeq ?? (newest ? await seqAt(db, scope, newest) : undefined)
  let bytes = 0
  for (let looked = 0; looked < ROWS_MAX; ) {
    const { entries, more } = await auditEntries(db, scope, ROWS_A_LOOK, before)
    for (const entry of entries) {
      if (oldest && entry.at < oldest) return { items, beforeSeq: undefined }
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

/** The first number of a chain at or after an instant, found by halving; the one after its last where there is none. */
async function seqAt(db: Db, scope: string, at: Instant): Promise<number> {
  let [low, high] = [1, ((await auditHead(db, scope))?.seq ?? 0) + 1]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const entry = await auditEntry(db, scope, middle)
    if (entry && entry.at < at) low = middle + 1
    else high = middle
  }
  return low
}

const auditMatches =
  ({ action, actor, search, ...time }: AuditFilter) =>
  (entry: AuditEntry): boolean => {
    const words = search?.toLowerCase()
    return (
      (!action || entry.action === action) &&
      (!actor || entry.actor.personId === actor || entry.actor.label === actor) &&
      (!words || JSON.stringify(entry).toLowerCase().includes(words)) &&
      isWithin(time, entry.at)
    )
  }
