import type { NewCode, NewCoupon } from "#shared/contract/discount-commands.ts"
import { isCode, isPercent } from "#shared/discounts/asked.ts"
import { minorOf } from "#shared/money.ts"
import { atWallTime, type Instant } from "#shared/time.ts"
import { zone } from "../../reporting.ts"

const COMMON = ["usd", "eur", "gbp", "chf", "cad", "aud", "jpy"]

/** The currencies that forms offer: those that are in use, the reporting one first, then common ones. */
export const currenciesFrom = (used: readonly string[]): string[] => [...new Set([...used, ...COMMON])]

/** What is written into the form of a new coupon. */
export interface CouponFields {
  name: string
  kind: NewCoupon["kind"]
  value: string
  currency: string
  duration: NewCoupon["duration"]
  months: string
  /** A wall's time in the reporting zone. */
  redeemBy: string
  limit: string
}
export const noCoupon = (currency: string): CouponFields => ({
  ...{ name: "", kind: "percent", value: "", currency, duration: "once", months: "", redeemBy: "", limit: "" },
})

/** What is written into the form of a new promotion code. */
export interface CodeFields {
  code: string
  expires: string
  limit: string
  firstTimeOnly: "no" | "yes"
  minimum: string
  currency: string
}
export const noCode = (currency: string): CodeFields => ({
  ...{ code: "", expires: "", limit: "", firstTimeOnly: "no", minimum: "", currency },
})

type Faults = Record<string, string | undefined>

const COUNT = /^[1-9]\d{0,5}$/
const countFault = (text: string, words: string) => (text === "" || COUNT.test(text) ? undefined : words)
const momentOf = (wall: string): Instant | undefined =>
  wall === "" ? undefined : atWallTime(wall.slice(0, 16), zone())

/** What is wrong with a coupon before it is sent, field by field as the answer names them. */
export function couponFaults({ name, kind, value, currency, duration, months, limit }: CouponFields): Faults {
  const cents = minorOf(value.trim(), currency)
  return {
    name: name.trim() === "" ? "Say what customers read on their receipts." : undefined,
    value:
      kind === "percent"
        ? isPercent(value.trim())
          ? undefined
          : "Write more than 0 up to 100, with two digits at most, as in 12.5."
        : cents === null || cents === 0
          ? `Write an amount in ${currency.toUpperCase()} with a point, as in 20.00.`
          : undefined,
    currency: undefined,
    durationMonths: duration === "repeating" && !COUNT.test(months) ? "Write for how many months, as in 3." : undefined,
    redeemByAt: undefined,
    redemptionsMax: countFault(limit, "Write how often, as in 100, or nothing."),
  }
}

/** The coupon that is asked for; the form has no fault. */
export function couponWish(fields: CouponFields): NewCoupon {
  const { name, kind, value, currency, duration, months, redeemBy, limit } = fields
  const redeemByAt = momentOf(redeemBy)
  return {
    ...{ name: name.trim(), kind, duration },
    ...(kind === "percent" ? { value: value.trim() } : { value: String(minorOf(value.trim(), currency)), currency }),
    ...(duration === "repeating" ? { durationMonths: Number(months) } : {}),
    ...(redeemByAt ? { redeemByAt } : {}),
    ...(limit ? { redemptionsMax: Number(limit) } : {}),
  }
}

/** What is wrong with a promotion code before it is sent. */
export function codeFaults({ code, limit, minimum, currency }: CodeFields): Faults {
  const cents = minorOf(minimum.trim(), currency)
  return {
    code: code.trim() === "" || isCode(code.trim()) ? undefined : "Use letters from A to Z, digits and dashes alone.",
    expiresAt: undefined,
    redemptionsMax: countFault(limit, "Write how often, as in 100, or nothing."),
    minimumCents:
      minimum.trim() !== "" && (cents === null || cents === 0)
        ? `Write an amount in ${currency.toUpperCase()} with a point, as in 50.00, or nothing.`
        : undefined,
    minimumCurrency: undefined,
  }
}

/** The promotion code that is asked for; the form has no fault. */
export function codeWish({ code, expires, limit, firstTimeOnly, minimum, currency }: CodeFields): NewCode {
  const expiresAt = momentOf(expires)
  return {
    ...(code.trim() ? { code: code.trim() } : {}),
    ...(expiresAt ? { expiresAt } : {}),
    ...(limit ? { redemptionsMax: Number(limit) } : {}),
    firstTimeOnly: firstTimeOnly === "yes",
    ...(minimum.trim() ? { minimumCents: minorOf(minimum.trim(), currency)!, minimumCurrency: currency } : {}),
  }
}
