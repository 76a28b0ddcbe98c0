import { DatabaseSync } from "node:sqlite"
import Stripe from "stripe"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openStripeObjects, type StripeObject } from "../../infra/local/stripe/objects.ts"
import { openSandbox, SANDBOX_KEY } from "../../infra/local/stripe/sandbox.ts"
import { balanceObject, chargeObject, refundObject } from "../support/payment-object.ts"
import { discountObject, subscribed, type Told } from "../support/stripe-object.ts"

const objects = openStripeObjects({ swift: new DatabaseSync(":memory:") as never })
const put = (...told: Told[]) => objects.put(told as StripeObject[])
let sandbox: Awaited<ReturnType<typeof openSandbox>>
let stripe: Stripe
beforeAll(async () => {
  sandbox = await openSandbox(objects, { answer: () => expect.unreachable(), begin() {}, stop: async () => {} })
  const { hostname, port } = new URL(sandbox.url)
  stripe = new Stripe(SANDBOX_KEY, {
    ...{ protocol: "http", host: hostname, port, maxNetworkRetries: 0, telemetry: false },
    httpClient: Stripe.createFetchHttpClient(),
  })
  put(
    ...Array.from({ length: 7 }, (_, nth) => subscribed({ id: `sub_${nth}`, created: 100 + nth })),
    subscribed({ id: "sub_over", created: 50, status: "canceled" }),
    subscribed({ id: "sub_part", created: 40, status: "past_due", discounts: ["di_1"] }),
    discountObject({ percent: 10 }),
    chargeObject({ created: 200 }),
    chargeObject({ id: "ch_2", created: 300, balance_transaction: "txn_nobody_knows" }),
    balanceObject("txn_charge", 10_000, 320),
    refundObject({ created: 250 }),
  )
})
afterAll(() => sandbox.stop())

test("lists go from the newest on, page by page, to a last page that says so", async () => {
  const first = await stripe.subscriptions.list({ limit: 3 })
  expect([first.data.map(({ id }) => id), first.has_more]).toEqual([["sub_6", "sub_5", "sub_4"], true])
  const second = await stripe.subscriptions.list({ limit: 5, starting_after: "sub_4" })
  expect([second.data.map(({ id }) => id), second.has_more]).toEqual([
    ["sub_3", "sub_2", "sub_1", "sub_0", "sub_part"],
    false,
  ])
  await expect(stripe.subscriptions.list({ starting_after: "sub_none" })).rejects.toMatchObject({
    statusCode: 400,
    code: "resource_missing",
  })
})

test("subscriptions that are over are listed when all are asked for, or those", async () => {
  const ids = async (status?: "all" | "canceled" | "past_due") =>
    (await stripe.subscriptions.list({ limit: 100, ...(status ? { status } : {}) })).data.map(({ id }) => id)
  expect(await ids()).not.toContain("sub_over")
  expect((await ids("all")).slice(-2)).toEqual(["sub_over", "sub_part"])
  expect(await ids("canceled")).toEqual(["sub_over"])
  expect(await ids("past_due")).toEqual(["sub_part"])
})

test("a time bounds a list, an object narrows it, and what stands inside comes whole where it is known", async () => {
  const ids = async (created: Stripe.RangeQueryParam) =>
    (await stripe.charges.list({ created })).data.map(({ id }) => id)
  expect([await ids({ gte: 300 }), await ids({ gt: 300 }), await ids({ lt: 300 }), await ids({ lte: 300 })]).toEqual([
    ["ch_2"],
    [],
    ["ch_1"],
    ["ch_2", "ch_1"],
  ])
  const { data } = await stripe.charges.list({ expand: ["data.balance_transaction", "data.refunds"] })
  expect(data).toMatchObject([
    { id: "ch_2", balance_transaction: "txn_nobody_knows", refunds: { data: [] } },
    { id: "ch_1", balance_transaction: { net: 9_680 }, refunds: { data: [{ id: "re_1" }] } },
  ])
  expect((await stripe.refunds.list({ charge: "ch_2" })).data).toEqual([])
  put(chargeObject({ id: "ch_test", created: 10, livemode: false }), refundObject({ id: "re_test", charge: "ch_test" }))
  expect((await stripe.refunds.list({ charge: "ch_test" })).data).toMatchObject([{ id: "re_test", livemode: false }])
  const { discounts } = await stripe.subscriptions.retrieve("sub_part", { expand: ["discounts.source.coupon"] })
  expect(discounts).toMatchObject([{ id: "di_1", source: { coupon: { percent_off: 10 } } }])
})
