import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { sentBetween, sentCube } from "#shared/revenue/sent-cube.ts"
import { instantOfUnix } from "#shared/time.ts"
import { contributionsIn } from "../../support/customer-days.ts"
import { invoiceObject, type Told, told, unix } from "../../support/stripe-object.ts"
import { asFacts, daysOf } from "../../support/book.ts"

describe("invoices", () => {
  const at = (instant: string) => unix(instant)
  const paid = (id: string, when: string, more: Told = {}) =>
    told(
      "invoice.paid",
      at(when),
      invoiceObject({ id, status_transitions: { finalized_at: at(when) - 3_600, paid_at: at(when) }, ...more }),
    )

  test("paid less given back, on the day it was paid, by currency", () => {
    const days = daysOf(
      contributionsIn([
        paid("in_1", "2026-02-01T10:00:00Z"),
        paid("in_2", "2026-02-01T12:00:00Z", { amount_paid: 1_000, post_payment_credit_notes_amount: 400 }),
        paid("in_3", "2026-02-01T13:00:00Z", { currency: "jpy", amount_paid: 980 }),
        told(
          "invoice.updated",
          at("2026-03-01T00:00:00Z"),
          invoiceObject({
            id: "in_1",
            post_payment_credit_notes_amount: 900,
            status_transitions: { finalized_at: at("2026-02-01T09:00:00Z"), paid_at: at("2026-02-01T10:00:00Z") },
          }),
        ),
      ]),
    )
    expect(days.get("2026-02-01")!.paidCents).toEqual({ usd: 4_900 - 900 + 600, jpy: 980 })
    expect([...days.keys()]).toEqual(["2026-02-01"])
  })

  test("news in any order and twice: sent once, at the earliest instant anything tells", () => {
    const open = invoiceObject({
      status: "open",
      amount_paid: 0,
      status_transitions: { finalized_at: null, paid_at: null },
    })
    const events = [
      told("invoice.created", at("2026-02-01T09:00:00Z"), { ...open, status: "draft" }),
      told("invoice.finalized", at("2026-02-01T10:00:00Z"), open),
      told("invoice.sent", at("2026-02-01T10:00:05Z"), open),
      told("invoice.payment_failed", at("2026-02-01T10:00:09Z"), open),
      told("invoice.paid", at("2026-02-03T10:00:00Z"), {
        ...invoiceObject(),
        status_transitions: { finalized_at: at("2026-02-01T10:00:00Z"), paid_at: at("2026-02-03T10:00:00Z") },
      }),
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray([...events, ...events], { minLength: 10 }), (arrived) => {
        const contributions = contributionsIn(arrived)
        expect(contributions.map(({ day, sent, paidCents }) => ({ day, sent, paidCents }))).toEqual([
          { day: "2026-02-01", sent: ["2026-02-01T10:00:00.000Z"], paidCents: {} },
          { day: "2026-02-03", sent: [], paidCents: { usd: 4_900 } },
        ])
      }),
      { numRuns: 100 },
    )
  })

  test("of the years that told no instants: the event that sent it says when, and no later one takes that back", () => {
    const old = invoiceObject({ status: "open", amount_paid: 0, status_transitions: undefined })
    const events = [
      told("invoice.sent", at("2026-02-01T10:00:00Z"), old),
      told("invoice.sent", at("2026-02-02T10:00:00Z"), old),
      told("invoice.payment_failed", at("2026-02-03T10:00:00Z"), old),
    ]
    expect(contributionsIn(events).map(({ sent }) => sent)).toEqual([["2026-02-01T10:00:00.000Z"]])
  })

  test("what is paid stays paid, whatever older news a later event carries", () => {
    const stale = invoiceObject({
      status: "open",
      amount_paid: 0,
      status_transitions: { finalized_at: at("2026-02-01"), paid_at: null },
    })
    const contributions = contributionsIn([
      paid("in_1", "2026-02-01T10:00:00Z"),
      told("invoice.updated", at("2026-02-01T10:00:05Z"), stale),
    ])
    expect(contributions.map(({ paidCents }) => paidCents)).toEqual([{ usd: 4_900 }])
  })

  test("sent in a window is exact to the second, its end left out", () => {
    const contributions = contributionsIn([paid("in_1", "2026-02-01T10:00:00Z"), paid("in_2", "2026-02-02T09:00:00Z")])
    const sent = sentCube.merge(
      [...Map.groupBy(contributions, ({ day }) => day).values()].map((some) => sentCube.fold(asFacts(some))),
    )
    const between = (from: string, to: string) => sentBetween(sent, from, to)
    expect(sent.map((second) => instantOfUnix(second))).toEqual([
      "2026-02-01T09:00:00.000Z",
      "2026-02-02T08:00:00.000Z",
    ])
    expect(between("2026-02-01T09:00:00.000Z", "2026-02-02T09:00:00.000Z")).toBe(2)
    expect(between("2026-02-01T09:00:00.001Z", "2026-02-02T09:00:00.001Z")).toBe(1)
    expect(between("2026-02-01T08:00:00.000Z", "2026-02-02T08:00:00.000Z")).toBe(1)
  })
})
