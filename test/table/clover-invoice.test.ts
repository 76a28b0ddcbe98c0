import { expect, test } from "vitest"
import type { Transaction } from "#shared/contract/transactions.ts"
import { receive } from "../../functions/ingest/stripe.ts"
import { transactionById } from "../../functions/table/payment-read.ts"
import { chargeObject, invoicePaymentObject, PAID_AT } from "../support/payment-object.ts"
import { permutations } from "../support/permutations.ts"
import { invoiceObject, type Told, told } from "../support/stripe-object.ts"
import { machine } from "./machine.ts"

const NOW = "2026-03-20T14:02:00.000Z"
const LIVE = { mode: "live", chargeId: "ch_1" } as const

/** What the list says of the charge once these deliveries are applied, each by itself or all at once. */
async function transactionAfter(events: readonly Told[], together: boolean): Promise<Transaction | undefined> {
  const { model, flow } = machine(NOW)
  for (const event of events) {
    await receive(model.db, async () => expect.unreachable(), Buffer.from(JSON.stringify(event)), NOW)
    if (!together) await flow()
  }
  await flow()
  return transactionById(model.db, LIVE)
}

const NAMES_NO_CHARGE = invoiceObject({ id: "in_1", number: "A-0007", hosted_invoice_url: null, created: PAID_AT })
/** Of the years since clover: neither the charge nor the invoice names the other. */
const DELIVERIES = [
  told("charge.succeeded", PAID_AT, chargeObject({ balance_transaction: null }), { id: "evt_charge" }),
  told("invoice_payment.paid", PAID_AT + 1, invoicePaymentObject(), { id: "evt_joins" }),
  told("invoice.paid", PAID_AT + 1, NAMES_NO_CHARGE, { id: "evt_invoice" }),
  told("charge.updated", PAID_AT + 2, chargeObject(), { id: "evt_settled", previous: { balance_transaction: null } }),
]

test("an invoice that names no charge is joined by invoice_payment.paid, in whatever order the four are told", async () => {
  for (const events of permutations(DELIVERIES))
    for (const together of [false, true])
      expect(await transactionAfter(events, together), events.map(({ type }) => String(type)).join(", ")).toMatchObject(
        { status: "paid", invoice: { invoiceId: "in_1", number: "A-0007" }, pending: ["charge"] },
      )
})

test("one that is paid by the charge itself, without an intent, is joined as well", async () => {
  const charge = told("charge.succeeded", PAID_AT, chargeObject({ payment_intent: null }))
  const payment = invoicePaymentObject({ payment: { charge: "ch_1", type: "charge" } })
  const joins = told("invoice_payment.paid", PAID_AT + 1, payment)
  for (const events of permutations([charge, joins, told("invoice.paid", PAID_AT + 1, NAMES_NO_CHARGE)]))
    expect((await transactionAfter(events, false))?.invoice).toMatchObject({ invoiceId: "in_1", number: "A-0007" })
})

test("without invoice_payment.paid nothing joins them: no invoice is guessed", async () => {
  const apart = DELIVERIES.filter(({ type }) => type !== "invoice_payment.paid")
  expect(await transactionAfter(apart, true)).toMatchObject({ invoice: null })
})
