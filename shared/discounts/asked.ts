import type { NewCode, NewCoupon } from "../contract/discount-commands.ts"
import { knowsCurrency } from "../money.ts"
import { type Instant, msOf } from "../time.ts"
import type { CouponSnapshot } from "./discount-fact.ts"

/** What is wrong with something that is asked for: in which field, and what would be right. */
export interface Fault {
  where: string
  message: string
  wanted: string
}

const PERCENT = /^(?:100(?:\.0{1,2})?|\d{1,2}(?:\.\d{1,2})?)$/
/** Whether text is a percentage that can be taken off. */
export const isPercent = (text: string): boolean => PERCENT.test(text) && Number(text) > 0
const CENTS = /^[1-9]\d{0,7}$/
/** Whether text can be a promotion code. */
export const isCode = (text: string): boolean => /^[A-Za-z0-9-]+$/.test(text)

/** The first thing that is wrong with a coupon that is to be made. */
export function couponFault(asked: NewCoupon, now: Instant): Fault | undefined {
  const { kind, value, currency, duration, durationMonths, redeemByAt } = asked
  if (asked.name.trim() === "") return fault("name", "The name is empty", "what customers read on their receipts")
  if (kind === "percent") {
    if (!isPercent(value))
      return fault("value", `${value} is no percentage to take off`, "more than 0 up to 100, with two digits at most")
    if (currency !== undefined) return fault("currency", "A percentage has no currency", "none")
  } else {
    if (currency === undefined || !knowsCurrency(currency))
      return fault("currency", "The amount has no currency that is known", "a currency's three letters, like usd")
    if (!CENTS.test(value))
      return fault("value", `${value} is no amount to take off`, "whole minor units, 1 to 99,999,999")
  }
  if (duration === "repeating" && durationMonths === undefined)
    return fault("durationMonths", "It is not said for how many months", `1 to ${MONTHS_MAX}`)
  if (duration !== "repeating" && durationMonths !== undefined)
    return fault("durationMonths", "Only a repeating coupon has months", "none")
  if (durationMonths !== undefined && durationMonths > MONTHS_MAX)
    return fault("durationMonths", "Those are too many months", `1 to ${MONTHS_MAX}`)
  return redeemByAt !== undefined && redeemByAt <= now
    ? fault("redeemByAt", "The last moment is over", "a moment to come")
    : undefined
}
const MONTHS_MAX = 120

/** The first thing that is wrong with a promotion code that is to be made for a coupon. */
export function codeFault(asked: NewCode, coupon: CouponSnapshot, now: Instant): Fault | undefined {
  const { code, expiresAt, redemptionsMax, minimumCents, minimumCurrency } = asked
  if (code !== undefined && !isCode(code))
    return fault("code", `${code} cannot be a code`, "letters from A to Z, digits and dashes")
  if (expiresAt !== undefined && expiresAt <= now)
    return fault("expiresAt", "The last moment is over", "a moment to come")
  if (expiresAt !== undefined && coupon.redeemBySeconds !== null && secondsOf(expiresAt) > coupon.redeemBySeconds)
    return fault("expiresAt", "The coupon is over before its code", "a moment before the coupon's last")
  if (redemptionsMax !== undefined && coupon.redemptionsMax !== null && redemptionsMax > coupon.redemptionsMax)
    return fault("redemptionsMax", "The coupon may not be redeemed so often", `${coupon.redemptionsMax} at most`)
  if ((minimumCents === undefined) !== (minimumCurrency === undefined))
    return fault("minimumCents", "The smallest order is said in part", "an amount and its currency, or neither")
  return minimumCurrency !== undefined && !knowsCurrency(minimumCurrency)
    ? fault("minimumCurrency", "The currency is not known", "a currency's three letters, like usd")
    : undefined
}

const fault = (where: string, message: string, wanted: string): Fault => ({ where, message, wanted })
const secondsOf = (at: Instant): number => Math.floor(msOf(at) / 1_000)

/** Stripe's parameters of a coupon without fault. */
export const couponParameters = (asked: NewCoupon): Record<string, unknown> => ({
  name: asked.name.trim(),
  ...(asked.kind === "percent"
    ? { percent_off: Number(asked.value) }
    : { amount_off: Number(asked.value), currency: asked.currency }),
  duration: asked.duration,
  ...(asked.durationMonths === undefined ? {} : { duration_in_months: asked.durationMonths }),
  ...(asked.redeemByAt === undefined ? {} : { redeem_by: secondsOf(asked.redeemByAt) }),
  ...(asked.redemptionsMax === undefined ? {} : { max_redemptions: asked.redemptionsMax }),
})

/** Stripe's parameters of a promotion code without fault. */
export function codeParameters(couponId: string, asked: NewCode): Record<string, unknown> {
  const restrictions = {
    ...(asked.firstTimeOnly ? { first_time_transaction: true } : {}),
    ...(asked.minimumCents === undefined
      ? {}
      : { minimum_amount: asked.minimumCents, minimum_amount_currency: asked.minimumCurrency }),
  }
  return {
    promotion: { type: "coupon", coupon: couponId },
    ...(asked.code === undefined ? {} : { code: asked.code }),
    ...(asked.expiresAt === undefined ? {} : { expires_at: secondsOf(asked.expiresAt) }),
    ...(asked.redemptionsMax === undefined ? {} : { max_redemptions: asked.redemptionsMax }),
    ...(Object.keys(restrictions).length > 0 ? { restrictions } : {}),
  }
}
