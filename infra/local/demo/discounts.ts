import type { Calendar } from "./calendar.ts"
import { eventOf, type StripeEvent } from "./life.ts"
import { type Coupon, COUPONS, START_CODE } from "./prices.ts"
import { couponShape, type Shape } from "./stripe-shapes.ts"
import type { Lived } from "./subscriptions.ts"

const RENAMED_DAYS_AGO = 20
const CODE_DAYS_AGO = 118
/** A coupon that nobody has any more, and its code. */
const TRIAL = { id: "WELCOME20", createdDaysAgo: 90, lastDaysAgo: 30, mostRedemptions: 100, cents: 2_000 }

/** The coupons of the demo and their promotion codes: what Stripe told of them, and what it answers. */
export function discounts(calendar: Calendar, lived: readonly Lived[]): { told: StripeEvent[]; known: Shape[] } {
  const all = Object.values(COUPONS).map((coupon) => told(calendar, coupon, lived))
  const welcome = ended(calendar)
  const code = codeShape(START_CODE.id, START_CODE.code, COUPONS.start.id, calendar.timeOn(CODE_DAYS_AGO, 9, 30), {
    times_redeemed: havingIt(lived, COUPONS.start).length,
  })
  return {
    told: [
      ...all.flatMap(({ told: some }) => some),
      ...welcome.told,
      eventOf("promotion_code.created", Number(code["created"]), { ...code, times_redeemed: 0 }),
    ],
    known: [...all.map(({ known }) => known), ...welcome.known, code],
  }
}

const havingIt = (lived: readonly Lived[], { id }: Coupon): Lived[] =>
  lived.filter(({ subscription }) => subscription?.coupon?.id === id)

/** One that subscriptions have: made long ago, and called otherwise lately. */
function told(calendar: Calendar, coupon: Coupon, lived: readonly Lived[]): { told: StripeEvent[]; known: Shape } {
  const renamedAt = calendar.timeOn(RENAMED_DAYS_AGO, 10, 15)
  const some = havingIt(lived, coupon)
  const by = (seconds: number) => some.filter(({ subscription }) => subscription!.createdSeconds <= seconds).length
  const before = { ...couponShape(coupon), name: coupon.id, times_redeemed: 0 }
  const renamed = { ...couponShape(coupon), times_redeemed: by(renamedAt) }
  return {
    told: [
      eventOf("coupon.created", Number(before.created), before),
      eventOf("coupon.updated", renamedAt, renamed, { name: coupon.id }),
    ],
    known: { ...renamed, times_redeemed: some.length },
  }
}

/** A fixed amount that could be redeemed for some weeks. */
function ended(calendar: Calendar): { told: StripeEvent[]; known: Shape[] } {
  const created = calendar.timeOn(TRIAL.createdDaysAgo, 8, 0)
  const coupon: Shape = {
    ...couponShape({ id: TRIAL.id, name: "Welcome", percentOff: 0, months: null }),
    ...{ amount_off: TRIAL.cents, currency: "usd", percent_off: null, duration: "once", created },
    ...{ max_redemptions: TRIAL.mostRedemptions, redeem_by: calendar.timeOn(TRIAL.lastDaysAgo, 8, 0) },
    times_redeemed: 0,
  }
  const code = codeShape("promo_demo_welcome", "WELCOME", TRIAL.id, created, {
    restrictions: { first_time_transaction: true, minimum_amount: 5_000, minimum_amount_currency: "usd" },
  })
  return {
    told: [eventOf("coupon.created", created, coupon), eventOf("promotion_code.created", created, code)],
    known: [
      { ...coupon, valid: false },
      { ...code, active: false },
    ],
  }
}

const codeShape = (id: string, code: string, coupon: string, created: number, more: object): Shape => ({
  ...{ id, object: "promotion_code", active: true, code, created, customer: null, expires_at: null },
  ...{ livemode: true, max_redemptions: null, metadata: {}, promotion: { coupon, type: "coupon" } },
  restrictions: { first_time_transaction: false, minimum_amount: null, minimum_amount_currency: null },
  times_redeemed: 0,
  ...more,
})
