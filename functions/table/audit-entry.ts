import { canonical } from "#shared/account/canonical.ts"
import type { AuditEntry } from "#shared/contract/audit.ts"
import { PLATFORM } from "#shared/cube/kind.ts"
import { instant, type Instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { ABSENT, type Db, type Key, queryAll, type Row, type TransactWrite } from "./db.ts"

/**
 * The audit trail: one hash chain per scope, `platform` or an organization.
 *   pk  audit#<scope>
 *   sk  head               last sequence number and hash; of an organization in GSI1 `auditHeads`, by when it changed
 *   sk  entry#<seq>        each entry's hash covers its content and the hash before it
 */
export const auditPartition = (scope: string) => `audit#${scope}`
const entryKey = (scope: string, seq: number): Key => ({
  pk: auditPartition(scope),
  sk: `entry#${String(seq).padStart(12, "0")}`,
})
const headKey = (scope: string): Key => ({ pk: auditPartition(scope), sk: "head" })
export const GENESIS = "0".repeat(64)

/** The scope of the chain that is asked for: an organization's, or the platform's own. */
export const chainOf = ({ organizationId }: { organizationId?: string | undefined }): string =>
  organizationId ?? PLATFORM

/** What a command says of itself; place in the chain and hashes are added when it is appended. */
export type AuditNote = Omit<AuditEntry, "seq" | "previousHash" | "hash">

export const hashOf = (entry: Omit<AuditEntry, "hash">): string => sha256Hex(canonical(entry))

interface HeadRow extends Row {
  seq: number
  hash: string
}

const HEADS = "auditHeads"
/** A command's time is when it began: it may end this much later. */
const BEGUN_BEFORE_MS = 5 * MINUTE_MS

/** Organizations' chains that got an entry since an instant, and where each stands. */
export async function auditHeadsSince(db: Db, at: Instant): Promise<{ scope: string; seq: number; hash: string }[]> {
  const from = instant(msOf(at) - BEGUN_BEFORE_MS)
  const rows = await queryAll(db, { index: "gsi1", pk: HEADS, sk: { ge: from } })
  return rows.map(({ pk, seq, hash }) => ({ scope: pk.slice("audit#".length), seq: Number(seq), hash: String(hash) }))
}

/** Where a chain stands: its last number and hash. */
export const auditHead = async (db: Db, scope: string): Promise<{ seq: number; hash: string } | undefined> =>
  (await db.get(headKey(scope), { strong: true })) as HeadRow | undefined

/** Thrown when a command's own writes were refused: the positions say which. The audit entry was not written either. */
export class CommandRefused extends Error {
  override name = "CommandRefused"
  readonly positions: readonly number[]
  constructor(positions: readonly number[]) {
    super("A write of the command lost its condition")
    this.positions = positions
  }
}

const ATTEMPTS_MAX = 20

/** Does a command's writes and its audit entry in one transaction: both stand, or neither. */
export async function audited(db: Db, note: AuditNote, writes: readonly TransactWrite[]): Promise<AuditEntry> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const head = await auditHead(db, note.scope)
    const linked = { ...note, seq: (head?.seq ?? 0) + 1, previousHash: head?.hash ?? GENESIS }
    const entry: AuditEntry = { ...linked, hash: hashOf(linked) }
    const outcome = await db.transact([
      { put: { ...entryKey(entry.scope, entry.seq), kind: "auditEntry", entry }, when: ABSENT },
      {
        put: {
          ...headKey(entry.scope),
          kind: "auditHead",
          seq: entry.seq,
          hash: entry.hash,
          ...(entry.scope === PLATFORM ? {} : { gsi1pk: HEADS, gsi1sk: `${entry.at}#${entry.scope}` }),
        },
        when: head ? { eq: ["seq", head.seq] } : ABSENT,
      },
      ...writes,
    ])
    if (outcome === "done") return entry
    if (await stands(db, entry)) return entry
    const own = outcome.refused.filter((position) => position > 1).map((position) => position - 2)
    if (own.length > 0) throw new CommandRefused(own)
  }
  throw new Error(`The audit chain of ${note.scope} is too busy`)
}

/** True when an answer was lost on the way and the entry is there after all. */
async function stands(db: Db, { scope, seq, hash }: AuditEntry): Promise<boolean> {
  const row = await db.get(entryKey(scope, seq), { strong: true })
  return (row?.["entry"] as AuditEntry | undefined)?.hash === hash
}

/** One entry of a chain, by its number. */
export const auditEntry = async (db: Db, scope: string, seq: number): Promise<AuditEntry | undefined> =>
  (await db.get(entryKey(scope, seq)))?.["entry"] as AuditEntry | undefined

/** Entries before a number, newest first, as many as one look gives; `more` says that older ones are left. */
export async function auditEntries(
  db: Db,
  scope: string,
  limit: number,
  beforeSeq?: number,
): Promise<{ entries: AuditEntry[]; more: boolean }> {
  const last = beforeSeq === undefined ? "entry#~" : entryKey(scope, beforeSeq - 1).sk
  const { rows, next } = await db.query({
    pk: auditPartition(scope),
    sk: { between: ["entry#", last] },
    newestFirst: true,
    limit,
  })
  return { entries: rows.map((row) => row["entry"] as AuditEntry), more: next !== undefined }
}

/** Entries after a number, oldest first, strongly, as many as one look gives. */
export async function auditEntriesAfter(db: Db, scope: string, seq: number, limit: number): Promise<AuditEntry[]> {
  const { rows } = await db.query({
    pk: auditPartition(scope),
    sk: { between: [entryKey(scope, seq + 1).sk, "entry#~"] },
    strong: true,
    limit,
  })
  return rows.map((row) => row["entry"] as AuditEntry)
}
