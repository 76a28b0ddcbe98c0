import { describe, expect, test } from "vitest"
import type { Dispute } from "#shared/contract/disputes.ts"
import { daysLeft } from "#shared/payments/days-left.ts"
import { disputesOf, warningsOf } from "#shared/payments/dispute.ts"
import { disputeMoments, disputeMovements } from "#shared/payments/dispute-course.ts"
import { paymentOf } from "#shared/payments/payment.ts"
import { instantOfUnix } from "#shared/time.ts"
import {
  answered,
  balanceObject,
  chargeObject,
  disputeObject,
  PAID_AT,
  paymentFactsIn,
  refundObject,
  warningObject,
} from "../../support/payment-object.ts"
import { type Told, told } from "../../support/stripe-object.ts"

const DAY = 86_400
const charged = told("charge.succeeded", PAID_AT, chargeObject())
const evidence = (dueAt: number, submissions = 0, more: Told = {}): Told => ({
  evidence_details: {
    due_by: dueAt,
    has_evidence: submissions > 0,
    past_due: false,
    submission_count: submissions,
    ...more,
  },
})
const event = (name: string, day: number, more: Told) =>
  told(`charge.dispute.${name}`, PAID_AT + day * DAY, disputeObject(more))
const disputeIn = (...events: Told[]): Dispute =>
  disputesOf("ch_1", "live", paymentOf(paymentFactsIn([charged, ...events])))[0]!
const momentsIn = (...events: Told[]) => {
  const facts = paymentFactsIn([charged, ...events])
  return disputeMoments("dp_1", facts, paymentOf(facts)).map(({ what, status }) => [what, status])
}

describe("days left", () => {
  const due = "2026-03-16T12:00:00.000Z"
  const open = { status: "needs_response", answered: false, dueAt: due, pastDue: false } as const
  test.each([
    ["2026-03-09T12:00:00.000Z", { kind: "days", count: 7 }],
    ["2026-03-09T12:00:00.001Z", { kind: "days", count: 7 }],
    ["2026-03-09T11:59:59.999Z", { kind: "days", count: 8 }],
    ["2026-03-15T11:59:59.999Z", { kind: "days", count: 2 }],
    ["2026-03-15T12:00:00.000Z", { kind: "hours", count: 24 }],
    ["2026-03-16T11:00:00.000Z", { kind: "hours", count: 1 }],
    ["2026-03-16T11:59:59.999Z", { kind: "hours", count: 1 }],
    ["2026-03-16T12:00:00.000Z", { kind: "missed" }],
    ["2026-03-17T00:00:00.000Z", { kind: "missed" }],
  ])("at %s of one due at noon on the 16th", (now, left) => {
    expect(daysLeft(open, now)).toEqual(left)
  })

  test.each([
    ["no due time", { dueAt: null }, "impossible"],
    ["Stripe says it is past due", { pastDue: true }, "missed"],
    ["answered, in time or not", { answered: true, pastDue: true }, "none"],
    ["won", { status: "won" as const }, "none"],
    ["lost without an answer", { status: "lost" as const, pastDue: true }, "none"],
    ["a closed inquiry without a due time", { status: "warning_closed" as const, dueAt: null }, "none"],
    ["an inquiry that waits", { status: "warning_needs_response" as const }, "days"],
  ])("%s", (_, more, kind) => {
    expect(daysLeft({ ...open, ...more }, "2026-03-09T12:00:00.000Z").kind).toBe(kind)
  })

  test("a due time of 0 is none", () => {
    const dispute = disputeIn(event("created", 1, evidence(0)))
    expect(dispute.dueAt).toBeNull()
    expect(daysLeft(dispute, instantOfUnix(PAID_AT)).kind).toBe("impossible")
  })
})

