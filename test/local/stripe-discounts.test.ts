import { expect, test } from "vitest"
import { couponObject, promotionCodeObject } from "../support/stripe-object.ts"
import { openSandboxes, refusal, SANDBOX_NOW as NOW } from "./support/sandbox.ts"

const open = openSandboxes()
const SPRING = {
  id: "spring",
  name: "Spring",
  percent_off: 12.5,
  duration: "repeating",
  duration_in_months: 3,
} as const
const codeOf = (coupon: string, more: object = {}) => ({ promotion: { type: "coupon" as const, coupon }, ...more })

test("a coupon is made, read, listed and told", async () => {
  const { stripe, told, types } = await open([couponObject()])
  expect(await stripe.coupons.create({ ...SPRING, redeem_by: NOW + 60, max_redemptions: 5 })).toMatchObject({
    ...{ id: "spring", name: "Spring", percent_off: 12.5, duration_in_months: 3, redeem_by: NOW + 60 },
    ...{ max_redemptions: 5, times_redeemed: 0, valid: true, currency: null },
  })
  expect(await stripe.coupons.retrieve("spring")).toMatchObject({ name: "Spring" })
  expect((await stripe.coupons.list()).data.map(({ id }) => id)).toEqual(["spring", "coupon_1"])
  await expect.poll(types).toEqual(["coupon.created"])
  expect(told[0]).toMatchObject({ livemode: true, data: { object: { id: "spring" } } })
})

test("one and the same key makes one coupon", async () => {
  const { stripe, types } = await open([])
  const make = () => stripe.coupons.create({ percent_off: 10, duration: "once" }, { idempotencyKey: "key_1" })
  expect((await make()).id).toBe((await make()).id)
  await expect.poll(types).toEqual(["coupon.created"])
})

test.each<[string, object, object]>([
  [
    "one that is there",
    { ...SPRING, id: "coupon_1" },
    { code: "resource_already_exists", message: "Coupon already exists." },
  ],
  ["no worth", { id: "x", duration: "once" }, { param: "percent_off" }],
  ["more than all", { percent_off: 101, duration: "once" }, { param: "percent_off" }],
  ["an amount in no currency", { amount_off: 500, duration: "once" }, { param: "currency", code: "parameter_missing" }],
  ["no months", { percent_off: 5, duration: "repeating" }, { param: "duration_in_months" }],
  ["a time that is over", { percent_off: 5, duration: "once", redeem_by: NOW }, { param: "redeem_by" }],
])("a coupon of %s is refused", async (_, wanted, error) => {
  const { stripe } = await open([couponObject()])
  expect(await refusal(stripe.coupons.create(wanted))).toMatchObject({ statusCode: 400, ...error })
})

test("a promotion code is made for a coupon, switched off and on, and told each time", async () => {
  const { stripe, told, types } = await open([couponObject()])
  const restrictions = { first_time_transaction: true, minimum_amount: 1_000, minimum_amount_currency: "usd" }
  const made = await stripe.promotionCodes.create(codeOf("coupon_1", { code: "HELLO-1", restrictions }))
  expect(made).toMatchObject({ active: true, code: "HELLO-1", restrictions, promotion: { coupon: "coupon_1" } })
  expect((await stripe.promotionCodes.create(codeOf("coupon_1"))).code).toMatch(/^[A-Z2-9]{8}$/)
  expect(await stripe.promotionCodes.update(made.id, { active: false })).toMatchObject({ active: false })
  expect(await stripe.promotionCodes.update(made.id, { active: true })).toMatchObject({ active: true })
  await expect
    .poll(types)
    .toEqual(["promotion_code.created", "promotion_code.created", "promotion_code.updated", "promotion_code.updated"])
  expect(told[2]).toMatchObject({ data: { previous_attributes: { active: true } } })
})

test.each<[string, object, object]>([
  [
    "that is there already",
    codeOf("coupon_1", { code: "friends" }),
    { message: "An active promotion code with `code: friends` already exists." },
  ],
  ["for a coupon that is not there", codeOf("none"), { code: "resource_missing", param: "promotion[coupon]" }],
  ["for a coupon that is over", codeOf("over"), { message: "This coupon is no longer valid." }],
  ["of other characters", codeOf("coupon_1", { code: "a b" }), { param: "code" }],
  ["for more than its coupon", codeOf("few", { max_redemptions: 6 }), { param: "max_redemptions" }],
  ["until a time that is over", codeOf("coupon_1", { expires_at: NOW - 1 }), { param: "expires_at" }],
])("a promotion code %s is refused", async (_, wanted, error) => {
  const coupons = [
    couponObject(),
    couponObject({ id: "over", valid: false }),
    couponObject({ id: "few", max_redemptions: 5 }),
  ]
  const { stripe } = await open([...coupons, promotionCodeObject()])
  expect(await refusal(stripe.promotionCodes.create(wanted as never))).toMatchObject({ statusCode: 400, ...error })
})

test("a deleted coupon is gone, its codes cannot be redeemed, and none is activated again", async () => {
  const { stripe, told, types } = await open([couponObject(), promotionCodeObject()])
  expect(await stripe.coupons.del("coupon_1")).toMatchObject({ id: "coupon_1", object: "coupon", deleted: true })
  expect(await refusal(stripe.coupons.retrieve("coupon_1"))).toMatchObject({
    statusCode: 404,
    code: "resource_missing",
  })
  expect(await refusal(stripe.coupons.del("coupon_1"))).toMatchObject({ statusCode: 404 })
  expect(await stripe.promotionCodes.retrieve("promo_1")).toMatchObject({ active: false })
  expect(await refusal(stripe.promotionCodes.update("promo_1", { active: true }))).toMatchObject({ param: "active" })
  await expect.poll(types).toEqual(["coupon.deleted", "promotion_code.updated"])
  expect(told[0]).toMatchObject({ data: { object: { id: "coupon_1", valid: false } } })
})
