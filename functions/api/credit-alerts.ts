import { readCreditAlerts, setCreditAlerts } from "#shared/contract/credit-alerts.ts"
import { type Threshold, thresholdsOf } from "#shared/credits/low-credit.ts"
import { decimalOf, microsOfUsd } from "#shared/money.ts"
import { Refusal } from "#shared/refusal.ts"
import { machineNow } from "../runtime/clock.ts"
import { audited, CommandRefused } from "../table/audit-entry.ts"
import { creditAlertsOf, creditAlertsSet, lookAtCredits } from "../table/credit-alerts.ts"
import type { Ground } from "../table/ground.ts"
import { ledgerHead } from "../table/ledger.ts"
import { ownerEmails } from "../table/owners.ts"
import { topicVersion } from "../table/topic.ts"
import { type Caller, handOf } from "./caller.ts"
import { noteOf } from "./note.ts"
import { organizationSeenBy } from "./organization-seen.ts"
import { route } from "./route.ts"

export const creditAlertRoutes = (ground: Ground) => [
  route(ground, readCreditAlerts, async ({ organizationId }, { caller }) => {
    await organizationSeenBy(ground.db, organizationId, caller)
    const version = await topicVersion(ground.db, `organization:${organizationId}`)
    const row = await creditAlertsOf(ground.db, organizationId)
    const [{ balanceMicros }, owners] = await Promise.all([
      ledgerHead(ground.db, organizationId),
      ownerEmails(ground.db, organizationId, row?.personId ?? null),
    ])
    return {
      thresholds: row?.thresholds ?? [],
      balanceMicros,
      ownerCount: owners.length,
      setBy: row?.setBy ?? null,
      setAt: row?.setAt ?? null,
      asOf: machineNow(),
      version,
    }
  }),

  route(ground, setCreditAlerts, async ({ organizationId, thresholdsUsd }, { caller }) => {
    await organizationSeenBy(ground.db, organizationId, caller)
    return { thresholds: await set(ground, caller, organizationId, thresholdsUsd.map(microsOfUsd)) }
  }),
]

const RACES_MAX = 10
/** Thresholds are of whole cents. */
const CENT_MICROS = 10_000
const toldOf = (thresholds: readonly Threshold[]) => ({
  thresholdsUsd: thresholds.map(({ amountMicros }) => decimalOf(amountMicros / CENT_MICROS, "usd")),
})

/** Sets the thresholds for where the ledger stands: what was not looked at yet is looked at first, by those that stood until now. */
async function set(
  ground: Ground,
  caller: Caller,
  organizationId: string,
  amountsMicros: readonly number[],
): Promise<Threshold[]> {
  for (let race = 0; race < RACES_MAX; race++) {
    await lookAtCredits(ground, organizationId)
    const before = await creditAlertsOf(ground.db, organizationId)
    const { seq, balanceMicros } = await ledgerHead(ground.db, organizationId)
    // Without thresholds nothing is looked at, and nothing was missed.
    if (before && before.thresholds.length > 0 && before.seq !== seq) continue
    const thresholds = thresholdsOf(amountsMicros, before?.thresholds ?? [], balanceMicros)
    const at = machineNow()
    const target = { kind: "organization", id: organizationId }
    const note = noteOf(caller, "creditAlerts.set", target, at, {
      ...{ scope: organizationId, before: toldOf(before?.thresholds ?? []), after: toldOf(thresholds) },
    })
    const written = { thresholds, seq, personId: caller.personId, setBy: handOf(caller), setAt: at }
    try {
      await audited(ground.db, note, [creditAlertsSet(organizationId, before, written)])
      return thresholds
    } catch (error) {
      if (!(error instanceof CommandRefused)) throw error
    }
  }
  throw new Refusal("conflict", "The credits of this organization move too fast to set thresholds now", {
    where: "organizationId",
    wanted: "try again in a moment",
  })
}
