import { LEVELS } from "#shared/cube/bucket.ts"
import { laneOf, PLATFORM } from "#shared/cube/kind.ts"
import { env } from "../runtime/env.ts"
import { logger } from "../runtime/logger.ts"
import { schedule } from "../runtime/schedule.ts"
import { bucketOfKey, isControlKey } from "../table/bucket.ts"
import { couponOfKey, isCouponControlKey } from "../table/coupon.ts"
import { customerOfKey, isCustomerControlKey } from "../table/customer.ts"
import type { Key, Row } from "../table/db.ts"
import { type DeliveryRow, isDeliveryKey } from "../table/delivery.ts"
import { s3Files } from "../table/files.ts"
import { fold } from "../table/fold.ts"
import { isFoldVersionKey, wantVersions } from "../table/fold-version.ts"
import { type Ground, openGround } from "../table/ground.ts"
import { isPaymentControlKey, paymentOfKey } from "../table/payment.ts"
import { advance, isRegistrationKey, type RegistrationRow } from "../table/registration.ts"
import { signedDb } from "../table/signed.ts"
import { sealHour } from "../table/seal.ts"
import { isSettingsKey } from "../table/settings.ts"
import { sweepHour } from "../table/sweep.ts"
import { isSpendWatchKey, organizationOfSpendWatch } from "../table/spend-alert.ts"
import { isExpiryKey } from "../table/credit-expiry.ts"
import { isUnsettledKey } from "../table/unsettled.ts"
import { isDisputeChargeKey, isDisputeKey } from "../table/dispute.ts"
import { dueWork, putOff } from "../table/work.ts"
import { isZoneKey, organizationOfZone } from "../table/zone.ts"
import { alertDispute } from "./alert-dispute.ts"
import { applyDeliveries } from "./apply-delivery.ts"
import { expireCredits } from "./expire-credits.ts"
import { evaluateSpend } from "./evaluate-spend.ts"
import { foldCoupon } from "./fold-coupon.ts"
import { foldCustomer } from "./fold-customer.ts"
import { foldPayment } from "./fold-payment.ts"
import { raiseSlice } from "./raise-fold.ts"
import { refoldSlice } from "./refold.ts"
import { rezoneSlice } from "./rezone.ts"
import { settleUsage } from "./settle-usage.ts"
import { takeSnapshot } from "./take-snapshot.ts"
import { sweepNouns } from "./sweep-nouns.ts"

const A_LOOK = 400
const AT_ONCE = 8
/** Stop looking for more well before the function's time is over. */
const LOOKS_MAX = 200

/** Does everything in the work index that is due, oldest first, until nothing is: folds, deliveries the stream missed, sweeps, seals, settlements, alerts and snapshots. */
export async function close(ground: Ground, until: () => boolean = () => false): Promise<number> {
  let done = 0
  const failed = new Set<string>()
  for (let look = 0; look < LOOKS_MAX && !until(); look++) {
    const keys = (await dueWork(ground.db, ground.clock.due(), A_LOOK))
      .filter((key) => !failed.has(JSON.stringify(key)))
      .sort((one, other) => turnOf(one) - turnOf(other))
    if (keys.length === 0) return done
    for (let at = 0; at < keys.length && !until(); at += AT_ONCE)
      await Promise.all(
        keys.slice(at, at + AT_ONCE).map(async (key) => {
          try {
            await tend(ground, key, until)
            done++
          } catch (error) {
            logger.error("work failed", { error, key })
            failed.add(JSON.stringify(key))
            await putOffWork(ground, key).catch(() => undefined)
          }
        }),
      )
  }
  return done
}

/** What others wait for comes first: fine buckets before coarse ones, organizations and lanes before the platform. Spend and usage are looked at and charged when their cubes are folded, and what only makes more work comes last. */
function turnOf(key: Key): number {
  if (isSettingsKey(key) || isFoldVersionKey(key)) return Number.POSITIVE_INFINITY
  if (isSpendWatchKey(key) || isDisputeChargeKey(key) || isUnsettledKey(key)) return Number.MAX_SAFE_INTEGER
  if (!isControlKey(key)) return 0
  const { scope, level } = bucketOfKey(key)
  return 1 + 3 * LEVELS.indexOf(level) + (scope === PLATFORM ? 2 : laneOf(scope) === undefined ? 0 : 1)
}

/** One piece of work, whatever it is. Each looks at its row first: the index lags behind. */
export async function tend(ground: Ground, key: Key, until: () => boolean = () => false): Promise<void> {
  if (isControlKey(key)) await fold(ground, bucketOfKey(key))
  else if (isCustomerControlKey(key)) await foldCustomer(ground, customerOfKey(key))
  else if (isPaymentControlKey(key)) await foldPayment(ground, paymentOfKey(key))
  else if (isCouponControlKey(key)) await foldCoupon(ground, couponOfKey(key))
  else if (isDeliveryKey(key)) await tendDelivery(ground, key)
  else if (isRegistrationKey(key)) await tendRegistration(ground, key, until)
  else if (isSettingsKey(key)) await refoldSlice(ground)
  else if (isFoldVersionKey(key)) await raiseSlice(ground, key)
  else if (isZoneKey(key)) await rezoneSlice(ground, organizationOfZone(key))
  else if (isSpendWatchKey(key)) await evaluateSpend(ground, organizationOfSpendWatch(key))
  else if (isUnsettledKey(key)) await settleUsage(ground, key)
  else if (isExpiryKey(key)) await expireCredits(ground, key)
  else if (isDisputeKey(key)) await alertDispute(ground, key)
  else if (isDisputeChargeKey(key)) await takeSnapshot(ground, key)
}

/** The index may be behind, and another worker faster: only the row itself says that it is due. */
const isDue = ({ clock }: Ground, { gsi2pk, gsi2sk }: Row): boolean =>
  gsi2pk?.startsWith("work#") === true && gsi2sk !== undefined && gsi2sk <= clock.due()

async function tendDelivery(ground: Ground, key: Key): Promise<void> {
  const row = (await ground.db.get(key, { strong: true })) as DeliveryRow | undefined
  if (row && isDue(ground, row)) await applyDeliveries(ground, [row])
}

/** Two sweeps, then the door is shut, then the seal; the row says which is next. */
async function tendRegistration(ground: Ground, key: Key, until: () => boolean): Promise<void> {
  const row = (await ground.db.get(key, { strong: true })) as RegistrationRow | undefined
  if (!row || !isDue(ground, row)) return
  if (row.stage === "closing") {
    if ((await sealHour(ground, row)) === "busy") return void (await putOffWork(ground, key))
  } else if (row.stage !== "seal") {
    await sweepHour(ground, row)
    if ((await sweepNouns(ground, row, until)) === "cut off") return
  }
  await advance(ground.db, row, ground.clock.due())
}

const PUT_OFF_MS = 60_000

const putOffWork = ({ db, clock }: Ground, key: Key) => putOff(db, key, clock.due(), PUT_OFF_MS)

const db = signedDb(env("TABLE_NAME"))
const ground = openGround(db, s3Files(env("FILES_BUCKET")))
const WORK_MS_MAX = 50_000

/** Whether this process has said by which versions it folds. */
let areVersionsWanted = false

export const handler = schedule(db, {
  close: async () => {
    if (!areVersionsWanted) await wantVersions(db, ground.kinds.values(), ground.clock.due())
    areVersionsWanted = true
    const endsAt = Date.now() + WORK_MS_MAX
    return { done: await close(ground, () => Date.now() > endsAt) }
  },
})
