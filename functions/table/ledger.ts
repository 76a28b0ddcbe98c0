import { canonical } from "#shared/account/canonical.ts"
import type { LedgerEntry } from "#shared/contract/credits.ts"
import { EMPTY_LEDGER, entered, type LedgerHead, type Movement } from "#shared/credits/ledger.ts"
import type { Instant } from "#shared/time.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { type AuditNote, audited, CommandRefused } from "./audit-entry.ts"
import { ABSENT, type Db, type Key, type Row, type TransactWrite } from "./db.ts"
import { ledgerSummed } from "./ledger-sum.ts"
import { moneyListed, type OrganizationRecord, organizationKey } from "./organization.ts"

/**
 * The credits of an organization, in an append-only ledger. Entries are chained by their hashes.
 *   pk  ledger#<organization>
 *   sk  head                 where it stands: number, hash, balance, lots that expire
 *   sk  entry#<seq>          one entry, written once
 *   sk  asked#<request>      which entry a request made; kept for ever
 *   sk  expiry#<seq>         an entry whose credits expire, in the work index until they have
 *   sk  settled#<day>        what the ledger was charged for each hour of a UTC day (unsettled.ts)
 *   sk  unsettled#<month>    which hours are to be settled, in the work index while there are any (unsettled.ts)
 */
export const ledgerPartition = (organizationId: string): string => `ledger#${organizationId}`
export const organizationOfLedgerKey = ({ pk }: Key): string => pk.slice("ledger#".length)
const headKey = (organizationId: string): Key => ({ pk: ledgerPartition(organizationId), sk: "head" })
const entryKey = (organizationId: string, seq: number): Key => ({
  pk: ledgerPartition(organizationId),
  sk: `entry#${String(seq).padStart(12, "0")}`,
})
const askedKey = (organizationId: string, request: string): Key => ({
  pk: ledgerPartition(organizationId),
  sk: `asked#${sha256Hex(request)}`,
})

interface HeadRow extends Row, LedgerHead {}

/** Where a ledger stands this moment; at its beginning where nothing was entered. */
export async function ledgerHead(db: Db, organizationId: string): Promise<LedgerHead> {
  const row = (await db.get(headKey(organizationId), { strong: true })) as HeadRow | undefined
  return row ?? EMPTY_LEDGER
}

/** Where a ledger stands, and the row of its organization, which says its balance to the directory. */
export async function ledgerAndOrganization(db: Db, organizationId: string) {
  const keys = [headKey(organizationId), organizationKey(organizationId)]
  const rows = await db.getMany(keys, { strong: true })
  return {
    head: (rows.find(({ kind }) => kind === "ledgerHead") as HeadRow | undefined) ?? EMPTY_LEDGER,
    organization: rows.find(({ kind }) => kind === "organization") as OrganizationRecord | undefined,
  }
}

export const entryHash = (entry: Omit<LedgerEntry, "hash">): string => sha256Hex(canonical(entry))

/** A movement, with what stands or falls with it. */
export interface Asked {
  /** The machine's time, of the directory's change. */
  changedAt: Instant
  /** What is to be entered, as the ledger stands; nothing where it stands so that there is nothing to enter. */
  movement(head: LedgerHead): Movement | undefined
  /** Other writes of the same transaction, made for the number that the entry gets. */
  beside?(seq: number): readonly TransactWrite[]
  /** What a command says of itself: then the audit entry stands in the same transaction too. */
  note?: AuditNote
}

const RACES_MAX = 40

/**
 * Enters a movement: the entry, the head, the organization's row of the directory and everything beside them in one transaction, or nothing. Whoever entered something
 * meanwhile comes first, and the movement is made anew for where the ledger stands then. Throws `CommandRefused`, with positions
 * of what stands beside, where one of those lost its condition.
 */
