import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { DiscountDuration, DiscountKind, namedCoupon } from "./discounts.ts"
import { endpoint, staff } from "./endpoint.ts"
import { PathId } from "./id.ts"
import { Mode } from "./transactions.ts"

/** A command is taken when it stands in the table with its audit entry; how it ends is told with the coupon. */
const taken = {
  method: "POST",
  who: staff.admin,
  shows: [],
  output: z.object({ commandId: z.string(), couponId: z.string() }),
  status: 202,
  freshSignIn: "staff",
  idempotent: true,
} as const

const Count = z.number().check(z.int(), z.gte(1), z.lte(1_000_000))

/** A coupon that is to be made. */
export const NewCoupon = z.object({
  /** What customers read on their receipts. */
  name: z.string().check(z.minLength(1), z.maxLength(40)),
  kind: DiscountKind,
  /** Percent as decimal text, or minor units. */
  value: z.string().check(z.minLength(1), z.maxLength(20)),
  /** Of an amount. */
  currency: z.optional(z.string().check(z.regex(/^[a-z]{3}$/))),
  duration: DiscountDuration,
  durationMonths: z.optional(Count),
  redeemByAt: z.optional(Instant),
  redemptionsMax: z.optional(Count),
})
export type NewCoupon = z.infer<typeof NewCoupon>

export const createCoupon = endpoint({
  ...taken,
  path: "/api/discounts/{mode}",
  summary: "Tells Stripe to make a coupon. What it takes off and for how long cannot be changed later. Audited.",
  input: z.extend(NewCoupon, { mode: Mode }),
})

/** A promotion code that is to be made. */
export const NewCode = z.object({
  /** What customers type in; Stripe makes one up where it is not said. */
  code: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  expiresAt: z.optional(Instant),
  redemptionsMax: z.optional(Count),
  firstTimeOnly: z._default(z.boolean(), false),
  /** The smallest order that it is for. */
  minimumCents: z.optional(Count),
  minimumCurrency: z.optional(z.string().check(z.regex(/^[a-z]{3}$/))),
})
export type NewCode = z.infer<typeof NewCode>

export const createPromotionCode = endpoint({
  ...taken,
  path: "/api/discounts/{mode}/{couponId}/codes",
  summary: "Tells Stripe to make a promotion code for a coupon. Audited.",
  input: z.extend(NewCode, namedCoupon),
})

export const deactivatePromotionCode = endpoint({
  ...taken,
  path: "/api/discounts/{mode}/{couponId}/codes/{codeId}/deactivate",
  summary: "Tells Stripe that a promotion code can be redeemed no more; who has it keeps it. Audited.",
  input: z.object({ ...namedCoupon, codeId: PathId }),
})

export const reactivatePromotionCode = endpoint({
  ...taken,
  path: "/api/discounts/{mode}/{couponId}/codes/{codeId}/reactivate",
  summary: "Tells Stripe that a promotion code can be redeemed again. Audited.",
  input: z.object({ ...namedCoupon, codeId: PathId }),
})

export const deleteCoupon = endpoint({
  ...taken,
  path: "/api/discounts/{mode}/{couponId}/delete",
  summary:
    "Tells Stripe to delete a coupon: nobody can redeem it or a code of it any more, who has it keeps it. It cannot be undone, and `confirmation` repeats the coupon's id. Audited.",
  input: z.object({ ...namedCoupon, confirmation: z.string().check(z.maxLength(300)) }),
})
