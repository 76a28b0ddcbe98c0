import { expiryOf, type Movement } from "#shared/credits/ledger.ts"
import { type Instant, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { CommandRefused } from "../table/audit-entry.ts"
import type { Key } from "../table/db.ts"
import { expiring, expiryGone, expiryLater } from "../table/credit-expiry.ts"
import type { Ground } from "../table/ground.ts"
import { enter, organizationOfLedgerKey } from "../table/ledger.ts"

/** Takes what is left of credits whose time is over, once; of what was used up before nothing is taken. */
export async function expireCredits({ db, clock }: Ground, key: Key): Promise<void> {
  const row = await expiring(db, key)
  if (row?.gsi2sk === undefined || row.gsi2sk > clock.due()) return
  const now = clock.business()
  if (row.expiresAt > now) {
    const leftMs = Math.max(msOf(row.expiresAt) - msOf(now), MINUTE_MS)
    return void (await expiryLater(db, row, instant(msOf(clock.due()) + leftMs)))
  }
  try {
    const entry = await enter(db, organizationOfLedgerKey(key), {
      changedAt: clock.machine(),
      movement: ({ lots }) => {
        const lot = lots.find(({ seq }) => seq === row.seq)
        return lot && expiryMovement(lot.seq, lot.leftMicros, now)
      },
      beside: () => [expiryGone(row)],
    })
    if (!entry) await db.transact([expiryGone(row)])
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error
  }
}

const expiryMovement = (seq: number, leftMicros: number, at: Instant): Movement => ({
  type: "expiry",
  amountMicros: -leftMicros,
  source: expiryOf(seq),
  actor: { personId: null, label: "Watchbill", role: "console" },
  comment: null,
  at,
  expiresAt: null,
})
