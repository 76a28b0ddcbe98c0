import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { wantsOf } from "#shared/payments/parts.ts"
import { paymentOf } from "#shared/payments/payment.ts"
import {
  answered,
  balanceObject,
  chargeObject,
  disputeObject,
  PAID_AT,
  paymentFactsIn,
  refundObject,
  transactionIn,
} from "../../support/payment-object.ts"
import { type Told, told } from "../../support/stripe-object.ts"

const charged = (more: Told = {}, at = PAID_AT) => told("charge.succeeded", at, chargeObject(more))
const facts = (...events: Told[]) => paymentFactsIn(events)
const CHARGED = balanceObject("txn_charge", 10_000, 320)

describe("what is not read yet", () => {
  test("is pending, never an estimate, and is asked for", () => {
    const pending = transactionIn(facts(charged()))
    expect(pending).toMatchObject({ status: "paid", grossCents: 10_000, settled: [], fx: null, pending: ["charge"] })
    expect(wantsOf("ch_1", paymentOf(facts(charged())))).toEqual([{ object: "balance", id: "txn_charge" }])
    const known = [...facts(charged()), ...answered(CHARGED)]
    expect(transactionIn(known)).toMatchObject({
      pending: [],
      settled: [{ currency: "usd", settledCents: 10_000, feeCents: 320, netCents: 9_680 }],
      fees: [{ type: "stripe_fee", currency: "usd", cents: 320 }],
    })
    expect(wantsOf("ch_1", paymentOf(known))).toEqual([])
  })

  test("a charge without its balance transaction is asked for, until an update names it", () => {
    const without = charged({ balance_transaction: null })
    expect(wantsOf("ch_1", paymentOf(facts(without)))).toEqual([{ object: "charge", id: "ch_1" }])
    const updated = told("charge.updated", PAID_AT + 5, chargeObject(), { previous: { balance_transaction: null } })
    for (const events of [
      [without, updated],
      [updated, without],
    ])
      expect(wantsOf("ch_1", paymentOf(facts(...events)))).toEqual([{ object: "balance", id: "txn_charge" }])
  })

  test("refunds and disputes that the charge counts and nobody told are asked for", () => {
    const refunded = told("charge.refunded", PAID_AT + 9, chargeObject({ amount_refunded: 4_000 }))
    const disputed = told("charge.updated", PAID_AT + 9, chargeObject({ disputed: true }))
    const wants = (event: Told) => wantsOf("ch_1", paymentOf([...facts(event), ...answered(CHARGED)]))
    expect(wants(refunded)).toEqual([{ object: "refundsOf", id: "ch_1" }])
    expect(wants(disputed)).toEqual([{ object: "disputesOf", id: "ch_1" }])
    expect(transactionIn(facts(refunded)).status).toBe("partlyRefunded")
  })

  test("a refund whose charge nobody told is listed as it is, and the charge is asked for", () => {
    const alone = facts(told("refund.created", PAID_AT + 3_600, refundObject()))
    expect(transactionIn(alone)).toMatchObject({
      status: "unknown",
      at: "2026-03-01T13:00:00.000Z",
      refundedCents: 4_000,
      pending: ["charge", "refunds"],
    })
    expect(wantsOf("ch_1", paymentOf(alone))).toContainEqual({ object: "charge", id: "ch_1" })
  })
})