export async function enter(
  db: Db,
  organizationId: string,
  { changedAt, movement, beside, note }: Asked,
): Promise<LedgerEntry | undefined> {
  for (let race = 0; race < RACES_MAX; race++) {
    const { head, organization } = await ledgerAndOrganization(db, organizationId)
    const moved = movement(head)
    if (!moved) return undefined
    const { entry: linked, after } = entered(organizationId, head, moved)
    const entry: LedgerEntry = { ...linked, hash: entryHash(linked) }
    const { balanceMicros, grantedMicros } = after
    const own: TransactWrite[] = [
      { put: { ...entryKey(organizationId, entry.seq), kind: "ledgerEntry", entry }, when: ABSENT },
      {
        put: { ...headKey(organizationId), kind: "ledgerHead", ...after, hash: entry.hash },
        when: head.seq === 0 ? ABSENT : { eq: ["seq", head.seq] },
      },
      ...moneyListed(organization, organizationId, { credits: { balanceMicros, grantedMicros } }, changedAt),
      ledgerSummed(organizationId, head.balanceMicros, balanceMicros),
    ]
    const refused = await refusedOf(db, [...own, ...(beside?.(entry.seq) ?? [])], note)
    if (refused === "done" || (await stands(db, entry))) return entry
    // Whoever came first may have written beside it too: what is refused of the caller's own shows when the ledger stands still.
    if (refused.every((position) => position >= own.length))
      throw new CommandRefused(refused.map((position) => position - own.length))
  }
  throw new Error(`The ledger of ${organizationId} is too busy`)
}

async function refusedOf(
  db: Db,
  writes: readonly TransactWrite[],
  note: AuditNote | undefined,
): Promise<"done" | readonly number[]> {
  if (note === undefined) {
    const outcome = await db.transact(writes)
    return outcome === "done" ? "done" : outcome.refused
  }
  try {
    await audited(db, note, writes)
    return "done"
  } catch (error) {
    if (error instanceof CommandRefused) return error.positions
    throw error
  }
}

/** True when an answer was lost on the way and the entry is there after all. */
async function stands(db: Db, { organizationId, seq, hash }: LedgerEntry): Promise<boolean> {
  return (await ledgerEntry(db, organizationId, seq))?.hash === hash
}

/** One entry by its number, strongly. */
export const ledgerEntry = async (db: Db, organizationId: string, seq: number): Promise<LedgerEntry | undefined> =>
  (await db.get(entryKey(organizationId, seq), { strong: true }))?.["entry"] as LedgerEntry | undefined

/** The write that keeps, for ever, which entry a request made; refused where it made one before. */
export const askedPut = (organizationId: string, request: string, askedHash: string, seq: number): TransactWrite => ({
  put: { ...askedKey(organizationId, request), kind: "ledgerAsked", askedHash, seq },
  when: ABSENT,
})

/** The entry that a request made before, and a hash of what it asked for. */
export async function enteredBefore(
  db: Db,
  organizationId: string,
  request: string,
): Promise<{ entry: LedgerEntry; askedHash: string } | undefined> {
  const row = await db.get(askedKey(organizationId, request), { strong: true })
  if (!row) return undefined
  const entry = await ledgerEntry(db, organizationId, Number(row["seq"]))
  if (!entry) throw new Error(`Entry ${row["seq"]} of ${organizationId} is missing`)
  return { entry, askedHash: String(row["askedHash"]) }
}

/** Entries before a number, the newest first, as many as one look gives; `more` says that older ones are left. */
export async function entriesBefore(
  db: Db,
  organizationId: string,
  beforeSeq: number | undefined,
  limit: number,
): Promise<{ entries: LedgerEntry[]; more: boolean }> {
  const last = beforeSeq === undefined ? "entry#~" : entryKey(organizationId, beforeSeq - 1).sk
  const { rows, next } = await db.query({
    pk: ledgerPartition(organizationId),
    sk: { between: ["entry#", last] },
    newestFirst: true,
    limit,
  })
  return { entries: rows.map((row) => row["entry"] as LedgerEntry), more: next !== undefined }
}

/** Entries after a number, the oldest first, strongly, as many as one look gives. */
export async function entriesAfter(db: Db, organizationId: string, seq: number, limit: number): Promise<LedgerEntry[]> {
  const { rows } = await db.query({
    pk: ledgerPartition(organizationId),
    sk: { between: [entryKey(organizationId, seq + 1).sk, "entry#~"] },
    strong: true,
    limit,
  })
  return rows.map((row) => row["entry"] as LedgerEntry)
}
