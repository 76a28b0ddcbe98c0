import { afterAll, beforeAll, expect, test } from "vitest"
import type { TransactionDetail } from "#shared/contract/transactions.ts"
import { ADMIN, startConsole, type TestConsole } from "../support/console.ts"
import {
  balanceObject,
  chargeObject,
  disputeObject,
  invoicePaymentObject,
  PAID_AT,
  refundObject,
} from "../support/payment-object.ts"
import { customerObject, invoiceObject, type Told, told } from "../support/stripe-object.ts"

const VIEWER = "viewer@demo.test"

let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: "2026-03-20T14:02:00.000Z" })
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const tell = async (...events: Told[]) => {
  for (const event of events) expect((await river.stripe(event)).status).toBe(200)
  await river.settled()
}
/** Puts into the sandbox what Stripe will answer. */
const known = async (...objects: Told[]) =>
  expect((await river.call("POST", "/_local/stripe", { body: { objects } })).body).toEqual({ kept: objects.length })
const list = async (query = "", as = ADMIN) => (await river.call("GET", `/api/transactions${query}`, { as })).body
const one = async (chargeId: string, as = ADMIN): Promise<TransactionDetail> =>
  (await river.call("GET", `/api/transactions/live/${chargeId}`, { as })).body

test("without a charge there is an empty list with empty totals", async () => {
  expect(await list()).toMatchObject({
    items: [],
    nextCursor: null,
    totals: { count: 0, gross: [], settled: [], converted: { currency: "usd", netCents: 0, missingRates: [] } },
  })
  expect((await river.call("GET", "/api/transactions/live/ch_none", { as: ADMIN })).status).toBe(404)
})

test("a charge's fee and net are pending until Stripe is asked, and come by themselves", async () => {
  await tell(
    told("customer.created", PAID_AT - 60, customerObject({ metadata: { organizationId: "org_1" } })),
    told("charge.succeeded", PAID_AT, chargeObject()),
  )
  expect((await list()).items[0]).toMatchObject({
    chargeId: "ch_1",
    grossCents: 10_000,
    pending: ["charge"],
    settled: [],
  })
  expect(await one("ch_1")).toMatchObject({
    wanted: [{ object: "balance", id: "txn_charge" }],
    asking: { attempts: 1, failure: "No such balance transaction: 'txn_charge'" },
    told: [{ type: "charge.succeeded" }],
  })
  await known(balanceObject("txn_charge", 10_000, 320))
  await expect
    .poll(
      async () => {
        await river.advance(60_000)
        return (await list()).items[0].pending
      },
      { timeout: 30_000 },
    )
    .toEqual([])
  expect((await list()).items).toMatchObject([
    { organizationId: "org_1", customerId: "cus_1", settled: [{ currency: "usd", feeCents: 320, netCents: 9_680 }] },
  ])
  expect(await one("ch_1")).toMatchObject({ wanted: [], asking: null, balance: [{ of: "charge", netCents: 9_680 }] })
})

test("what Stripe knows already is there at once, in whatever order its deliveries come", async () => {
  await known(
    balanceObject("txn_2", 396_409, 16_123, { currency: "mxn", source: "ch_2" }),
    balanceObject("txn_2r", -132_000, 0, { currency: "mxn", source: "re_2" }),
  )
  const charge = { id: "ch_2", amount: 30_000, balance_transaction: "txn_2", payment_intent: "pi_2" }
  await tell(
    told(
      "refund.created",
      PAID_AT + 90,
      refundObject({ id: "re_2", charge: "ch_2", amount: 10_000, balance_transaction: "txn_2r" }),
    ),
    told(
      "invoice_payment.paid",
      PAID_AT + 61,
      invoicePaymentObject({ invoice: "in_2", payment: { payment_intent: "pi_2", type: "payment_intent" } }),
    ),
    told("charge.succeeded", PAID_AT + 60, chargeObject({ ...charge, created: PAID_AT + 60 })),
    told(
      "invoice.paid",
      PAID_AT + 62,
      invoiceObject({ id: "in_2", number: "A-0002", hosted_invoice_url: "https://pay.example/in_2" }),
    ),
  )
  expect((await list()).items[0]).toMatchObject({
    chargeId: "ch_2",
    status: "partlyRefunded",
    fx: "13.2136",
    settled: [{ currency: "mxn", settledCents: 396_409, feeCents: 16_123, refundCents: -132_000, netCents: 248_286 }],
    invoice: { invoiceId: "in_2", number: "A-0002", url: "https://pay.example/in_2" },
    pending: [],
  })
})

