import type { LedgerEntry } from "../contract/credits.ts"
import type { GeneralSettings } from "../contract/settings.ts"
import { totalOn } from "../revenue/rates.ts"
import { dayOf, instantOfUnix } from "../time.ts"

/**
 * What something of Stripe's is to have in the ledger of its organization, by everything told of it so far. The key stays the
 * same whatever is told later; the amount may change, and the difference is entered then.
 */
export interface StripeDue extends Pick<LedgerEntry, "type" | "amountMicros" | "source" | "comment" | "expiresAt"> {
  key: string
}

/** What a customer paid with one charge, as its organization's account needs it. */
export interface Paid {
  chargeId: string
  /** When the charge was made, in Unix seconds. */
  atSeconds: number
  /** Settled less refunds, by settlement currency, in minor units. */
  settledCents: Record<string, number>
  /** Credits that were bought with it, and what was taken back of them, in micro-dollars; absent where it bought none. */
  topUp?: { boughtMicros: number; returnedMicros: number }
}

/** What top-ups and their refunds are to have in the ledger. */
export const topUpDues = (all: readonly Paid[]): StripeDue[] =>
  all.flatMap(({ chargeId, topUp }) => {
    if (!topUp) return []
    const source = { kind: "charge", id: chargeId }
    const of = (type: "credit_topup" | "credit_refund", amountMicros: number): StripeDue => ({
      key: `charge#${chargeId}#${type}`,
      type,
      amountMicros,
      source,
      comment: null,
      expiresAt: null,
    })
    return [
      of("credit_topup", topUp.boughtMicros),
      ...(topUp.returnedMicros > 0 ? [of("credit_refund", -topUp.returnedMicros)] : []),
    ]
  })

/** What a customer paid in the reporting currency, each charge at the rate of its day; null while a rate is missing. */
export function paidSum(settings: GeneralSettings, all: readonly Paid[]): { spentCents: number | null } {
  const cents = all.map(({ atSeconds, settledCents }) =>
    totalOn(settings, settledCents, dayOf(instantOfUnix(atSeconds), settings.reportingZone)),
  )
  const known = cents.filter((one) => one !== null)
  return { spentCents: known.length < cents.length ? null : known.reduce((sum, one) => sum + one, 0) }
}
