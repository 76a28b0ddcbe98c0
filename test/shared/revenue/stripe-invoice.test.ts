import { describe, expect, test } from "vitest"
import { factOf } from "../../support/customer-days.ts"
import { customerObject, invoiceObject, type Told, told, unix } from "../../support/stripe-object.ts"

const NOON = unix("2026-03-01T12:00:00Z")
const invoice = (object: Told, type = "invoice.updated") => {
  const fact = factOf(told(type, NOON, object))
  if (fact.object !== "invoice") throw new Error(fact.object)
  return fact
}

describe("invoices of every year", () => {
  const FINALIZED = unix("2026-02-28T10:00:00Z")
  test("today's: the subscription under parent, instants under status_transitions", () => {
    const { snapshot, misses } = invoice(
      invoiceObject({
        status_transitions: { finalized_at: FINALIZED, paid_at: FINALIZED + 60 },
        post_payment_credit_notes_amount: 900,
        attempt_count: 1,
        next_payment_attempt: FINALIZED + 120,
        lines: { data: [{ period: { start: FINALIZED, end: FINALIZED + 900 } }, { period: null }] },
      }),
    )
    expect(misses).toEqual([])
    expect(snapshot).toEqual({
      status: "paid",
      currency: "usd",
      discounts: [],
      number: "A-0001",
      url: null,
      subscriptionId: "sub_1",
      createdSeconds: unix("2026-01-01"),
      sentSeconds: FINALIZED,
      paidSeconds: FINALIZED + 60,
      paidCents: 4_900,
      refundedCents: 900,
      lines: [],
      dueCents: 0,
      attemptCount: 1,
      nextAttemptSeconds: FINALIZED + 120,
      periodEndSeconds: FINALIZED + 900,
    })
  })

  test("2016: `date`, `paid`, no status, no transitions: the event says when", () => {
    const old = {
      id: "in_1",
      object: "invoice",
      amount_due: 700,
      currency: "aud",
      customer: "cus_1",
      date: 5,
      paid: true,
      subscription: "sub_7",
      total: 700,
    }
    const { snapshot, misses } = invoice(old, "invoice.payment_succeeded")
    expect(misses).toEqual([])
    expect(snapshot).toMatchObject({
      status: "paid",
      currency: "aud",
      subscriptionId: "sub_7",
      sentSeconds: null,
      paidSeconds: NOON,
      paidCents: 700,
      refundedCents: 0,
    })
    expect(invoice({ ...old, paid: false }, "invoice.payment_failed").snapshot).toMatchObject({
      paidSeconds: null,
      paidCents: 0,
    })
  })

  test.each(["invoice.sent", "invoice.finalized"])("%s says when it was sent, if nothing else does", (type) => {
    expect(
      invoice(invoiceObject({ status: "open", amount_paid: 0, status_transitions: null }), type).snapshot,
    ).toMatchObject({ sentSeconds: NOON, paidSeconds: null })
  })

  test("a draft is neither sent nor paid", () => {
    const draft = invoiceObject({
      status: "draft",
      amount_paid: 0,
      status_transitions: { finalized_at: null, paid_at: null },
    })
    expect(invoice(draft).snapshot).toMatchObject({
      status: "draft",
      sentSeconds: null,
      paidSeconds: null,
      paidCents: 0,
    })
  })

  test("an amount that is missing is named", () => {
    expect(
      invoice(invoiceObject({ amount_paid: "lots", amount_due: null, total: null, currency: "?" })).misses,
    ).toEqual(["currency", "amount_paid"])
  })
})

describe("customers", () => {
  test.each<[string, Told, Told]>([
    [
      "name and organization",
      {},
      { name: "Ada & Co", email: "ada@example.org", organizationId: "org_1", deleted: false },
    ],
    ["snake case", { metadata: { organization_id: "org_2" } }, { organizationId: "org_2" }],
    ["short", { metadata: { org_id: "org_3" } }, { organizationId: "org_3" }],
    ["a description for a name", { name: null, description: "zulip" }, { name: "zulip" }],
    ["nothing at all", { name: null, email: null, metadata: null }, { name: null, email: null, organizationId: null }],
  ])("%s", (_, more, wanted) => {
    expect(factOf(told("customer.updated", NOON, customerObject(more))).snapshot).toMatchObject(wanted)
  })

  test("deleted, by the event or by what is left of them", () => {
    expect(factOf(told("customer.deleted", NOON, customerObject())).snapshot).toMatchObject({ deleted: true })
    expect(
      factOf(told("customer.updated", NOON, { id: "cus_1", object: "customer", deleted: true })).snapshot,
    ).toMatchObject({ deleted: true })
  })
})