describe("money in two currencies", () => {
  test("30,000 USD cents that settled as 396,409 MXN cents are shown at 13.2136, and are no other amount", () => {
    const settled = balanceObject("txn_charge", 396_409, 16_000, { currency: "mxn", exchange_rate: 13.2136 })
    const one = transactionIn([...facts(charged({ amount: 30_000 })), ...answered(settled)])
    expect(one).toMatchObject({ fx: "13.2136", settled: [{ currency: "mxn", settledCents: 396_409 }] })
    expect(Math.round(30_000 * 13.2136)).not.toBe(396_409)
  })

  test.each([
    ["krw", 49_000, "usd", 3_577, "0.000730000"],
    ["jpy", 10_000, "usd", 6_612, "0.00661200"],
    ["vnd", 2_500_000, "usd", 9_812, "0.0000392480"],
    ["usd", 10_000, "jpy", 15_124, "151.240"],
    ["kwd", 10_000, "usd", 3_259, "3.25900"],
    ["eur", 100, "krw", 1_480, "1480.00"],
  ])("%s %i settled as %s %i is %s for one of it", (currency, amount, into, cents, fx) => {
    const settled = balanceObject("txn_charge", cents, 0, { currency: into })
    expect(transactionIn([...facts(charged({ currency, amount })), ...answered(settled)]).fx).toBe(fx)
  })

  test("a refund at another rate with a returned fee nets −27.00 CAD", () => {
    const events = [charged(), told("refund.created", PAID_AT + 3_600, refundObject({ amount: 10_000 }))]
    const one = transactionIn([
      ...facts(...events),
      ...answered(
        balanceObject("txn_charge", 13_500, 420, { currency: "cad", exchange_rate: 1.35 }),
        balanceObject("txn_refund", -16_200, -420, { currency: "cad", exchange_rate: 1.62, type: "refund" }),
      ),
    ])
    expect(one).toMatchObject({ status: "refunded", refundedCents: 10_000, fx: "1.35000" })
    expect(one.settled).toEqual([
      { currency: "cad", settledCents: 13_500, feeCents: 0, refundCents: -16_200, disputeCents: 0, netCents: -2_700 },
    ])
  })

  test("a CAD dispute with a null rate is what its balance transactions say", () => {
    const withdrawn = balanceObject("txn_dispute", -13_500, 2_000, { currency: "cad", type: "adjustment" })
    const dispute = disputeObject({ currency: "cad", amount: 13_500, balance_transactions: [withdrawn] })
    const one = transactionIn([
      ...facts(charged({ currency: "cad", amount: 13_500 }), told("charge.dispute.created", PAID_AT + 86_400, dispute)),
      ...answered(balanceObject("txn_charge", 13_500, 420, { currency: "cad" })),
    ])
    expect(one).toMatchObject({ status: "disputed", fx: null, pending: [] })
    expect(one.settled).toEqual([
      {
        currency: "cad",
        settledCents: 13_500,
        feeCents: 2_420,
        refundCents: 0,
        disputeCents: -13_500,
        netCents: -2_420,
      },
    ])
  })
})

describe("refunds and disputes", () => {
  test("a failed refund comes back", () => {
    const failed = refundObject({ status: "failed", failure_balance_transaction: "txn_back" })
    const events = [
      charged(),
      told("refund.created", PAID_AT + 3_600, refundObject()),
      told("refund.failed", PAID_AT + 7_200, failed, { previous: { status: "succeeded" } }),
    ]
    const balance = answered(
      CHARGED,
      balanceObject("txn_refund", -4_000, 0),
      balanceObject("txn_back", 4_000, 0, { type: "refund_failure" }),
    )
    for (const order of [events, [...events].reverse()])
      expect(transactionIn([...facts(...order), ...balance])).toMatchObject({
        status: "paid",
        refundedCents: 0,
        settled: [{ refundCents: 0, netCents: 9_680 }],
      })
  })

  const disputed = (...statuses: [number, string][]) =>
    statuses.map(([after, status]) => told("charge.dispute.updated", PAID_AT + after, disputeObject({ status })))
  const statusAfter = (...statuses: [number, string][]) =>
    transactionIn(facts(charged(), ...disputed(...statuses))).disputes[0]?.status

  test("an inquiry escalates, a lost dispute can be won; what is decided otherwise stays", () => {
    expect(statusAfter([1, "warning_needs_response"], [2, "warning_closed"], [3, "needs_response"])).toBe(
      "needs_response",
    )
    expect(statusAfter([1, "needs_response"], [2, "lost"], [3, "won"])).toBe("won")
    expect(statusAfter([1, "needs_response"], [2, "won"], [3, "under_review"])).toBe("won")
    expect(statusAfter([1, "needs_response"], [2, "lost"], [3, "needs_response"])).toBe("lost")
  })

  test("closed before created is closed", () => {
    expect(statusAfter([2, "lost"], [1, "needs_response"])).toBe("lost")
  })

  test("a charge that is authorized, given up, pending or failed says so", () => {
    const statusOf = (more: Told) => transactionIn(facts(charged(more))).status
    expect(statusOf({ captured: false, amount_captured: 0 })).toBe("uncaptured")
    expect(statusOf({ captured: false, amount_captured: 0, amount_refunded: 10_000, refunded: true })).toBe("released")
    expect(statusOf({ status: "pending" })).toBe("pending")
    const declined = charged({ status: "failed", failure_code: "card_declined", balance_transaction: null })
    expect(transactionIn(facts(declined))).toMatchObject({
      status: "failed",
      grossCents: 0,
      pending: [],
      failure: { code: "card_declined", message: null },
    })
  })

  test("a bank payment that fails after all is taken back", () => {
    const failed = chargeObject({ status: "failed", paid: false, failure_balance_transaction: "txn_back" })
    const one = transactionIn([
      ...facts(charged(), told("charge.failed", PAID_AT + 400_000, failed)),
      ...answered(CHARGED, balanceObject("txn_back", -10_000, 400, { type: "payment_failure_refund" })),
    ])
    expect(one).toMatchObject({ status: "failed", grossCents: 0, pending: [] })
    expect(one.settled).toMatchObject([{ settledCents: 0, feeCents: 720, netCents: -720 }])
  })

  test("shapes of 2012: a paid charge without a status, a dispute without an id", () => {
    const old = { id: "ch_1", object: "charge", amount: 500, created: PAID_AT, currency: "USD", paid: true }
    const dispute = {
      object: "dispute",
      charge: "ch_1",
      amount: 500,
      created: PAID_AT + 1,
      currency: "usd",
      status: "won",
    }
    const one = transactionIn(
      facts(told("charge.succeeded", PAID_AT, old), told("charge.dispute.closed", PAID_AT + 1, dispute)),
    )
    expect(one).toMatchObject({
      grossCents: 500,
      currency: "usd",
      disputes: [{ disputeId: "ch_1.dispute", status: "won" }],
    })
  })
})

