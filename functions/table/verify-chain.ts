import type { Instant } from "#shared/time.ts"
import { auditEntriesAfter, auditHead, GENESIS, hashOf } from "./audit-entry.ts"
import type { Db } from "./db.ts"

/** An entry's number and hash: everything before it hangs on these. */
export interface ChainPlace {
  seq: number
  hash: string
}
/** Where a chain stood once, as written to the bucket that nobody can overwrite. */
export interface Anchor extends ChainPlace {
  at: Instant
}

export interface ChainVerdict {
  /** `unfinished`: it holds as far as this walk came, and there is more. */
  verdict: "ok" | "broken" | "empty" | "unfinished"
  /** The last entry up to which it holds. */
  entries: number
  brokenAtSeq: number | null
  headHash: string | null
  /** Where the next walk goes on, of an unfinished one. */
  next: ChainPlace | null
}

export interface Walk {
  /** The last entry that an earlier walk came to; the first entry's place before all when absent. */
  after?: ChainPlace
  /** The entry of this number must have this hash, and must be there. */
  anchor?: Anchor | undefined
  /** True when the time is over. */
  until?: () => boolean
}

const BEGINNING: ChainPlace = { seq: 0, hash: GENESIS }
const ENTRIES_A_LOOK = 500

/** Walks a chain, a page at a time: every number there, every hash right, every link closed, the anchor in its place, the head at the end. */
export async function verifyChain(db: Db, scope: string, walk: Walk = {}): Promise<ChainVerdict> {
  const { after = BEGINNING, anchor, until = () => false } = walk
  const head = await auditHead(db, scope)
  const told = { headHash: head?.hash ?? null, next: null }
  const broken = (seq: number): ChainVerdict => ({ ...told, verdict: "broken", entries: seq - 1, brokenAtSeq: seq })
  let { seq, hash } = after
  for (;;) {
    const entries = await auditEntriesAfter(db, scope, seq, ENTRIES_A_LOOK)
    for (const { hash: own, ...linked } of entries) {
      const follows = linked.seq === seq + 1 && linked.previousHash === hash && hashOf(linked) === own
      if (!follows || (anchor?.seq === linked.seq && anchor.hash !== own)) return broken(seq + 1)
      ;[seq, hash] = [linked.seq, own]
    }
    if (entries.length === 0) break
    if (until()) return { ...told, verdict: "unfinished", entries: seq, brokenAtSeq: null, next: { seq, hash } }
  }
  // Entries appended while we walked stand after the head we read; missing ones do not.
  if (seq < Math.max(head?.seq ?? 0, anchor?.seq ?? 0)) return broken(seq + 1)
  if (!head) return seq === 0 ? { ...told, verdict: "empty", entries: 0, brokenAtSeq: null } : broken(seq)
  return { ...told, verdict: "ok", entries: seq, brokenAtSeq: null, headHash: hash }
}

/** Where a walk from an anchor begins: before the anchored entry, whose own link then is taken as it is told. */
export async function beforeAnchor(db: Db, scope: string, anchor: Anchor | undefined): Promise<ChainPlace> {
  if (!anchor) return BEGINNING
  const [entry] = await auditEntriesAfter(db, scope, anchor.seq - 1, 1)
  return { seq: anchor.seq - 1, hash: entry?.previousHash ?? GENESIS }
}
