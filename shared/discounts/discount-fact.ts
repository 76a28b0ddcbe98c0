import type { Told } from "../revenue/stripe-fact.ts"

/** A coupon as one telling has it. `value` is percent as decimal text, or minor units. */
export interface CouponSnapshot {
  name: string | null
  kind: "percent" | "amount"
  value: string
  currency: string | null
  duration: "forever" | "repeating" | "once"
  durationMonths: number | null
  redeemBySeconds: number | null
  redemptionsMax: number | null
  redeemedCount: number | null
  valid: boolean
  createdSeconds: number | null
  /** The products it is for; null where it is for all, or the telling does not say. */
  productIds: string[] | null
}

/** A promotion code as one telling has it. The smallest order is in minor units. */
export interface PromotionCodeSnapshot {
  code: string
  active: boolean
  customerId: string | null
  expiresSeconds: number | null
  redemptionsMax: number | null
  redeemedCount: number | null
  firstTimeOnly: boolean
  minimum: { cents: number; currency: string } | null
  createdSeconds: number | null
}

/** What is told of a coupon, or of a promotion code of it; of a coupon that was deleted its id is all that may be left. */
export type DiscountFact = Told & { couponId: string } & (
    | { object: "coupon"; snapshot: (CouponSnapshot & { deleted: boolean }) | { deleted: true } }
    | { object: "promotionCode"; snapshot: PromotionCodeSnapshot }
  )
export type CouponFact = Extract<DiscountFact, { object: "coupon" }>
export type PromotionCodeFact = Extract<DiscountFact, { object: "promotionCode" }>
