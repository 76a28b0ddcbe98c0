import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { codesKept, couponKept } from "#shared/discounts/kept.ts"
import { wantsOf } from "#shared/payments/parts.ts"
import { paymentOf } from "#shared/payments/payment.ts"
import { transactionOf } from "#shared/payments/transaction.ts"
import { contributionsOf } from "#shared/revenue/contribution.ts"
import { readStripeEvent } from "#shared/revenue/stripe-event.ts"
import { timelineOf } from "#shared/revenue/timeline.ts"
import {
  couponObject,
  customerObject,
  discountObject,
  invoiceObject,
  promotionCodeObject,
  subscribed,
  type Told,
  told,
  unix,
} from "../../support/stripe-object.ts"

const NOON = unix("2026-03-01T12:00:00Z")
describe("garbage", () => {
  const worth = (event: unknown) => {
    const { reading, customerId } = readStripeEvent(event)
    if (reading.kind === "ignored") return
    if (reading.kind === "discount") {
      expect(JSON.parse(JSON.stringify(reading.facts))).toEqual(reading.facts)
      const { couponId } = reading.facts[0]!
      const twice = [...reading.facts, ...reading.facts]
      expect([couponKept(couponId, twice), codesKept(couponId, twice)]).toEqual([
        ...[couponKept(couponId, reading.facts), codesKept(couponId, reading.facts)],
      ])
      return
    }
    const { facts } = reading.payments
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
    for (const { chargeId } of facts) {
      const payment = paymentOf(facts.map(({ fact }) => fact))
      expect(transactionOf(chargeId, "live", payment, [])).toMatchObject({ chargeId })
      expect(wantsOf(chargeId, payment)).toBeInstanceOf(Array)
    }
    if (reading.kind === "payment") return
    expect(JSON.parse(JSON.stringify(reading.fact))).toEqual(reading.fact)
    for (const rule of ["forever", "all"] as const)
      contributionsOf(customerId!, timelineOf([reading.fact, reading.fact], { discounts: rule }), "Asia/Kolkata")
  }

  test("any JSON value gets a reading", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => worth(value)))
  })

  test("any event whose object is any JSON gets a reading, and whatever is read can be folded", () => {
    const types = fc.constantFrom(
      "customer.updated",
      "customer.subscription.updated",
      "invoice.paid",
      "invoice.upcoming",
      "charge.failed",
      "charge.dispute.created",
      "refund.updated",
      "coupon.updated",
      "invoice_payment.paid",
      "x",
    )
    fc.assert(
      fc.property(types, fc.jsonValue(), fc.jsonValue(), (type, object, previous) => {
        worth({ id: "evt_1", object: "event", type, created: NOON, data: { object, previous_attributes: previous } })
      }),
    )
  })

  test("a real event with any part of it replaced by garbage is read and folded", () => {
    const whole = [
      told(
        "customer.subscription.updated",
        NOON,
        subscribed({
          discounts: [discountObject({ percent: 10 }, "once", { start: 9 }), discountObject({ amount: 3 })],
        }),
        {
          previous: { status: "trialing", items: { data: [] } },
        },
      ),
      told("invoice.paid", NOON, invoiceObject(), { previous: { status: "open" } }),
      told("customer.updated", NOON, customerObject(), { previous: { name: null } }),
      told("coupon.updated", NOON, couponObject({ duration: "repeating", duration_in_months: 3 })),
      told("promotion_code.created", NOON, promotionCodeObject({ promotion: { coupon: couponObject() } })),
    ]
    const paths = whole.flatMap((event, at) => pathsOf(event).map((path) => ({ event, path, at })))
    const odd = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        -1,
        1.5,
        1e300,
        -0,
        1e16,
        "",
        "x".repeat(5_000),
        [],
        {},
        [null],
        true,
        "0.00001",
        "-7",
        "1e5",
      ),
      fc.jsonValue(),
    )
    fc.assert(
      fc.property(fc.constantFrom(...paths), odd, ({ event, path }, value) => worth(withValue(event, path, value))),
      { numRuns: 3_000 },
    )
  })
})

function pathsOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [path]
  return [
    ...(path.length > 0 ? [path] : []),
    ...Object.entries(value).flatMap(([key, held]) => pathsOf(held, [...path, key])),
  ]
}
function withValue(event: unknown, path: (string | number)[], value: unknown): unknown {
  const copy = structuredClone(event) as Told
  const parent = path.slice(0, -1).reduce<Told>((held, key) => held[key] as Told, copy)
  parent[path.at(-1)!] = value
  return copy
}
