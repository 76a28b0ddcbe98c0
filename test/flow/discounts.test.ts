import { afterAll, beforeAll, expect, test } from "vitest"
import type { Discount, DiscountDetail } from "#shared/contract/discounts.ts"
import { ADMIN, startConsole, type TestConsole } from "../support/console.ts"
import {
  couponObject,
  customerObject,
  discountObject,
  invoiceObject,
  itemObject,
  priceObject,
  promotionCodeObject,
  subscribed,
  type Told,
  told,
  unix,
} from "../support/stripe-object.ts"

const [SUPPORT, VIEWER] = ["support@demo.test", "viewer@demo.test"]
const NOW = "2026-03-20T14:02:00.000Z"
const BEGAN = unix("2026-01-01")

let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: NOW })
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const item = (cents: number) => ({ ...itemObject(priceObject({ cents })), current_period_end: unix("2026-04-01") })
const FRIENDS = discountObject({ percent: 25 }, "forever", { start: BEGAN, promotionCodeId: "promo_1" })
const OTHER = discountObject({ amount: 500, currency: "eur" }, "repeating", {
  ...{ id: "di_2", couponId: "only_on_subscriptions", start: BEGAN, end: unix("2026-06-01") },
})

/** Tells the console, and teaches the sandbox, of objects. */
async function happened(...events: Told[]) {
  const objects = events.map(({ data }) => (data as { object: Told }).object)
  await river.call("POST", "/_local/stripe", { body: { objects } })
  for (const event of events) expect((await river.stripe(event)).status).toBe(200)
  await river.settled()
}
const list = async (query = "", as = ADMIN) => (await river.call("GET", `/api/discounts${query}`, { as })).body
const rows = async (query = ""): Promise<Discount[]> => (await list(query)).items
const one = async (id = "coupon_1", as = ADMIN): Promise<DiscountDetail> =>
  (await river.call("GET", `/api/discounts/live/${id}`, { as })).body
const command = (what: string, body: object = {}, { as = ADMIN, key = crypto.randomUUID() as string } = {}) =>
  river.call("POST", `/api/discounts/live${what}`, { as, body, headers: { "idempotency-key": key } })
/** Waits until the coupon's commands have ended, and answers the newest. */
async function ended(id: string) {
  const waiting = async () => (await one(id)).commands.filter(({ state }) => state === "waiting")
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([])
  await river.settled()
  return (await one(id)).commands[0]!
}
const SPRING = { name: "Spring", kind: "percent", value: "12.5", duration: "repeating", durationMonths: 3 }

test("without a coupon there is an empty list", async () => {
  expect(await list()).toMatchObject({ items: [], totals: { count: 0, offMonth: [] }, statuses: {}, untied: 0 })
  expect((await river.call("GET", "/api/discounts/live/none", { as: ADMIN })).status).toBe(404)
})