describe("a dispute", () => {
  test("is answered by what was submitted, not by what is staged", () => {
    const staged = event("updated", 2, evidence(PAID_AT + 15 * DAY, 0, { has_evidence: true }))
    expect(disputeIn(event("created", 1, {}), staged).answered).toBe(false)
    const submitted = event("updated", 3, { ...evidence(PAID_AT + 15 * DAY, 1), status: "under_review" })
    expect(disputeIn(event("created", 1, {}), staged, submitted)).toMatchObject({ answered: true, submissions: 1 })
  })

  test("that was an inquiry and was answered needs a second answer once it is a chargeback", () => {
    const inquiry = event("created", 1, { status: "warning_needs_response", ...evidence(PAID_AT + 10 * DAY) })
    const replied = event("updated", 2, { status: "warning_under_review", ...evidence(PAID_AT + 10 * DAY, 1) })
    const escalated = event("updated", 20, { status: "needs_response", ...evidence(PAID_AT + 30 * DAY, 1) })
    const again = event("updated", 21, { status: "under_review", ...evidence(PAID_AT + 30 * DAY, 2) })
    const now = instantOfUnix(PAID_AT + 20 * DAY)
    expect(daysLeft(disputeIn(inquiry, replied), now).kind).toBe("none")
    const open = disputeIn(escalated, replied, inquiry)
    expect(open).toMatchObject({ kind: "chargeback", escalated: true, answered: false })
    expect(daysLeft(open, now)).toEqual({ kind: "days", count: 10 })
    expect(disputeIn(inquiry, replied, escalated, again)).toMatchObject({ answered: true, escalated: true })
    expect(momentsIn(inquiry, replied, escalated, again)).toEqual([
      ["charged", null],
      ["opened", "warning_needs_response"],
      ["answered", "warning_under_review"],
      ["escalated", "needs_response"],
      ["answered", "under_review"],
    ])
  })

  test("that was lost can be won after all, in any order of telling, and not the other way", () => {
    const lost = event("closed", 30, { status: "lost" })
    const won = event("updated", 40, { status: "won" })
    for (const events of [
      [event("created", 1, {}), lost, won],
      [won, lost, event("created", 1, {})],
    ])
      expect(disputeIn(...events).status).toBe("won")
    expect(momentsIn(won, lost, event("created", 1, {})).slice(2)).toEqual([
      ["decided", "lost"],
      ["decided", "won"],
    ])
    expect(disputeIn(event("created", 1, {}), event("updated", 5, { status: "won" }), lost).status).toBe("won")
  })

  test("is settled by its own balance transactions, and pending until each is read", () => {
    const taken = balanceObject("txn_d", -10_000, 1_500)
    const created = event("created", 1, { balance_transactions: [taken] })
    expect(disputeIn(created)).toMatchObject({
      pending: false,
      settled: [{ currency: "usd", amountCents: -10_000, feeCents: 1_500 }],
    })
    expect(disputeIn(event("created", 1, {}))).toMatchObject({ pending: true, settled: [] })
    expect(disputeIn(event("created", 1, { balance_transactions: [{ id: "txn_d" }] }))).toMatchObject({
      pending: true,
      settled: [],
    })
    expect(disputeIn(event("created", 1, { status: "warning_needs_response" })).pending).toBe(false)
  })

  test("tells each movement beside what was presented, at its own rate", () => {
    const euros = { amount: 61_200, currency: "eur" }
    const facts = [
      ...paymentFactsIn([
        told("charge.succeeded", PAID_AT, chargeObject(euros)),
        event("created", 1, { ...euros, balance_transactions: [balanceObject("txn_d", -66_824, 1_500)] }),
      ]),
      ...answered(balanceObject("txn_charge", 66_157, 1_949)),
    ]
    expect(disputeMovements(paymentOf(facts))).toMatchObject([
      { of: "charge", presented: { cents: 61_200, currency: "eur" }, fx: "1.08100", netCents: 64_208 },
      { of: "dispute", presented: { cents: -61_200, currency: "eur" }, fx: "1.09190", netCents: -68_324 },
    ])
  })
})

describe("an early fraud warning", () => {
  const warned = told("radar.early_fraud_warning.created", PAID_AT + 43_200, warningObject())
  const warningsIn = (...events: Told[]) => warningsOf("ch_1", "live", paymentOf(paymentFactsIn(events)))

  test("is listed with what can still be given back, as it was told last", () => {
    expect(warningsIn(charged, warned)).toMatchObject([
      {
        warningId: "issfr_1",
        actionable: true,
        fraudType: "unauthorized_use_of_card",
        amountCents: 10_000,
        name: "Ada Lovelace",
      },
    ])
    const updated = told("radar.early_fraud_warning.updated", PAID_AT + 50_000, warningObject({ actionable: false }))
    expect(warningsIn(updated, charged, warned)).toMatchObject([{ actionable: false }])
    const some = told("charge.refunded", PAID_AT + 50_000, chargeObject({ amount_refunded: 4_000 }))
    expect(warningsIn(charged, warned, some)).toMatchObject([{ amountCents: 6_000 }])
  })

  test("is gone once its charge is given back or disputed, and waits until the charge is told", () => {
    const whole = told("charge.refunded", PAID_AT + 50_000, chargeObject({ amount_refunded: 10_000, refunded: true }))
    expect(warningsIn(charged, warned, whole)).toEqual([])
    const refund = told("refund.created", PAID_AT + 50_000, refundObject({ amount: 10_000 }))
    expect(warningsIn(charged, warned, refund)).toEqual([])
    expect(warningsIn(charged, warned, event("created", 1, {}))).toEqual([])
    expect(warningsIn(warned)).toEqual([])
  })
})
