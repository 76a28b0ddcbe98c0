import { expect, test } from "vitest"
import { balanceObject, chargeObject } from "../support/payment-object.ts"
import { invoiceObject, itemObject, priceObject, subscribed, type Told, unix } from "../support/stripe-object.ts"
import { openSandboxes, refusal, SANDBOX_NOW as NOW } from "./support/sandbox.ts"

const ITEM = { ...itemObject(priceObject()), current_period_end: unix("2026-04-01") }
const SUBSCRIPTION = subscribed({ items: [ITEM], status: "past_due" })
const INVOICE = invoiceObject({ status: "open", amount_due: 4_900, amount_paid: 0, amount_remaining: 4_900 })

const open = openSandboxes()

test("a subscription ends with its period and goes on again, and each is told", async () => {
  const { stripe, told, types } = await open([SUBSCRIPTION])
  expect(await stripe.subscriptions.update("sub_1", { cancel_at_period_end: true })).toMatchObject({
    cancel_at_period_end: true,
    cancel_at: unix("2026-04-01"),
    canceled_at: NOW,
  })
  expect(await stripe.subscriptions.update("sub_1", { cancel_at_period_end: false })).toMatchObject({
    cancel_at: null,
    canceled_at: null,
  })
  expect(await stripe.subscriptions.retrieve("sub_1")).toMatchObject({ cancel_at_period_end: false })
  await expect.poll(types).toEqual(["customer.subscription.updated", "customer.subscription.updated"])
  expect(told[0]).toMatchObject({
    livemode: true,
    data: { object: { cancel_at_period_end: true }, previous_attributes: { cancel_at_period_end: false } },
  })
  expect(Number(told[1]!["created"])).toBeGreaterThan(Number(told[0]!["created"]))
})

test("an idempotency key does a thing once, and is one request's own", async () => {
  const { stripe, types } = await open([SUBSCRIPTION])
  const end = (ends: boolean) =>
    stripe.subscriptions.update("sub_1", { cancel_at_period_end: ends }, { idempotencyKey: "key_1" })
  const first = await end(true)
  await stripe.subscriptions.update("sub_1", { cancel_at_period_end: false })
  expect(await end(true)).toEqual(first)
  expect(await stripe.subscriptions.retrieve("sub_1")).toMatchObject({ cancel_at_period_end: false })
  await expect.poll(() => types().length).toBe(2)
  expect(await refusal(end(false))).toMatchObject({ statusCode: 400, type: "StripeIdempotencyError" })
})

test("an item gets another price, and with another interval a period of its own", async () => {
  const yearly = priceObject({ id: "price_year", cents: 49_000, interval: "year" })
  const { stripe } = await open([SUBSCRIPTION, yearly, priceObject({ id: "price_eur", currency: "eur" })])
  const change = (price: string) =>
    stripe.subscriptions.update("sub_1", {
      items: [{ id: String((ITEM as Told)["id"]), price }],
      proration_behavior: "create_prorations",
    })
  expect((await change("price_year")).items.data).toMatchObject([
    { price: { id: "price_year" }, current_period_start: NOW, current_period_end: unix("2027-03-20T14:02:00Z") },
  ])
  expect(await refusal(change("price_none"))).toMatchObject({ statusCode: 400, code: "resource_missing" })
  expect(await refusal(change("price_eur"))).toMatchObject({ statusCode: 400 })
})

test("an open invoice is paid once, and what was behind is so no more", async () => {
  const { stripe, types, objects } = await open([
    SUBSCRIPTION,
    INVOICE,
    chargeObject({ status: "failed", failure_code: "insufficient_funds", amount_captured: 0 }),
  ])
  expect(await stripe.invoices.pay("in_1")).toMatchObject({ status: "paid", amount_paid: 4_900, amount_remaining: 0 })
  await expect
    .poll(types)
    .toEqual(["charge.succeeded", "invoice_payment.paid", "invoice.paid", "customer.subscription.updated"])
  expect(await stripe.subscriptions.retrieve("sub_1")).toMatchObject({ status: "active" })
  const charge = objects.where("charge", "customer", "cus_1")[0]!
  expect(charge).toMatchObject({ amount: 4_900, status: "succeeded", failure_message: null })
  expect(await stripe.balanceTransactions.retrieve(String(charge["balance_transaction"]))).toMatchObject({
    amount: 4_900,
    fee: 172,
    net: 4_728,
  })
  expect(await refusal(stripe.invoices.pay("in_1"))).toMatchObject({ message: "Invoice is already paid" })
})

test("money of another currency is settled as it was settled last", async () => {
  const { stripe, objects } = await open([
    { ...INVOICE, currency: "eur" },
    chargeObject({ id: "ch_old", currency: "eur", customer: "cus_2", balance_transaction: "txn_old" }),
    balanceObject("txn_old", 11_000, 350, { exchange_rate: 1.1, source: "ch_old" }),
  ])
  await stripe.invoices.pay("in_1")
  const charge = objects.where("charge", "customer", "cus_1")[0]!
  expect(objects.get("balance_transaction", String(charge["balance_transaction"]))).toMatchObject({
    amount: 5_390,
    currency: "usd",
  })
})

test("a card that was declined for good is declined again, in the bank's words", async () => {
  const { stripe, types } = await open([
    INVOICE,
    chargeObject({ status: "failed", failure_code: "expired_card", failure_message: "Your card has expired." }),
  ])
  expect(await refusal(stripe.invoices.pay("in_1"))).toMatchObject({
    statusCode: 402,
    type: "StripeCardError",
    code: "expired_card",
    message: "Your card has expired.",
  })
  expect(await stripe.invoices.retrieve("in_1")).toMatchObject({ status: "open", attempt_count: 1 })
  await expect.poll(types).toEqual(["charge.failed", "invoice.payment_failed"])
})

test("what it does not know it refuses as Stripe does", async () => {
  const { stripe } = await open([SUBSCRIPTION, { ...SUBSCRIPTION, id: "sub_over", status: "canceled" }])
  expect(await refusal(stripe.subscriptions.update("sub_none", {}))).toMatchObject({ statusCode: 404 })
  expect(await refusal(stripe.subscriptions.update("sub_1", { description: "x" }))).toMatchObject({
    statusCode: 400,
    param: "description",
  })
  expect(await refusal(stripe.subscriptions.update("sub_over", { cancel_at_period_end: true }))).toMatchObject({
    statusCode: 400,
  })
  expect(await refusal(stripe.charges.update("ch_1", {}))).toMatchObject({ statusCode: 404 })
})

test("what was not told when it stopped is told when it starts again", async () => {
  const first = await open([SUBSCRIPTION], () => Promise.reject(new Error("the console is away")))
  await first.stripe.subscriptions.update("sub_1", { cancel_at_period_end: true })
  await first.stop()
  expect(first.types()).toEqual([])
  const second = await open([])
  await expect.poll(second.types).toEqual(["customer.subscription.updated"])
})