test("totals are per settlement currency, follow the filters, and no rate is guessed", async () => {
  const withdrawn = balanceObject("txn_3d", -5_000, 1_500)
  await known(balanceObject("txn_3", 5_000, 175))
  const charge = chargeObject({
    id: "ch_3",
    amount: 5_000,
    balance_transaction: "txn_3",
    payment_intent: "pi_3",
    created: PAID_AT + 86_400,
  })
  await tell(
    told("charge.succeeded", PAID_AT + 86_400, charge),
    told(
      "charge.dispute.created",
      PAID_AT + 90_000,
      disputeObject({ id: "dp_3", charge: "ch_3", amount: 5_000, balance_transactions: [withdrawn] }),
    ),
    told(
      "charge.succeeded",
      PAID_AT + 70,
      chargeObject({ id: "ch_test", balance_transaction: "txn_charge", payment_intent: "pi_t", livemode: false }),
      { livemode: false },
    ),
  )
  const { totals, statuses, currencies, settlements, items } = await list()
  expect(items.map(({ chargeId }: { chargeId: string }) => chargeId)).toEqual(["ch_3", "ch_2", "ch_1"])
  expect(totals).toEqual({
    count: 3,
    pending: 0,
    gross: [{ currency: "usd", cents: 45_000 }],
    settled: [
      {
        currency: "mxn",
        settledCents: 396_409,
        feeCents: 16_123,
        refundCents: -132_000,
        disputeCents: 0,
        netCents: 248_286,
      },
      { currency: "usd", settledCents: 15_000, feeCents: 1_995, refundCents: 0, disputeCents: -5_000, netCents: 8_005 },
    ],
    converted: { currency: "usd", netCents: null, missingRates: ["mxn"] },
  })
  expect(statuses).toEqual({ paid: 1, partlyRefunded: 1, disputed: 1 })
  expect([currencies, settlements]).toEqual([["usd"], ["mxn", "usd"]])
  expect((await list("?settlement=usd")).totals).toMatchObject({ count: 2, converted: { netCents: 8_005 } })
  expect((await list("?status=disputed")).items).toMatchObject([
    { chargeId: "ch_3", disputes: [{ status: "needs_response" }] },
  ])
  expect((await list("?to=2026-03-02T00:00:00.000Z")).totals).toMatchObject({ count: 2 })
  expect((await list("?mode=test")).items).toMatchObject([{ chargeId: "ch_test" }])
  const first = await list("?limit=2")
  const second = await list(`?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`)
  expect(second).toMatchObject({ items: [{ chargeId: "ch_1" }], nextCursor: null, totals: null })
  expect(
    (
      await river.call("GET", `/api/transactions?limit=2&status=paid&cursor=${encodeURIComponent(first.nextCursor)}`, {
        as: ADMIN,
      })
    ).status,
  ).toBe(400)
})

test("a viewer reads money, but nobody's name or address, and finds nobody by them", async () => {
  expect((await list("", VIEWER)).items[0]).toMatchObject({ name: "A…", email: "a…@example.org", grossCents: 5_000 })
  expect(await one("ch_1", VIEWER)).toMatchObject({ name: "A…", masked: true })
  expect(await one("ch_2", VIEWER)).toMatchObject({ invoice: { number: "A-0002", url: null } })
  expect((await list("?search=ada%40", VIEWER)).items).toEqual([])
  expect((await list("?search=ada%40")).items).toHaveLength(3)
  expect((await list("?search=a-0002")).items).toMatchObject([{ chargeId: "ch_2" }])
})

test("another zone moves days, and no amount", async () => {
  const before = (await list()).totals
  const settings = (await river.call("GET", "/api/settings/general", { as: ADMIN })).body
  const zoned = { ...settings, reportingZone: "Asia/Kolkata" }
  expect((await river.call("PUT", "/api/settings/general", { as: ADMIN, body: zoned })).status).toBe(200)
  await river.advance(120_000)
  await river.advance(120_000)
  expect((await list()).totals).toEqual(before)
})