test("coupons, their codes and who has them are listed with what they take off", async () => {
  await happened(
    told("coupon.created", BEGAN, couponObject({ times_redeemed: 3, max_redemptions: 10 })),
    told("promotion_code.created", BEGAN, promotionCodeObject()),
    told("customer.created", BEGAN, customerObject()),
    told("customer.subscription.created", BEGAN, subscribed({ items: [item(4_900)], discounts: [FRIENDS] })),
    told(
      "invoice.paid",
      BEGAN,
      invoiceObject({ discounts: ["di_1"], total_discount_amounts: [{ amount: 1_225, discount: "di_1" }] }),
    ),
    told(
      "customer.subscription.created",
      BEGAN,
      subscribed({
        ...{ id: "sub_2", customer: "cus_2", currency: "eur", discounts: [OTHER] },
        items: [
          { ...itemObject(priceObject({ cents: 2_000, currency: "eur" })), current_period_end: unix("2026-04-01") },
        ],
      }),
    ),
  )
  expect(await rows("?sort=redemptions")).toMatchObject([
    {
      ...{ couponId: "coupon_1", name: "Friends", status: "active", redeemedCount: 3, redemptionsMax: 10, running: 1 },
      terms: { kind: "percent", value: "25", duration: "forever" },
      offMonth: [{ currency: "usd", cents: 1_225 }],
      offMrr: [{ currency: "usd", cents: 1_225 }],
      given: [{ currency: "usd", cents: 1_225 }],
      codes: [{ code: "FRIENDS", active: true }],
    },
    {
      ...{ couponId: "only_on_subscriptions", name: null, status: "untold", redeemedCount: null, redemptions: 1 },
      terms: { kind: "amount", value: "500", currency: "eur", duration: "repeating" },
      offMonth: [{ currency: "eur", cents: 500 }],
      // By the rule of the settings what repeats lowers no MRR.
      offMrr: [],
      given: [],
    },
  ])
  expect(await list()).toMatchObject({
    totals: { count: 2, active: 1, running: 2, offMonth: [{ currency: "eur" }, { currency: "usd", cents: 1_225 }] },
    statuses: { active: 1, untold: 1 },
  })
  expect(await rows("?search=friends")).toMatchObject([{ couponId: "coupon_1" }])
  expect(await rows("?status=untold")).toMatchObject([{ couponId: "only_on_subscriptions" }])
  const first = await list("?limit=1&sort=redemptions")
  expect(await rows(`?limit=1&sort=redemptions&cursor=${encodeURIComponent(first.nextCursor)}`)).toMatchObject([
    { couponId: "only_on_subscriptions" },
  ])
  const detail = await one()
  expect(detail).toMatchObject({
    promotionCodes: [{ codeId: "promo_1", status: "active", redemptions: 1, given: [{ cents: 1_225 }] }],
    redeemed: [
      {
        ...{ subscriptionId: "sub_1", name: "Ada & Co", organizationId: "org_1", code: "FRIENDS", isRunning: true },
        ...{ fromAt: "2026-01-01T00:00:00.000Z", toAt: null, offMonthCents: 1_225 },
      },
    ],
    ...{ commands: [], misses: [], masked: false },
  })
  expect(detail.news.map(({ type, code }) => [type, code])).toEqual(
    expect.arrayContaining([
      ["coupon.created", null],
      ["promotion_code.created", "FRIENDS"],
    ]),
  )
})

test("who has it is masked for viewers, and they may change nothing", async () => {
  const { redeemed, masked } = await one("coupon_1", VIEWER)
  expect(masked).toBe(true)
  expect(JSON.stringify(redeemed)).not.toContain("Ada & Co")
  for (const as of [SUPPORT, VIEWER]) expect((await command("", SPRING, { as })).status).toBe(403)
})

test("a coupon is made once for each key, is audited, and is listed", async () => {
  const key = "make-the-spring"
  const asked = await command("", SPRING, { key })
  expect(asked.status).toBe(202)
  expect((await command("", SPRING, { key })).body).toEqual(asked.body)
  expect((await command("", { ...SPRING, value: "13" }, { key })).status).toBe(409)
  const { couponId } = asked.body
  expect(await ended(couponId)).toMatchObject({
    action: "create",
    state: "done",
    asks: { name: "Spring", value: "12.5" },
  })
  await expect.poll(async () => (await rows("?search=spring")).length, { timeout: 10_000 }).toBe(1)
  expect(await rows("?search=spring")).toMatchObject([
    { couponId, status: "active", terms: { value: "12.5", durationMonths: 3 }, redeemedCount: 0, redemptions: 0 },
  ])
  const audit = (await river.call("GET", `/api/audit?search=${couponId}`, { as: ADMIN })).body.items
  expect(audit.map(({ action }: { action: string }) => action)).toEqual(["coupon.create.done", "coupon.create.asked"])
})

test.each<[string, object, string]>([
  ["more than all", { value: "101" }, "value"],
  ["three digits", { value: "12.345" }, "value"],
  ["an amount in no currency", { kind: "amount", value: "500" }, "currency"],
  ["no months", { durationMonths: undefined }, "durationMonths"],
  ["a time that is over", { redeemByAt: "2026-03-01T00:00:00.000Z" }, "redeemByAt"],
])("a coupon of %s is refused, and says what would be right", async (_, more, where) => {
  const { status, body } = await command("", { ...SPRING, ...more })
  expect([status, body.where]).toEqual([422, where])
  expect(body.wanted).toMatch(/.{4}/)
})