describe("shapes", () => {
  const read = (event: Told) => paymentFactsIn([event])[0]!

  test("of 2014 say paid where they succeeded", () => {
    expect(read(charged({ status: "paid" }))).toMatchObject({ snapshot: { status: "succeeded" }, misses: [] })
  })

  test("a due time of 0 is none", () => {
    const dispute = disputeObject({ evidence_details: { due_by: 0, submission_count: 0 } })
    expect(read(told("charge.dispute.created", PAID_AT, dispute)).snapshot).toMatchObject({ dueSeconds: null })
  })

  test("what should be there and is not is named", () => {
    const bare = { id: "ch_1", object: "charge", created: PAID_AT }
    expect(read(told("charge.updated", PAID_AT, bare)).misses).toEqual(["status", "amount", "currency"])
    const [, odd] = paymentFactsIn([charged({ balance_transaction: { ...CHARGED, net: 1 } })])
    expect(odd).toMatchObject({ object: "balance", misses: ["net"] })
  })

  test("amounts that are no whole minor units are no balance transaction", () => {
    const told = { ...CHARGED, amount: "100.00" }
    const one = transactionIn(facts(charged({ balance_transaction: told })))
    expect(one).toMatchObject({ pending: ["charge"], settled: [], misses: ["balance.amount", "balance.net"] })
  })
})

test("whatever the order and however often it is told, it is the same transaction, and net is what its parts are", () => {
  const events = [
    charged({ balance_transaction: null }),
    told("charge.updated", PAID_AT + 3, chargeObject(), { id: "evt_named", previous: { balance_transaction: null } }),
    told("refund.created", PAID_AT + 3_600, refundObject(), { id: "evt_refund" }),
    told("charge.refunded", PAID_AT + 3_600, chargeObject({ amount_refunded: 4_000 }), { id: "evt_refunded" }),
    told("charge.dispute.created", PAID_AT + 86_400, disputeObject({ amount: 6_000 }), { id: "evt_dispute" }),
    told(
      "charge.dispute.funds_withdrawn",
      PAID_AT + 86_401,
      disputeObject({ amount: 6_000, balance_transactions: [balanceObject("txn_taken", -6_000, 1_500)] }),
      { id: "evt_taken" },
    ),
  ]
  const all = [...facts(...events), ...answered(CHARGED, balanceObject("txn_refund", -4_000, -50))]
  const whole = transactionIn(all)
  expect(whole).toMatchObject({ status: "disputed", pending: [], refundedCents: 4_000 })
  for (const { settledCents, refundCents, disputeCents, feeCents, netCents } of whole.settled)
    expect(netCents).toBe(settledCents + refundCents + disputeCents - feeCents)
  const shuffled = fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })
  fc.assert(
    fc.property(shuffled, (told) => {
      expect(transactionIn(told)).toEqual(whole)
    }),
  )
})
