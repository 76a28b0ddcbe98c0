import { describe, expect, test } from "vitest"
import type { DiscountFact } from "#shared/discounts/discount-fact.ts"
import { codesKept, couponKept } from "#shared/discounts/kept.ts"
import { readStripeEvent } from "#shared/revenue/stripe-event.ts"
import { couponObject, promotionCodeObject, type Told, told, unix } from "../../support/stripe-object.ts"

const factsOf = (...events: Told[]): DiscountFact[] =>
  events.flatMap((event) => {
    const { reading } = readStripeEvent(event)
    return reading.kind === "discount" ? reading.facts : expect.unreachable(JSON.stringify(reading))
  })
const NOON = unix("2026-02-01T12:00:00Z")
const created = (more: Told = {}, at = NOON) => told("coupon.created", at, couponObject(more))

describe("a coupon as it is told", () => {
  test("percent, an end, a limit", () => {
    const [fact] = factsOf(
      created({
        percent_off: 12.5,
        duration: "repeating",
        duration_in_months: 3,
        max_redemptions: 50,
        redeem_by: NOON,
      }),
    )
    expect(fact).toMatchObject({ object: "coupon", objectId: "coupon_1", couponId: "coupon_1", misses: [] })
    expect(fact!.snapshot).toEqual({
      ...{ name: "Friends", kind: "percent", value: "12.5", currency: null },
      ...{ duration: "repeating", durationMonths: 3, redeemBySeconds: NOON, redemptionsMax: 50, redeemedCount: 0 },
      ...{ valid: true, createdSeconds: unix("2026-01-01"), productIds: null, deleted: false },
    })
  })

  test.each<[string, Told, string[]]>([
    ["of no worth", { percent_off: null }, ["percent_off", "currency"]],
    ["an amount of no currency", { percent_off: null, amount_off: 500 }, ["currency"]],
    ["of no known duration", { duration: "long" }, ["duration"]],
    ["for months that nobody says", { duration: "repeating" }, ["duration_in_months"]],
    ["an amount", { percent_off: null, amount_off: 500, currency: "EUR" }, []],
  ])("%s names what it lacks", (_, more, misses) => {
    expect(factsOf(created(more))[0]!.misses).toEqual(misses)
  })

  test("is deleted by its event, and by what Stripe leaves of it", () => {
    const told0 = created()
    const gone = told("coupon.deleted", NOON + 60, couponObject({ valid: false }))
    expect(couponKept("coupon_1", factsOf(told0, gone))).toMatchObject({
      ...{ deletedSeconds: NOON + 60, coupon: { name: "Friends", valid: false }, misses: [] },
    })
    const stub = told("coupon.deleted", NOON + 60, { id: "coupon_1", object: "coupon", deleted: true })
    expect(couponKept("coupon_1", factsOf(stub, told0))).toMatchObject({
      ...{ deletedSeconds: NOON + 60, coupon: { name: "Friends", valid: true } },
    })
    expect(couponKept("coupon_1", factsOf(stub))).toMatchObject({ coupon: null })
  })

  test("that was deleted stays so, until another is made under its id", () => {
    const gone = told("coupon.deleted", NOON, couponObject())
    const late = told("coupon.updated", NOON + 60, couponObject({ name: "Late" }))
    expect(couponKept("coupon_1", factsOf(late, gone))).toMatchObject({
      deletedSeconds: NOON,
      coupon: { name: "Friends" },
    })
    const anew = created({ name: "Anew", created: NOON + 120 }, NOON + 120)
    expect(couponKept("coupon_1", factsOf(gone, anew, late))).toMatchObject({
      ...{ deletedSeconds: null, coupon: { name: "Anew" } },
    })
  })

  test("keeps the products that only one telling says", () => {
    const asked = { ...couponObject({ name: "Now" }), applies_to: { products: ["prod_1"] } }
    const facts = factsOf(told("coupon.updated", NOON, asked), told("coupon.updated", NOON + 1, couponObject()))
    expect(couponKept("coupon_1", facts)!.coupon).toMatchObject({ name: "Friends", productIds: ["prod_1"] })
  })
})

describe("a promotion code as it is told", () => {
  test("of today, naming its coupon under promotion", () => {
    const restrictions = { first_time_transaction: true, minimum_amount: 10_000, minimum_amount_currency: "usd" }
    const more = { restrictions, expires_at: NOON, max_redemptions: 5, customer: "cus_1" }
    const facts = factsOf(told("promotion_code.created", NOON, promotionCodeObject(more)))
    expect(codesKept("coupon_1", facts)).toEqual([
      {
        ...{ couponId: "coupon_1", codeId: "promo_1", misses: [] },
        code: {
          ...{ code: "FRIENDS", active: true, customerId: "cus_1", expiresSeconds: NOON, redemptionsMax: 5 },
          ...{ redeemedCount: 0, firstTimeOnly: true, minimum: { cents: 10_000, currency: "usd" } },
          createdSeconds: unix("2026-01-02"),
        },
      },
    ])
    expect(couponKept("coupon_1", facts)).toBeUndefined()
  })

  test.each([
    ["of before, holding its coupon", { promotion: undefined, coupon: couponObject() }],
    ["of today, with its coupon expanded", { promotion: { type: "coupon", coupon: couponObject() } }],
  ])("%s, tells of both", (_, more) => {
    const facts = factsOf(told("promotion_code.updated", NOON, promotionCodeObject(more)))
    expect(couponKept("coupon_1", facts)).toMatchObject({ coupon: { name: "Friends", value: "25" } })
    expect(codesKept("coupon_1", facts)).toMatchObject([{ codeId: "promo_1", couponId: "coupon_1" }])
  })

  test("stands as it was told last, in whatever order that came", () => {
    const first = told("promotion_code.created", NOON, promotionCodeObject())
    const off = told("promotion_code.updated", NOON, promotionCodeObject({ active: false }), {
      previous: { active: true },
    })
    for (const events of [
      [first, off],
      [off, first],
    ])
      expect(codesKept("coupon_1", factsOf(...events))[0]!.code.active).toBe(false)
  })
})