test("a code is made, deactivated and activated again", async () => {
  const made = await command("/coupon_1/codes", { code: "HELLO-1", firstTimeOnly: true, redemptionsMax: 5 })
  expect(made.status).toBe(202)
  expect(await ended("coupon_1")).toMatchObject({ action: "createCode", state: "done", failure: null })
  const codeOf = async () => (await one()).promotionCodes.find(({ code }) => code === "HELLO-1")
  await expect
    .poll(codeOf, { timeout: 10_000 })
    .toMatchObject({ status: "active", firstTimeOnly: true, redemptionsMax: 5 })
  const { codeId } = (await codeOf())!
  expect((await command(`/coupon_1/codes/${codeId}/reactivate`)).body.detail).toBe("This code can be redeemed already")
  await command(`/coupon_1/codes/${codeId}/deactivate`)
  expect(await ended("coupon_1")).toMatchObject({ action: "deactivateCode", state: "done", asks: { code: "HELLO-1" } })
  await expect.poll(codeOf, { timeout: 10_000 }).toMatchObject({ status: "deactivated" })
  await command(`/coupon_1/codes/${codeId}/reactivate`)
  expect(await ended("coupon_1")).toMatchObject({ action: "reactivateCode", state: "done" })
  await expect.poll(codeOf, { timeout: 10_000 }).toMatchObject({ status: "active" })
  expect((await command("/coupon_1/codes/promo_none/deactivate")).status).toBe(404)
})

test("what Stripe refuses is told in its words", async () => {
  await command("/coupon_1/codes", { code: "friends" })
  expect(await ended("coupon_1")).toMatchObject({
    ...{ action: "createCode", state: "failed" },
    failure: { message: "An active promotion code with `code: friends` already exists." },
  })
  const wrong = await command("/coupon_1/codes", { code: "a b" })
  expect([wrong.status, wrong.body.where]).toEqual([422, "code"])
})

test("a coupon is deleted once it is confirmed, and whoever has it keeps it", async () => {
  const wrong = await command("/coupon_1/delete", { confirmation: "coupon" })
  expect([wrong.status, wrong.body.where, wrong.body.wanted]).toEqual([422, "confirmation", "coupon_1"])
  expect((await command("/coupon_1/delete", { confirmation: "coupon_1" })).status).toBe(202)
  expect(await ended("coupon_1")).toMatchObject({ action: "delete", state: "done" })
  await expect.poll(async () => (await one()).status, { timeout: 10_000 }).toBe("deleted")
  expect(await one()).toMatchObject({ name: "Friends", running: 1, offMonth: [{ cents: 1_225 }] })
  await expect
    .poll(async () => (await one()).promotionCodes.map(({ status }) => status), { timeout: 10_000 })
    .toEqual(["couponOver", "couponOver"])
  expect((await command("/coupon_1/delete", { confirmation: "coupon_1" })).status).toBe(409)
  expect((await command("/coupon_1/codes", {})).status).toBe(409)
})

test("what Stripe has deleted before is done", async () => {
  expect((await river.stripe(told("coupon.created", BEGAN, couponObject({ id: "lost" })))).status).toBe(200)
  await river.settled()
  await command("/lost/delete", { confirmation: "lost" })
  expect(await ended("lost")).toMatchObject({ action: "delete", state: "done", failure: null })
  await expect.poll(async () => (await one("lost")).status, { timeout: 10_000 }).toBe("deleted")
})

test("the list is exported as it is shown", async () => {
  const request = { list: "discounts", filter: { sort: "redemptions" } }
  const headers = { "idempotency-key": crypto.randomUUID() }
  const { body } = await river.call("POST", "/api/exports", { as: ADMIN, body: { request }, headers })
  const read = async () => (await river.call("GET", `/api/exports/${body.exportId}`, { as: ADMIN })).body
  await expect.poll(async () => (await read()).status, { timeout: 20_000 }).toBe("ready")
  const text = await (await fetch((await read()).downloadUrl)).text()
  expect(text).toContain("coupon_1,live,Friends,deleted,25 % off forever,percent,25")
  expect(text).toContain("5.00")
})
