import type { Discount, DiscountStatus, DiscountTerms, PromotionCode } from "../contract/discounts.ts"
import type { GeneralSettings } from "../contract/settings.ts"
import type { Mode } from "../contract/transactions.ts"
import { isEarning } from "../revenue/mrr.ts"
import type { KeptSubscription } from "../subscriptions/kept.ts"
import { instantOfUnix } from "../time.ts"
import type { CouponSnapshot, PromotionCodeSnapshot } from "./discount-fact.ts"
import type { KeptCode, KeptCoupon } from "./kept.ts"
import { addCents, type Cents, moneyOf } from "../cents.ts"
import { discountsOn, type KeptRedemption } from "./redemptions.ts"
import { takenOff } from "./taken-off.ts"

/** A discount on a subscription, whose that is, and what it takes off a month now. */
export interface Redeemed {
  subscription: KeptSubscription
  redemption: KeptRedemption
  isRunning: boolean
  /** In minor units of the subscription's currency; of it what lowers MRR by the rule of the settings. */
  offMonthCents: number
  offMrrCents: number
}

/** What is known of one coupon. */
export interface HeldDiscount {
  couponId: string
  kept: KeptCoupon | undefined
  codes: KeptCode[]
  redeemed: Redeemed[]
}

/** Everything that stands on subscriptions, coupon by coupon; what a discount takes off a month is told with the newest of its coupon there where it names no other. */
export function redeemedOf(
  subscriptions: readonly KeptSubscription[],
  rule: GeneralSettings["discounts"],
  atSeconds: number,
): Map<string, Redeemed[]> {
  const byCoupon = new Map<string, Redeemed[]>()
  for (const subscription of subscriptions) {
    const { redemptions = [], snapshot } = subscription
    if (redemptions.length === 0) continue
    const all = redemptions.map(
      (redemption): Redeemed => ({
        ...{ subscription, redemption, offMonthCents: 0, offMrrCents: 0 },
        isRunning:
          redemption.fromSeconds <= atSeconds && (redemption.toSeconds ?? Number.POSITIVE_INFINITY) > atSeconds,
      }),
    )
    const add = (of: "all" | typeof rule, field: "offMonthCents" | "offMrrCents") => {
      for (const { discount, cents } of takenOff(snapshot, of, atSeconds)) {
        const one = all.findLast(({ redemption: { discountId, couponId } }) =>
          discount.discountId == null ? couponId === discount.couponId : discountId === discount.discountId,
        )
        if (one) one[field] += cents
      }
    }
    if (isEarning(snapshot.status)) {
      add("all", "offMonthCents")
      add(rule, "offMrrCents")
    }
    for (const one of all)
      byCoupon.set(one.redemption.couponId, [...(byCoupon.get(one.redemption.couponId) ?? []), one])
  }
  return byCoupon
}

/** How many subscriptions have a discount of which nobody told the coupon. */
export const untiedIn = (subscriptions: readonly KeptSubscription[], atSeconds: number): number =>
  subscriptions.filter(
    ({ snapshot }) =>
      isEarning(snapshot.status) &&
      discountsOn(snapshot).some(
        ({ couponId, endSeconds }) => couponId == null && (endSeconds ?? atSeconds + 1) > atSeconds,
      ),
  ).length

/** Coupons by their ids: those that are told of themselves, and those that only a code or a subscription names. */
export function heldDiscounts(
  coupons: readonly KeptCoupon[],
  codes: readonly KeptCode[],
  redeemed: ReadonlyMap<string, Redeemed[]>,
): HeldDiscount[] {
  const byId = new Map(coupons.map((one) => [one.couponId, one]))
  const codesOf = Map.groupBy(codes, ({ couponId }) => couponId)
  const ids = [...new Set([...byId.keys(), ...codesOf.keys(), ...redeemed.keys()])].sort()
  return ids.map((couponId) => ({
    couponId,
    kept: byId.get(couponId),
    codes: codesOf.get(couponId) ?? [],
    redeemed: redeemed.get(couponId) ?? [],
  }))
}

const instantOr = (seconds: number | null | undefined) => (seconds == null ? null : instantOfUnix(seconds))

/** How a coupon stands at an instant, whatever Stripe said before it. */
export function statusOf(kept: KeptCoupon | undefined, atSeconds: number): DiscountStatus {
  if (!kept) return "untold"
  if (kept.deletedSeconds !== null) return "deleted"
  const { coupon } = kept
  if (!coupon) return "untold"
  const { redeemBySeconds, redemptionsMax, redeemedCount, valid } = coupon
  if (redeemBySeconds !== null && redeemBySeconds <= atSeconds) return "expired"
  if (redemptionsMax !== null && (redeemedCount ?? 0) >= redemptionsMax) return "usedUp"
  if (valid) return "active"
  return redeemBySeconds === null ? "usedUp" : "expired"
}

/** How a promotion code stands at an instant; Stripe's own `active` says no as well once it is used up or over. */
export function codeStatusOf(
  { active, expiresSeconds, redemptionsMax, redeemedCount }: PromotionCodeSnapshot,
  coupon: DiscountStatus,
  atSeconds: number,
): PromotionCode["status"] {
  if (expiresSeconds !== null && expiresSeconds <= atSeconds) return "expired"
  if (redemptionsMax !== null && (redeemedCount ?? 0) >= redemptionsMax) return "usedUp"
  if (coupon !== "active" && coupon !== "untold") return "couponOver"
  return active ? "active" : "deactivated"
}

const termsOf = (coupon: CouponSnapshot | null, redeemed: readonly Redeemed[]): DiscountTerms | null => {
  if (coupon) {
    const { kind, value, currency, duration, durationMonths } = coupon
    return { kind, value, currency, duration, durationMonths }
  }
  const shown = redeemed.at(-1)?.redemption.discount
  return shown ? { ...shown, durationMonths: null } : null
}

/** A coupon as it stands at an instant; `isWaiting` says whether a command on it waits. */
export function discountOf(
  { couponId, kept, codes, redeemed }: HeldDiscount,
  mode: Mode,
  atSeconds: number,
  isWaiting: boolean,
): Discount {
  const coupon = kept?.coupon ?? null
  const status = statusOf(kept, atSeconds)
  const [offMonth, offMrr, given]: [Cents, Cents, Cents] = [{}, {}, {}]
  for (const { subscription, redemption, offMonthCents, offMrrCents } of redeemed) {
    const { currency } = subscription.snapshot
    addCents(offMonth, { [currency]: offMonthCents })
    addCents(offMrr, { [currency]: offMrrCents })
    addCents(given, redemption.givenCents)
  }
  return {
    ...{ couponId, mode, name: coupon?.name ?? null, terms: termsOf(coupon, redeemed), status },
    createdAt: instantOr(coupon?.createdSeconds),
    redeemByAt: instantOr(coupon?.redeemBySeconds),
    redemptionsMax: coupon?.redemptionsMax ?? null,
    redeemedCount: coupon?.redeemedCount ?? null,
    redemptions: redeemed.length,
    running: redeemed.filter(({ isRunning }) => isRunning).length,
    ...{ offMonth: moneyOf(offMonth), offMrr: moneyOf(offMrr), given: moneyOf(given) },
    codes: codes
      .map(({ code }) => ({ code: code.code, active: codeStatusOf(code, status, atSeconds) === "active" }))
      .sort((one, other) => Number(other.active) - Number(one.active) || (one.code < other.code ? -1 : 1)),
    isWaiting,
  }
}
