import {
  createCoupon,
  createPromotionCode,
  deactivatePromotionCode,
  deleteCoupon,
  reactivatePromotionCode,
} from "#shared/contract/discount-commands.ts"
import { listDiscounts, readDiscount } from "#shared/contract/discounts.ts"
import { discountDetail } from "#shared/discounts/detail.ts"
import { discountOf } from "#shared/discounts/discount.ts"
import { discountsPage, discountTotals } from "#shared/discounts/list.ts"
import type { Place } from "#shared/ordered-page.ts"
import { Refusal } from "#shared/refusal.ts"
import { maskedOwner } from "#shared/subscriptions/subscription.ts"
import { machineNow } from "../runtime/clock.ts"
import { codesOfCoupon, couponById, couponFacts } from "../table/coupon.ts"
import { discountsFor, DISCOUNTS_TOPIC, everyDiscount } from "../table/discounts.ts"
import type { Ground } from "../table/ground.ts"
import { stripeCommandsOf } from "../table/stripe-command.ts"
import { type CursorSecret, readCursor, signCursor } from "./cursor.ts"
import { makeCode, makeCoupon, removeCoupon, switchCode } from "./discount-commands.ts"
import { route } from "./route.ts"

export const discountRoutes = (ground: Ground, cursorSecret: CursorSecret) => [
  route(ground, listDiscounts, async ({ limit, cursor, ...query }, { caller }) => {
    const binding = { personId: caller.personId, list: DISCOUNTS_TOPIC, filter: query }
    const secret = await cursorSecret()
    const after = cursor ? (readCursor(secret, cursor, binding) as Place) : undefined
    const { all, matching, untied, settings, day, version } = await discountsFor(ground, query)
    const { items, next } = discountsPage(matching, query, { settings, day, limit, after })
    return {
      items,
      nextCursor: next ? signCursor(secret, next, binding) : null,
      asOf: machineNow(),
      totals: discountTotals(matching, settings, day),
      statuses: Object.fromEntries(
        [...Map.groupBy(all, ({ status }) => status)].map(([one, some]) => [one, some.length]),
      ),
      untied,
      version,
    }
  }),

  route(ground, readDiscount, async ({ mode, couponId }, { caller }) => {
    const { db } = ground
    const { all, atSeconds, version } = await everyDiscount(ground, mode)
    const [kept, codes, facts, commands] = await Promise.all([
      couponById(db, { mode, couponId }),
      codesOfCoupon(db, { mode, couponId }),
      couponFacts(db, { mode, couponId }),
      stripeCommandsOf(db, mode, { kind: "coupon", id: couponId }),
    ])
    const redeemed = all.find((one) => one.couponId === couponId)?.redeemed ?? []
    // One that Stripe was only told to make says how that ended.
    if (!kept && codes.length === 0 && redeemed.length === 0 && commands.length === 0)
      throw new Refusal("missing", `There is no coupon ${couponId} in ${mode} mode`)
    const held = { couponId, kept, codes, redeemed }
    const detail = discountDetail(held, facts, atSeconds)
    const masked = caller.staffRole === "viewer"
    const isWaiting = commands.some(({ state }) => state === "waiting")
    return {
      ...discountOf(held, mode, atSeconds, isWaiting),
      ...detail,
      redeemed: masked ? detail.redeemed.map(maskedOwner) : detail.redeemed,
      commands,
      masked,
      version,
    }
  }),

  route(ground, createCoupon, ({ mode, ...asked }, by) => makeCoupon(ground, { mode, ...by }, asked)),
  route(ground, createPromotionCode, ({ mode, couponId, ...asked }, by) =>
    makeCode(ground, { mode, couponId, ...by }, asked),
  ),
  route(ground, deactivatePromotionCode, (named, by) => switchCode(ground, { ...named, ...by }, false)),
  route(ground, reactivatePromotionCode, (named, by) => switchCode(ground, { ...named, ...by }, true)),
  route(ground, deleteCoupon, ({ mode, couponId, confirmation }, by) =>
    removeCoupon(ground, { mode, couponId, ...by }, confirmation),
  ),
]
