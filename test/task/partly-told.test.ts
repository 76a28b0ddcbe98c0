import { expect, test } from "vitest"
import { timelineOf } from "#shared/revenue/timeline.ts"
import type { StripeFact } from "#shared/revenue/stripe-fact.ts"
import { instant, msOf } from "#shared/time.ts"
import { customerFacts } from "../../functions/table/customer.ts"
import { wantedOf, wantingCustomer } from "../../functions/table/wanted.ts"
import { answerWants } from "../../functions/task/answer-wants.ts"
import { askerOf } from "../support/asker.ts"
import { discountObject, itemObject, priceObject, subscribed, type Told, told, unix } from "../support/stripe-object.ts"
import { comparing, NOW } from "./support/reconciliations.ts"

const CUSTOMER = { mode: "live", customerId: "cus_1" } as const
const BEGAN = unix("2026-03-01")
const items = (count: number) =>
  Array.from({ length: count }, (_, nth) => itemObject(priceObject({ name: `Part ${nth}`, cents: 1_000 })))
const whole = (more: Told = {}) => subscribed({ created: BEGAN, items: items(12), ...more })
/** As Stripe's deliveries tell more than ten items. */
const inPart = (more: Told = {}): Told => ({
  ...whole(more),
  items: { object: "list", data: items(10), has_more: true },
})

const standing = async (it: ReturnType<typeof comparing>) => {
  const facts = (await customerFacts(it.model.db, CUSTOMER)) as StripeFact[]
  const { subscriptions, misses } = timelineOf(facts, { discounts: "forever" })
  return { mrrCents: subscriptions[0]?.steps.at(-1)?.mrrCents, misses }
}
const wanted = async (it: ReturnType<typeof comparing>) =>
  (await wantedOf(it.model.db, wantingCustomer(CUSTOMER)))?.wants

test("a subscription told in part counts what is there, says so, and is whole once Stripe is asked", async () => {
  const it = comparing()
  await it.tell(told("customer.subscription.created", BEGAN, inPart()))
  expect(await standing(it)).toEqual({ mrrCents: 10_000, misses: ["subscription.items.has_more"] })
  expect(await wanted(it)).toEqual([{ object: "subscription", id: "sub_1" }])
  expect(await answerWants(it.ground, askerOf([whole()]))).toBe(1)
  await it.flow()
  expect(await standing(it)).toEqual({ mrrCents: 12_000, misses: [] })
  expect(await wanted(it)).toEqual([])
  expect(await answerWants(it.ground, askerOf([whole()]))).toBe(0)
})

test("a discount that is told by its id alone is asked for", async () => {
  const it = comparing()
  await it.tell(told("customer.subscription.created", BEGAN, subscribed({ created: BEGAN, discounts: ["di_1"] })))
  expect(await standing(it)).toEqual({ mrrCents: 4_900, misses: ["subscription.discounts[0].coupon"] })
  const answer = subscribed({
    created: BEGAN,
    discounts: [discountObject({ percent: 50 }, "forever", { start: BEGAN })],
  })
  expect(await answerWants(it.ground, askerOf([answer]))).toBe(1)
  await it.flow()
  expect(await standing(it)).toEqual({ mrrCents: 2_450, misses: [] })
})

test("the tiers of a price, which no delivery tells, are asked for", async () => {
  const it = comparing()
  const price = (tiers?: Told[]) =>
    priceObject({
      cents: null,
      more: { billing_scheme: "tiered", tiers_mode: "graduated", ...(tiers ? { tiers } : {}) },
    })
  const tiered = (tiers?: Told[]) => subscribed({ created: BEGAN, items: [itemObject(price(tiers), 3)] })
  await it.tell(told("customer.subscription.created", BEGAN, tiered()))
  expect(await standing(it)).toEqual({ mrrCents: 0, misses: ["subscription.items[0].price.tiers"] })
  const answer = tiered([
    { up_to: 2, unit_amount_decimal: "1000", flat_amount: null },
    { up_to: null, unit_amount_decimal: "500", flat_amount: null },
  ])
  expect(await answerWants(it.ground, askerOf([answer]))).toBe(1)
  await it.flow()
  expect(await standing(it)).toEqual({ mrrCents: 2_500, misses: [] })
})

test("a later delivery that tells a part again is asked about again; an earlier one that comes late is not", async () => {
  const it = comparing()
  await it.tell(told("customer.subscription.created", BEGAN, inPart()))
  await answerWants(it.ground, askerOf([whole()]))
  await it.flow()
  const update = (at: number) =>
    told("customer.subscription.updated", at, inPart({ cancel_at_period_end: true }), {
      previous: { cancel_at_period_end: false },
    })
  await it.tell(update(BEGAN + 60))
  expect(await wanted(it)).toEqual([])
  await it.tell(update(Math.floor(msOf(NOW) / 1_000) + 60))
  expect(await wanted(it)).toEqual([{ object: "subscription", id: "sub_1" }])
})

test("of one that ended, and of one that Stripe itself tells in part, nothing more is asked", async () => {
  const it = comparing()
  await it.tell(told("customer.subscription.deleted", BEGAN + 9, inPart({ status: "canceled", ended_at: BEGAN + 9 })))
  expect(await wanted(it)).toBeUndefined()
  const other = comparing()
  await other.tell(told("customer.subscription.created", BEGAN, inPart()))
  await answerWants(other.ground, askerOf([inPart()]))
  await other.flow()
  expect(await wanted(other)).toEqual([])
  expect(await standing(other)).toMatchObject({ misses: ["subscription.items.has_more"] })
})

test("what Stripe does not know is asked for no more after ten times", async () => {
  const it = comparing()
  await it.tell(told("customer.subscription.created", BEGAN, inPart()))
  for (let tries = 0; tries < 20; tries++) {
    await answerWants(it.ground, askerOf([]))
    it.clock.now = instant(msOf(it.clock.now) + 3_600_000)
  }
  expect(await wantedOf(it.model.db, wantingCustomer(CUSTOMER))).toMatchObject({
    attempts: 10,
    failure: "No such subscription: 'sub_1'",
  })
})
