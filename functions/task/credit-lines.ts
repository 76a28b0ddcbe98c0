import type { EntryFilter } from "#shared/contract/credits.ts"
import { usdOfMicros } from "#shared/money.ts"
import type { ExportRow } from "../table/export.ts"
import type { Ground } from "../table/ground.ts"
import { listEntries } from "../table/list-entries.ts"
import type { Lines } from "./export-page.ts"

const ROWS_A_PAGE = 2_000

/** A page of an organization's ledger as CSV lines, the newest first; amounts in dollars to the micro-dollar. */
export async function creditLines({ db }: Ground, { request }: ExportRow, cursor: unknown): Promise<Lines> {
  const organizationId = "organizationId" in request ? request.organizationId : ""
  const { entries, nextSeq } = await listEntries(db, organizationId, {
    type: (request.filter as EntryFilter).type,
    limit: ROWS_A_PAGE,
    beforeSeq: (cursor ?? undefined) as number | undefined,
  })
  return {
    header: [
      ...["seq", "at", "type", "amount_usd", "balance_usd", "contra", "source_kind", "source_id"],
      ...["actor", "role", "comment", "expires_at", "previous_hash", "hash"],
    ],
    rows: entries.map((one) => [
      ...[one.seq, one.at, one.type, usdOfMicros(one.amountMicros), usdOfMicros(one.balanceMicros), one.contra],
      ...[one.source.kind, one.source.id, one.actor.label, one.actor.role, one.comment, one.expiresAt],
      ...[one.previousHash, one.hash],
    ]),
    next: nextSeq,
  }
}
