import type { Discount, DiscountQuery } from "#shared/contract/discounts.ts"
import type { GeneralSettings } from "#shared/contract/settings.ts"
import type { Mode } from "#shared/contract/transactions.ts"
import { discountOf, heldDiscounts, type HeldDiscount, redeemedOf, untiedIn } from "#shared/discounts/discount.ts"
import { discountMatches } from "#shared/discounts/list.ts"
import { dayOf, type Day, msOf } from "#shared/time.ts"
import { COUPONS, PROMOTION_CODES } from "./coupon.ts"
import type { Ground } from "./ground.ts"
import { heldList } from "./held-list.ts"
import { waitingSubjects } from "./stripe-command.ts"
import { keptSubscriptions } from "./subscriptions.ts"

/** What is news for lists of discounts, beside the news of subscriptions. */
export const DISCOUNTS_TOPIC = COUPONS.topic

/** Everything known of every coupon of a mode, and the version of the news it is not older than. */
export async function everyDiscount(
  ground: Ground,
  mode: Mode,
): Promise<{ all: HeldDiscount[]; untied: number; settings: GeneralSettings; atSeconds: number; version: number }> {
  // Its version first: no newer than what is read after it.
  const coupons = await heldList(ground, mode, COUPONS)
  const [codes, subscriptions, settings] = await Promise.all([
    heldList(ground, mode, PROMOTION_CODES),
    keptSubscriptions(ground, mode),
    ground.settings(),
  ])
  const atSeconds = msOf(ground.clock.business()) / 1_000
  const redeemed = redeemedOf(subscriptions.kept, settings.discounts, atSeconds)
  return {
    all: heldDiscounts(coupons.kept, codes.kept, redeemed),
    untied: untiedIn(subscriptions.kept, atSeconds),
    settings,
    atSeconds,
    version: coupons.version,
  }
}

/** Coupons as they stand now, all of a mode and those that match, with what amounts are converted by. */
export async function discountsFor(
  ground: Ground,
  query: DiscountQuery,
): Promise<{
  all: Discount[]
  matching: Discount[]
  untied: number
  settings: GeneralSettings
  day: Day
  version: number
}> {
  const { mode } = query
  const [{ all: held, untied, settings, atSeconds, version }, waiting] = await Promise.all([
    everyDiscount(ground, mode),
    waitingSubjects(ground.db, mode),
  ])
  const all = held.map((one) => discountOf(one, mode, atSeconds, waiting.has(`coupon ${one.couponId}`)))
  return {
    all,
    matching: all.filter(discountMatches(query)),
    untied,
    settings,
    day: dayOf(ground.clock.business(), settings.reportingZone),
    version,
  }
}
