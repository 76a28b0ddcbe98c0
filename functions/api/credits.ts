import { giftCredits, listCreditEntries, readCredits, verifyCredits } from "#shared/contract/credits.ts"
import { GIFT_MICROS_MAX } from "#shared/credits/gift.ts"
import { runwayDays } from "#shared/credits/runway.ts"
import { microsOfUsd } from "#shared/money.ts"
import { Refusal } from "#shared/refusal.ts"
import { DAY_MS, dayOf, type Instant, instant, msOf } from "#shared/time.ts"
import { costMicrosOf } from "#shared/usage/usage-sums.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import { usageOf } from "#shared/usage/usage.ts"
import { machineNow } from "../runtime/clock.ts"
import { cubesBetween } from "../table/cubes.ts"
import { givenOn } from "../table/gift-cap.ts"
import type { Ground } from "../table/ground.ts"
import { ledgerHead } from "../table/ledger.ts"
import { ledgerCheck } from "../table/ledger-check.ts"
import { listEntries } from "../table/list-entries.ts"
import { organizationRow } from "../table/organization.ts"
import { topicVersion } from "../table/topic.ts"
import { verifyLedger } from "../table/verify-ledger.ts"
import type { Caller } from "./caller.ts"
import { giveCredits } from "./credit-commands.ts"
import { type CursorSecret, readCursor, signCursor } from "./cursor.ts"
import { organizationSeenBy } from "./organization-seen.ts"
import { route } from "./route.ts"

const WEEK_DAYS = 7
const VERIFY_MS_MAX = 8_000

export const creditRoutes = (ground: Ground, cursorSecret: CursorSecret) => [
  route(ground, readCredits, async ({ organizationId }, { caller }) => {
    await organizationSeenBy(ground.db, organizationId, caller)
    const version = await topicVersion(ground.db, `organization:${organizationId}`)
    const now = ground.clock.business()
    const [head, weekMicros, mayGift, check] = await Promise.all([
      ledgerHead(ground.db, organizationId),
      costOfWeek(ground, organizationId, now),
      mayGiftNow(ground, caller, now),
      ledgerCheck(ground.db, organizationId),
    ])
    const { balanceMicros, grantedMicros, seq, lots } = head
    return {
      balanceMicros,
      grantedMicros,
      entryCount: seq,
      weekMicros,
      runwayDays: runwayDays(balanceMicros, weekMicros),
      expiring: [...lots],
      check,
      mayGift,
      asOf: machineNow(),
      version,
    }
  }),

  route(ground, listCreditEntries, async ({ organizationId, type, limit, cursor }, { caller }) => {
    await organizationSeenBy(ground.db, organizationId, caller)
    const binding = { personId: caller.personId, list: "credits", filter: { organizationId, type } }
    const secret = await cursorSecret()
    const from = cursor ? (readCursor(secret, cursor, binding) as { seq: number }).seq : undefined
    const version = await topicVersion(ground.db, `organization:${organizationId}`)
    const { entries, nextSeq } = await listEntries(ground.db, organizationId, { type, limit, beforeSeq: from })
    return {
      items: entries,
      nextCursor: nextSeq === null ? null : signCursor(secret, { seq: nextSeq }, binding),
      asOf: machineNow(),
      version,
    }
  }),

  route(ground, verifyCredits, async ({ organizationId }, { caller }) => {
    await organizationSeenBy(ground.db, organizationId, caller)
    const endsAt = Date.now() + VERIFY_MS_MAX
    return { ...(await verifyLedger(ground, organizationId, () => Date.now() > endsAt)), asOf: machineNow() }
  }),

  route(ground, giftCredits, async (asked, { caller, idempotencyKey }) => {
    const { organizationId, amountUsd, comment, expiresOn } = asked
    const record = await organizationSeenBy(ground.db, organizationId, caller)
    if (organizationRow(record).status === "deleted")
      throw new Refusal("conflict", "This organization was deleted; it uses no credits", { where: "organizationId" })
    return giveCredits(ground, caller, idempotencyKey, organizationId, {
      amountMicros: microsOfUsd(amountUsd),
      comment: comment || null,
      expiresOn: expiresOn ?? null,
    })
  }),
]

/** What an organization's usage cost in the seven days up to now. */
async function costOfWeek(ground: Ground, scope: string, now: Instant): Promise<number> {
  const from = instant(msOf(now) - WEEK_DAYS * DAY_MS)
  // Days are kept in the organization's own zone, and in no other.
  const zone = (await ground.zonesOf(scope))[0] ?? "UTC"
  const cubes = await cubesBetween(ground, usageCube, { scope, zone }, from, now)
  return cubes.reduce((sum, cube) => sum + costMicrosOf(usageOf(cube).all), 0)
}

async function mayGiftNow(ground: Ground, { staffRole, personId }: Caller, now: Instant) {
  const atOnceMicros = staffRole ? GIFT_MICROS_MAX[staffRole] : 0
  if (atOnceMicros === 0) return null
  const { reportingZone } = await ground.settings()
  const given = await givenOn(ground.db, personId, dayOf(now, reportingZone))
  return { atOnceMicros, todayMicros: Math.max(0, atOnceMicros - given) }
}
