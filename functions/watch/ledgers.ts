import type { CreditsVerification } from "#shared/contract/credits.ts"
import { DAY_MS, type Instant, msOf } from "#shared/time.ts"
import { env } from "../runtime/env.ts"
import { logger } from "../runtime/logger.ts"
import { schedule } from "../runtime/schedule.ts"
import { s3Files } from "../table/files.ts"
import { type Ground, openGround } from "../table/ground.ts"
import { noteLedgerCheck } from "../table/ledger-check.ts"
import { everyOrganization, LANES } from "../table/organization.ts"
import { signedDb } from "../table/signed.ts"
import { verifyLedger } from "../table/verify-ledger.ts"

/** A ledger that does not hold: whose it is, and what is wrong, in words. */
export interface BrokenLedger {
  organizationId: string
  faults: CreditsVerification["faults"]
}

/**
 * Recounts the ledger of every organization that has one, notes how that ended, and tells of each that does not hold. What the
 * time does not suffice for comes first in another night: each night begins with other organizations.
 */
export async function checkLedgers(
  ground: Ground,
  scheduledAt: Instant,
  tell: (broken: BrokenLedger) => void,
  until: () => boolean = () => false,
): Promise<{ checked: number; broken: number; isAll: boolean }> {
  let [checked, broken] = [0, 0]
  const firstLane = Math.floor(msOf(scheduledAt) / DAY_MS) % LANES
  for await (const { row } of everyOrganization(ground.db, firstLane)) {
    if (until()) return { checked, broken, isAll: false }
    if (row.creditsMicros === 0 && row.allTimeCreditsMicros === 0) continue
    const { verdict, faults } = await verifyLedger(ground, row.id, until)
    if (verdict === "unfinished") return { checked, broken, isAll: false }
    const check = { verdict, faultCount: faults.length, checkedAt: ground.clock.machine() }
    await noteLedgerCheck(ground.db, row.id, check)
    checked++
    if (verdict !== "broken") continue
    broken++
    tell({ organizationId: row.id, faults })
  }
  return { checked, broken, isAll: true }
}

const WORK_MS_MAX = 800_000
const FAULTS_TOLD = 5
const db = signedDb(env("TABLE_NAME"))
const ground = openGround(db, s3Files(env("FILES_BUCKET")))

export const handler = schedule(db, {
  checkLedgers: (scheduledAt: Instant) => {
    const endsAt = Date.now() + WORK_MS_MAX
    return checkLedgers(
      ground,
      scheduledAt,
      ({ organizationId, faults }) =>
        logger.error("ledger does not hold", { organizationId, faults: faults.slice(0, FAULTS_TOLD) }),
      () => Date.now() > endsAt,
    )
  },
})
