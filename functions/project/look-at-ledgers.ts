import { logger } from "../runtime/logger.ts"
import { lookAtCredits } from "../table/credit-alerts.ts"
import type { Row } from "../table/db.ts"
import type { Ground } from "../table/ground.ts"
import { organizationOfLedgerKey } from "../table/ledger.ts"

/** Looks at the thresholds of ledgers that moved. One that fails holds up nobody: the ledger's next entry has it looked at from where it was left. */
export async function lookAtLedgers(ground: Ground, entries: readonly Row[]): Promise<void> {
  for (const organizationId of new Set(entries.map(organizationOfLedgerKey)))
    try {
      await lookAtCredits(ground, organizationId)
    } catch (error) {
      logger.error("credits not looked at", { error, organizationId })
    }
}
