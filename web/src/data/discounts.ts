import type * as z from "zod/mini"
import {
  createCoupon,
  createPromotionCode,
  deactivatePromotionCode,
  deleteCoupon,
  type NewCode,
  type NewCoupon,
  reactivatePromotionCode,
} from "#shared/contract/discount-commands.ts"
import {
  type Discount,
  type DiscountDetail,
  type DiscountTotals,
  listDiscounts,
  readDiscount,
} from "#shared/contract/discounts.ts"
import { call } from "../api.ts"
import { liveQuery } from "../live-query.ts"

export type { Discount, DiscountDetail, DiscountTotals }
/** What the list is asked for. */
export type DiscountsAsked = Omit<z.input<typeof listDiscounts.input>, "cursor" | "limit">
/** Which coupon of which mode. */
export type Named = Pick<Discount, "mode" | "couponId">

/** What a coupon takes off changes with the subscriptions that have it. */
const TOPICS = ["discounts", "subscriptions"]

/** One page of coupons in an order, and what all that match add up to. */
export const liveDiscounts = (ask: () => z.input<typeof listDiscounts.input>) =>
  liveQuery(listDiscounts, ask, { topics: TOPICS, key: "couponId" })

/** One coupon with its promotion codes, who has it, its history and its commands. */
export const liveDiscount = (name: () => Named) => liveQuery(readDiscount, name, { topics: TOPICS })

/** What somebody wants Stripe to do with a coupon. */
export type CouponWish =
  | { act: "createCode"; code: NewCode }
  | { act: "deactivateCode" | "reactivateCode"; codeId: string }
  | { act: "delete"; confirmation: string }

/** Gives Stripe the command; how it ends is told with the coupon. */
export function tellStripe(named: Named, wish: CouponWish, idempotencyKey: string) {
  const options = { idempotencyKey }
  switch (wish.act) {
    case "createCode":
      return call(createPromotionCode, { ...named, ...wish.code }, options)
    case "deactivateCode":
      return call(deactivatePromotionCode, { ...named, codeId: wish.codeId }, options)
    case "reactivateCode":
      return call(reactivatePromotionCode, { ...named, codeId: wish.codeId }, options)
    case "delete":
      return call(deleteCoupon, { ...named, confirmation: wish.confirmation }, options)
  }
}

/** Has Stripe make a coupon; answers what it will be called there. */
export const makeCoupon = (mode: Discount["mode"], asked: NewCoupon, idempotencyKey: string) =>
  call(createCoupon, { mode, ...asked }, { idempotencyKey })
