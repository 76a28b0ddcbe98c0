import { expect, test } from "vitest"
import { HOUR_MS, instant, msOf } from "#shared/time.ts"
import { receive } from "../../functions/ingest/stripe.ts"
import { failedInvoices } from "../../functions/table/failed-invoice.ts"
import { chargesOf } from "../../functions/table/payment.ts"
import { answerInvoices } from "../../functions/task/answer-invoices.ts"
import type { Asker } from "../../functions/task/answer-wants.ts"
import { askerOf } from "../support/asker.ts"
import { chargeObject } from "../support/payment-object.ts"
import { invoiceObject, type Told, told, unix } from "../support/stripe-object.ts"
import { machine } from "../table/machine.ts"

const NOW = "2026-03-20T14:02:00.000Z"
const OPEN = invoiceObject({
  status: "open",
  ...{ amount_due: 4_900, amount_paid: 0, amount_remaining: 4_900, attempt_count: 1 },
})
const KNOWN = askerOf([{ ...OPEN, payments: { data: [{ payment: { payment_intent: "pi_1" } }] } }])

/** A console that was told of an invoice whose payment failed, and of the charge that was tried. */
async function failedOnce() {
  const it = machine(NOW)
  const { db } = it.ground
  let nth = 0
  const tell = async (type: string, object: Told) => {
    const event = told(type, unix("2026-03-19") + nth++, object)
    await receive(db, async () => expect.unreachable(), Buffer.from(JSON.stringify(event)), it.clock.now)
    await it.flow()
  }
  await tell("charge.failed", chargeObject({ status: "failed" }))
  await tell("invoice.payment_failed", OPEN)
  return {
    ...it,
    tell,
    rows: () => failedInvoices(db, "live"),
    charges: () => chargesOf(db, "live", { object: "invoice", id: "in_1" }),
    later: () => {
      it.clock.now = instant(msOf(it.clock.now) + HOUR_MS)
    },
  }
}

test("Stripe is asked once after each try which charge it was, and not once the invoice is paid", async () => {
  const { ground, tell, rows, charges } = await failedOnce()
  expect([(await rows())[0]?.isAsked, await charges()]).toEqual([true, []])
  const asked = await Promise.all([answerInvoices(ground, KNOWN), answerInvoices(ground, KNOWN)])
  expect(asked.sort()).toEqual([0, 1])
  expect([(await rows())[0]?.isAsked, await charges()]).toEqual([false, ["ch_1"]])
  expect(await answerInvoices(ground, KNOWN)).toBe(0)
  await tell("invoice.payment_failed", { ...OPEN, attempt_count: 2 })
  expect(await rows()).toMatchObject([{ failure: { attempts: 2 }, isAsked: true }])
  await tell("invoice.paid", invoiceObject())
  expect(await rows()).toEqual([])
  expect(await answerInvoices(ground, KNOWN)).toBe(0)
})

test("where Stripe is away it is asked again; what it often says it does not know is asked for no more", async () => {
  const { ground, rows, charges, later } = await failedOnce()
  const away: Asker = { ...KNOWN, ask: async () => Promise.reject(new Error("Stripe is away")) }
  for (let tries = 0; tries < 20; tries++) {
    expect(await answerInvoices(ground, away)).toBe(1)
    later()
  }
  expect(await answerInvoices(ground, askerOf([]))).toBe(1)
  expect([(await rows())[0]?.isAsked, await charges()]).toEqual([false, []])
})

test("a key of the other mode asks nothing", async () => {
  const { ground, rows } = await failedOnce()
  expect(await answerInvoices(ground, { ...KNOWN, modes: ["test"] })).toBe(0)
  expect((await rows())[0]?.isAsked).toBe(true)
})
