import { canonical } from "#shared/account/canonical.ts"
import type { LedgerEntry } from "#shared/contract/credits.ts"
import { EXPIRY_YEARS_MAX, GIFT_MICROS_MAX, LOTS_MAX } from "#shared/credits/gift.ts"
import type { Movement } from "#shared/credits/ledger.ts"
import { usdOfMicros } from "#shared/money.ts"
import { Refusal } from "#shared/refusal.ts"
import { addDays, addMonths, type Day, dayOf, type Instant, startOfDay } from "#shared/time.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { CommandRefused } from "../table/audit-entry.ts"
import { expiryPut } from "../table/credit-expiry.ts"
import { giftCounted, givenOn } from "../table/gift-cap.ts"
import type { Ground } from "../table/ground.ts"
import { askedPut, enter, enteredBefore, ledgerHead } from "../table/ledger.ts"
import { actorOf, type Caller } from "./caller.ts"
import { noteOf } from "./note.ts"

/** What somebody wants to give. */
export interface Gift {
  amountMicros: number
  comment: string | null
  expiresOn: Day | null
}

/**
 * Gives an organization credits, once for each idempotency key of a caller in the organization: the entry, the balance, the day's
 * count and the audit entry stand in one transaction.
 */
export async function giveCredits(
  ground: Ground,
  caller: Caller,
  idempotencyKey: string,
  organizationId: string,
  gift: Gift,
): Promise<LedgerEntry> {
  const { db, clock } = ground
  const request = `${caller.personId} gift ${idempotencyKey}`
  const askedHash = sha256Hex(canonical(gift))
  const before = await enteredBefore(db, organizationId, request)
  if (before) return repeated(before, askedHash)
  const business = clock.business()
  const { reportingZone } = await ground.settings()
  const today = { personId: caller.personId, day: dayOf(business, reportingZone), at: clock.machine() }
  const capMicros = GIFT_MICROS_MAX[caller.staffRole!]
  if (gift.amountMicros > capMicros) throw pastCap(capMicros, "at once", usdOf(capMicros))
  const expiresAt = gift.expiresOn && expiryOf(gift.expiresOn, business, reportingZone)
  if (expiresAt && (await ledgerHead(db, organizationId)).lots.length >= LOTS_MAX)
    throw new Refusal("conflict", `Credits of this organization expire at ${LOTS_MAX} different times already`, {
      where: "expiresOn",
      wanted: "credits that stay, or wait until some have expired",
    })
  const movement: Movement = {
    type: "credit_gift",
    amountMicros: gift.amountMicros,
    source: { kind: "request", id: caller.requestId },
    actor: actorOf(caller),
    comment: gift.comment,
    at: business,
    expiresAt,
  }
  try {
    const entry = await enter(db, organizationId, {
      changedAt: clock.machine(),
      movement: () => movement,
      beside: (seq) => [
        askedPut(organizationId, request, askedHash, seq),
        giftCounted(today, gift.amountMicros, capMicros),
        ...(expiresAt ? [expiryPut(organizationId, { seq, expiresAt }, { due: clock.due(), business })] : []),
      ],
      note: noteOf(caller, "credits.gifted", { kind: "organization", id: organizationId }, clock.machine(), {
        scope: organizationId,
        after: { amountUsd: usdOf(gift.amountMicros), comment: gift.comment, expiresOn: gift.expiresOn },
      }),
    })
    return entry!
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error
    const same = await enteredBefore(db, organizationId, request)
    if (same) return repeated(same, askedHash)
    const leftMicros = Math.max(0, capMicros - (await givenOn(db, caller.personId, today.day)))
    throw pastCap(capMicros, "a day", `${usdOf(leftMicros)} today`)
  }
}

/** With two decimals: gifts have no more. */
const usdOf = (micros: number): string => usdOfMicros(micros).slice(0, -4)

const pastCap = (capMicros: number, when: string, left: string): Refusal =>
  new Refusal("forbidden", `Your role may give at most $${usdOf(capMicros)} ${when}`, {
    where: "amountUsd",
    wanted: `at most ${left}`,
  })

function repeated({ entry, askedHash }: { entry: LedgerEntry; askedHash: string }, wantedHash: string): LedgerEntry {
  if (askedHash === wantedHash) return entry
  throw new Refusal("conflict", "This idempotency key was used for another gift", {
    where: "Idempotency-Key",
    wanted: "a new key",
  })
}

/** The instant at which a last day is over; refused where it is over already, or too far ahead. */
function expiryOf(expiresOn: Day, now: Instant, zone: string): Instant {
  const today = dayOf(now, zone)
  const last = addMonths(today, 12 * EXPIRY_YEARS_MAX)
  if (expiresOn < today || expiresOn > last)
    throw new Refusal("invalid", "Credits cannot expire on this day", {
      where: "expiresOn",
      wanted: `a day from ${today} to ${last}`,
    })
  return startOfDay(addDays(expiresOn, 1), zone)
}
