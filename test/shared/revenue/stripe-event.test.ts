import { describe, expect, test } from "vitest"
import { readStripeEvent } from "#shared/revenue/stripe-event.ts"
import { customerObject, invoiceObject, subscribed, told, unix } from "../../support/stripe-object.ts"

const NOON = unix("2026-03-01T12:00:00Z")
const reasonOf = (event: unknown): string => {
  const { reading } = readStripeEvent(event)
  if (reading.kind === "payment") return "news of a payment"
  if (reading.kind === "discount") return "news of a coupon"
  return reading.kind === "ignored" ? reading.reason : `a fact about a ${reading.fact.object}`
}

test("an event tells its id, type, instant, mode, object and customer", () => {
  expect(readStripeEvent(told("customer.subscription.created", NOON, subscribed(), { id: "evt_1" }))).toMatchObject({
    type: "customer.subscription.created",
    deliveryId: "evt_1",
    createdAt: "2026-03-01T12:00:00.000Z",
    livemode: true,
    objectId: "sub_1",
    customerId: "cus_1",
    reading: {
      kind: "fact",
      fact: { object: "subscription", objectId: "sub_1", createdSeconds: NOON, eventId: "evt_1", misses: [] },
    },
  })
})

describe("what is set aside says why", () => {
  test.each<[string, unknown, RegExp]>([
    ["nothing", null, /not a JSON object/],
    ["a list", [], /not a JSON object/],
    ["text", "evt_1", /not a JSON object/],
    ["an object that is no event", { id: "in_1", object: "invoice" }, /not an event/],
    ["a thin event", { id: "evt_1", object: "v2.core.event", type: "v2.billing.x" }, /thin event/],
    ["an event without a type", { id: "evt_1", object: "event", data: {} }, /no type/],
    [
      "an event without an object",
      { id: "evt_1", object: "event", type: "invoice.paid", created: 1, data: {} },
      /no object/,
    ],
    [
      "a type nobody knows",
      told("climate.order.created", NOON, { id: "x", object: "climate.order" }),
      /climate\.order\.created/,
    ],
    [
      "a subscription without a customer",
      told("customer.subscription.updated", NOON, subscribed({ customer: null })),
      /no customer/,
    ],
    ["an object without an id", told("invoice.paid", NOON, invoiceObject({ id: undefined })), /no id/],
    ["an event without a time", { ...told("invoice.paid", NOON, invoiceObject()), created: null }, /when it happened/],
    ["an event at no time a date can say", told("invoice.paid", 1e15, invoiceObject()), /when it happened/],
    ["an upcoming invoice", told("invoice.upcoming", NOON, invoiceObject({ id: undefined })), /not an invoice yet/],
    [
      "a promotion code of no coupon",
      told("promotion_code.created", NOON, { id: "p", object: "promotion_code" }),
      /coupon/,
    ],
    ["another object than the type says", told("customer.updated", NOON, invoiceObject()), /customer/],
  ])("%s", (_, event, reason) => {
    expect(reasonOf(event)).toMatch(reason)
  })

  test.each([
    "credit_note.created review.opened checkout.session.completed payout.paid",
    "subscription_schedule.updated customer.discount.created price.updated product.created",
  ])("%s: with a reason of its own", (types) => {
    for (const type of types.split(" ")) {
      const reason = reasonOf(told(type, NOON, { id: "x_1", object: type.split(".")[0], customer: "cus_1" }))
      expect([type, reason]).toEqual([type, expect.stringMatching(/^[a-z].{15,}$/)])
      expect(reason).not.toContain(type)
    }
  })

  test("every event of the three objects is applied", () => {
    const subscriptionEvents =
      "created updated deleted paused resumed trial_will_end pending_update_applied pending_update_expired"
    for (const name of subscriptionEvents.split(" "))
      expect(reasonOf(told(`customer.subscription.${name}`, NOON, subscribed()))).toMatch(/a fact/)
    const invoiceEvents =
      "created finalized finalization_failed paid payment_succeeded payment_failed payment_action_required updated overdue voided marked_uncollectible sent overpaid will_be_due deleted"
    for (const name of invoiceEvents.split(" "))
      expect(reasonOf(told(`invoice.${name}`, NOON, invoiceObject()))).toMatch(/a fact/)
    for (const name of ["created", "updated", "deleted"])
      expect(reasonOf(told(`customer.${name}`, NOON, customerObject()))).toMatch(/a fact/)
  })
})
