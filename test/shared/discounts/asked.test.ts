import { describe, expect, test } from "vitest"
import type { NewCode, NewCoupon } from "#shared/contract/discount-commands.ts"
import { codeFault, codeParameters, couponFault, couponParameters } from "#shared/discounts/asked.ts"
import type { CouponSnapshot } from "#shared/discounts/discount-fact.ts"
import { termsWords } from "#shared/discounts/words.ts"
import { unix } from "../../support/stripe-object.ts"

const NOW = "2026-03-20T14:02:00.000Z"
const LATER = "2026-04-01T00:00:00.000Z"
const SPRING: NewCoupon = { name: "Spring", kind: "percent", value: "12.5", duration: "once" }
const COUPON: CouponSnapshot = {
  ...{ name: "Spring", kind: "percent", value: "12.5", currency: null, duration: "once", durationMonths: null },
  ...{ redeemBySeconds: unix("2026-05-01"), redemptionsMax: 10, redeemedCount: 0, valid: true },
  ...{ createdSeconds: unix("2026-01-01"), productIds: null },
}
const HELLO: NewCode = { code: "HELLO-1", firstTimeOnly: false }

describe("a coupon that is asked for", () => {
  test.each<[string, Partial<NewCoupon>]>([
    ["percent", {}],
    ["all of it", { value: "100.00" }],
    ["an amount", { kind: "amount", value: "500", currency: "eur" }],
    [
      "for months, until, and so often",
      { duration: "repeating", durationMonths: 3, redeemByAt: LATER, redemptionsMax: 5 },
    ],
  ])("%s has no fault", (_, more) => {
    expect(couponFault({ ...SPRING, ...more }, NOW)).toBeUndefined()
  })

  test.each<[string, Partial<NewCoupon>, string]>([
    ["an empty name", { name: "  " }, "name"],
    ["nothing off", { value: "0.00" }, "value"],
    ["more than all", { value: "100.01" }, "value"],
    ["three digits", { value: "1.234" }, "value"],
    ["no number", { value: "half" }, "value"],
    ["a percentage of a currency", { currency: "usd" }, "currency"],
    ["an amount of none", { kind: "amount", value: "500" }, "currency"],
    ["an amount of an unknown one", { kind: "amount", value: "500", currency: "xxx" }, "currency"],
    ["a part of a minor unit", { kind: "amount", value: "5.5", currency: "usd" }, "value"],
    ["no months", { duration: "repeating" }, "durationMonths"],
    ["months of what does not repeat", { durationMonths: 3 }, "durationMonths"],
    ["too many months", { duration: "repeating", durationMonths: 121 }, "durationMonths"],
    ["a moment that is over", { redeemByAt: NOW }, "redeemByAt"],
  ])("%s is a fault, and says what would be right", (_, more, where) => {
    expect(couponFault({ ...SPRING, ...more }, NOW)).toMatchObject({ where, wanted: expect.stringMatching(/./) })
  })

  test("is told in Stripe's parameters", () => {
    expect(couponParameters({ ...SPRING, name: " Spring ", redeemByAt: LATER, redemptionsMax: 5 })).toEqual({
      ...{ name: "Spring", percent_off: 12.5, duration: "once", redeem_by: unix("2026-04-01"), max_redemptions: 5 },
    })
    const amount: NewCoupon = { ...SPRING, kind: "amount", value: "500", currency: "eur" }
    expect(couponParameters({ ...amount, duration: "repeating", durationMonths: 3 })).toEqual({
      ...{ name: "Spring", amount_off: 500, currency: "eur", duration: "repeating", duration_in_months: 3 },
    })
  })
})

describe("a promotion code that is asked for", () => {
  test.each<[string, Partial<NewCode>, string | undefined]>([
    ["as it is", {}, undefined],
    ["of Stripe's making", { code: undefined }, undefined],
    ["as long and as often as its coupon", { expiresAt: "2026-05-01T00:00:00.000Z", redemptionsMax: 10 }, undefined],
    ["of other characters", { code: "HÉLLO" }, "code"],
    ["that is over", { expiresAt: NOW }, "expiresAt"],
    ["longer than its coupon", { expiresAt: "2026-05-01T00:00:01.000Z" }, "expiresAt"],
    ["more often than its coupon", { redemptionsMax: 11 }, "redemptionsMax"],
    ["from an amount of no currency", { minimumCents: 500 }, "minimumCents"],
    ["from an amount of an unknown one", { minimumCents: 500, minimumCurrency: "xxx" }, "minimumCurrency"],
  ])("%s: %o is judged", (_, more, where) => {
    expect(codeFault({ ...HELLO, ...more }, COUPON, NOW)?.where).toBe(where)
  })

  test("is told in Stripe's parameters", () => {
    expect(codeParameters("c_1", { firstTimeOnly: false })).toEqual({ promotion: { type: "coupon", coupon: "c_1" } })
    const asked: NewCode = {
      ...HELLO,
      firstTimeOnly: true,
      minimumCents: 500,
      minimumCurrency: "usd",
      expiresAt: LATER,
    }
    expect(codeParameters("c_1", asked)).toMatchObject({
      ...{ code: "HELLO-1", expires_at: unix("2026-04-01") },
      restrictions: { first_time_transaction: true, minimum_amount: 500, minimum_amount_currency: "usd" },
    })
  })
})

test.each([
  [COUPON, "12.5 % off once"],
  [{ ...COUPON, duration: "forever" as const }, "12.5 % off forever"],
  [{ ...COUPON, duration: "repeating" as const, durationMonths: 1 }, "12.5 % off for 1 month"],
  [{ ...COUPON, duration: "repeating" as const }, "12.5 % off for some months"],
  [{ ...COUPON, kind: "amount" as const, value: "500", currency: "jpy" }, "500 JPY off once"],
  [{ ...COUPON, kind: "amount" as const, value: "500", currency: "usd" }, "5.00 USD off once"],
  [null, "not told"],
])("terms are said as one says them: %#", (terms, words) => {
  expect(termsWords(terms)).toBe(words)
})
