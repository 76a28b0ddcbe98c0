import type { Movement } from "#shared/credits/ledger.ts"
import type { Instant } from "#shared/time.ts"
import { CommandRefused } from "../table/audit-entry.ts"
import type { Key } from "../table/db.ts"
import type { Ground } from "../table/ground.ts"
import { enter, organizationOfLedgerKey } from "../table/ledger.ts"
import { clearUnsettled, dayOfHour, settledOf, settledPut, unsettledOf } from "../table/unsettled.ts"
import { costsOfHours } from "../table/usage-costs.ts"

const RACES_MAX = 8

/**
 * Charges a ledger what the marked hours of a month cost by their cubes, less what it was charged for them before: so what
 * comes late makes a small second entry by itself, and nothing is charged twice. One entry for each UTC day that changed.
 * The mark is read first, then the cubes; it goes only where nobody marked meanwhile.
 */
export async function settleUsage(ground: Ground, key: Key): Promise<void> {
  const { db, clock } = ground
  const marked = await unsettledOf(db, key)
  if (marked?.gsi2sk === undefined || marked.gsi2sk > clock.due()) return
  const organizationId = organizationOfLedgerKey(key)
  const byDay = Map.groupBy([...(marked.hours ?? [])].sort(), dayOfHour)
  for (const [day, hours] of byDay) await settleDay(ground, organizationId, day, hours)
  await clearUnsettled(db, marked)
}

async function settleDay(ground: Ground, organizationId: string, day: string, hours: readonly string[]): Promise<void> {
  for (let race = 0; race < RACES_MAX; race++) {
    const before = await settledOf(ground.db, organizationId, day)
    const costs = await costsOfHours(ground, organizationId, hours)
    const hoursMicros = { ...before?.hoursMicros, ...costs }
    const at = ground.clock.business()
    const owedMicros = sumOf(hoursMicros) - sumOf(before?.hoursMicros ?? {})
    const settled = settledPut(organizationId, day, before, hoursMicros)
    try {
      if (owedMicros !== 0)
        await enter(ground.db, organizationId, {
          changedAt: ground.clock.machine(),
          movement: () => usageMovement(day, owedMicros, at),
          beside: () => [settled],
        })
      else if (hours.some((hour) => (before?.hoursMicros[hour] ?? 0) !== costs[hour])) {
        if ((await ground.db.write(settled)) === "refused") continue
      }
      return
    } catch (error) {
      if (!(error instanceof CommandRefused)) throw error
    }
  }
  throw new Error(`The usage of ${organizationId} on ${day} was settled too often at once`)
}

const sumOf = (amounts: Record<string, number>): number => Object.values(amounts).reduce((sum, one) => sum + one, 0)

/** What usage costs is taken; where it turns out to cost less than was taken, the rest comes back. */
const usageMovement = (day: string, owedMicros: number, at: Instant): Movement => ({
  type: owedMicros > 0 ? "usage" : "usage_adjust",
  amountMicros: -owedMicros,
  source: { kind: "usageDay", id: day },
  actor: { personId: null, label: "Watchbill", role: "console" },
  comment: null,
  at,
  expiresAt: null,
})
