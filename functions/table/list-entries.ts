import type { EntryType, LedgerEntry } from "#shared/contract/credits.ts"
import type { Db } from "./db.ts"
import { entriesBefore } from "./ledger.ts"

const A_LOOK = 200
/** A page of a type that is rare ends after so many looks, and goes on from there. */
const LOOKS_MAX = 10

/** Entries of one type, or of all, the newest first; `nextSeq` is the number before which the next page begins, null at the end. */
export async function listEntries(
  db: Db,
  organizationId: string,
  { type, limit, beforeSeq }: { type: EntryType | undefined; limit: number; beforeSeq: number | undefined },
): Promise<{ entries: LedgerEntry[]; nextSeq: number | null }> {
  const found: LedgerEntry[] = []
  let before = beforeSeq
  for (let look = 0; look < LOOKS_MAX; look++) {
    const { entries, more } = await entriesBefore(db, organizationId, before, type ? A_LOOK : limit)
    for (const entry of entries) {
      if (type && entry.type !== type) continue
      found.push(entry)
      if (found.length === limit) return { entries: found, nextSeq: entry.seq > 1 ? entry.seq : null }
    }
    before = entries.at(-1)?.seq
    if (!more || before === undefined || before === 1) return { entries: found, nextSeq: null }
  }
  return { entries: found, nextSeq: before ?? null }
}
