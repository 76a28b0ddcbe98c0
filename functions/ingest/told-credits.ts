import { PLATFORM } from "#shared/cube/kind.ts"
import { Refusal } from "#shared/refusal.ts"
import type { Instant } from "#shared/time.ts"
import type { Db } from "../table/db.ts"
import { ledgerAndOrganization } from "../table/ledger.ts"
import { organizationRow } from "../table/organization.ts"

/**
 * What a product is told of an organization's credits, as its ledger stands this moment: amounts in micro-dollars, below zero
 * where usage took more than there was. A key of another organization learns no more than that there is none.
 */
export async function toldCredits(db: Db, organizationId: string, scope: string, now: Instant) {
  const isSeen = scope === PLATFORM || scope === organizationId
  const { head, organization } = isSeen ? await ledgerAndOrganization(db, organizationId) : {}
  if (!head || !organization) throw new Refusal("missing", "There is no such organization")
  const { plan, devPlan, status } = organizationRow(organization)
  const { balanceMicros, grantedMicros, seq } = head
  return { organizationId, balanceMicros, grantedMicros, entryCount: seq, plan, devPlan, status, asOf: now }
}
