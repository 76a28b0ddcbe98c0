import { expect, test } from "vitest"
import { couponById, codesOfCoupon } from "../../functions/table/coupon.ts"
import { subscriptionById } from "../../functions/table/subscription.ts"
import { listerOf } from "../support/lister.ts"
import { couponObject, discountObject, promotionCodeObject, subscribed, told, unix } from "../support/stripe-object.ts"
import { comparing } from "./support/reconciliations.ts"

const BEGAN = unix("2026-01-01")
const COUPON = { mode: "live", couponId: "coupon_1" } as const
const countsOf = (report: { counts: { object: string }[] }, object: string) =>
  report.counts.find((one) => one.object === object)

test("a coupon and a code whose deliveries were lost are kept, and a code that differs is named and mended", async () => {
  const it = comparing()
  await it.tell(told("promotion_code.created", BEGAN, promotionCodeObject()))
  const listed = [
    couponObject(),
    promotionCodeObject({ active: false }),
    promotionCodeObject({ id: "promo_2", code: "TWO" }),
  ]
  const report = await it.run("one", listerOf(listed).lister)
  expect(countsOf(report, "coupon")).toMatchObject({ listed: 1, missing: 1, repaired: 1 })
  expect(countsOf(report, "promotionCode")).toMatchObject({ listed: 2, missing: 1, different: 1, repaired: 2 })
  expect(report.samples).toContainEqual(
    expect.objectContaining({
      ...{ objectId: "promo_1", couponId: "coupon_1", found: "different", outcome: "repaired" },
      fields: [{ field: "active", ours: "yes", stripe: "no" }],
    }),
  )
  expect(await couponById(it.model.db, COUPON)).toMatchObject({ coupon: { name: "Friends" } })
  expect((await codesOfCoupon(it.model.db, COUPON)).map(({ code }) => [code.code, code.active])).toEqual([
    ["FRIENDS", false],
    ["TWO", true],
  ])
  const again = await it.run("two", listerOf(listed).lister)
  expect([countsOf(again, "coupon"), countsOf(again, "promotionCode")]).toMatchObject([{ same: 1 }, { same: 2 }])
})

test("how often it was redeemed, and that it is over by its limit, is taken over and called no difference", async () => {
  const it = comparing()
  await it.tell(told("coupon.created", BEGAN, couponObject({ max_redemptions: 5 })))
  const listed = couponObject({ max_redemptions: 5, times_redeemed: 5, valid: false })
  const report = await it.run("one", listerOf([listed]).lister)
  expect(countsOf(report, "coupon")).toMatchObject({ listed: 1, same: 1, different: 0, repaired: 0 })
  expect(await couponById(it.model.db, COUPON)).toMatchObject({ coupon: { redeemedCount: 5, valid: false } })
  const rows = it.model.records.length
  await it.run("two", listerOf([listed]).lister)
  expect(it.model.rows().filter(({ kind }) => kind === "couponAnswer")).toHaveLength(1)
  expect(it.model.records.length - rows).toBeLessThan(45)
})

test("what Stripe does not list is counted, but for what was told to be deleted", async () => {
  const it = comparing()
  await it.tell(
    told("coupon.created", BEGAN, couponObject()),
    told("promotion_code.created", BEGAN, promotionCodeObject()),
    told("coupon.created", BEGAN, couponObject({ id: "gone" })),
    told("coupon.deleted", BEGAN + 5, couponObject({ id: "gone", valid: false })),
  )
  const report = await it.run("one", listerOf([]).lister)
  expect([countsOf(report, "coupon"), countsOf(report, "promotionCode")]).toMatchObject([
    { listed: 0, notAtStripe: 1 },
    { listed: 0, notAtStripe: 1 },
  ])
  expect(await couponById(it.model.db, COUPON)).toMatchObject({ deletedSeconds: null })
})

test("a subscription whose discount was told without its coupon is told anew", async () => {
  const it = comparing()
  const { source, ...nameless } = discountObject({ percent: 25 }, "forever", { start: BEGAN }) as {
    source: { coupon: object }
  }
  const unnamed = { ...nameless, source: { coupon: { ...source.coupon, id: undefined } } }
  await it.tell(told("customer.subscription.created", BEGAN, subscribed({ discounts: [unnamed] })))
  const redemptions = async () => (await subscriptionById(it.model.db, "live", "sub_1"))?.redemptions
  expect(await redemptions()).toEqual([])
  const whole = subscribed({ discounts: [discountObject({ percent: 25 }, "forever", { start: BEGAN })] })
  const report = await it.run("one", listerOf([whole]).lister)
  expect(countsOf(report, "subscription")).toMatchObject({ different: 1, repaired: 1 })
  expect(await redemptions()).toMatchObject([{ couponId: "coupon_1" }])
})
