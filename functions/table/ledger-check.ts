import type { CreditsVerification } from "#shared/contract/credits.ts"
import type { Instant } from "#shared/time.ts"
import type { Db, Key, Row } from "./db.ts"
import { ledgerPartition } from "./ledger.ts"

/**
 * How the last look at a ledger ended that nobody asked for.
 *   pk  ledger#<organization>
 *   sk  check
 */
export interface LedgerCheckRow extends Row, LedgerCheck {}
export interface LedgerCheck {
  verdict: CreditsVerification["verdict"]
  faultCount: number
  checkedAt: Instant
}
const checkKey = (organizationId: string): Key => ({ pk: ledgerPartition(organizationId), sk: "check" })

/** How the last nightly look at a ledger ended; nothing before the first. */
export async function ledgerCheck(db: Db, organizationId: string): Promise<LedgerCheck | null> {
  const row = (await db.get(checkKey(organizationId))) as LedgerCheckRow | undefined
  return row ? { verdict: row.verdict, faultCount: row.faultCount, checkedAt: row.checkedAt } : null
}

export const noteLedgerCheck = (db: Db, organizationId: string, check: LedgerCheck): Promise<"done" | "refused"> =>
  db.write({ put: { ...checkKey(organizationId), kind: "ledgerCheck", ...check } })
