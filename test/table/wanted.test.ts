import { expect, test } from "vitest"
import { instant, msOf } from "#shared/time.ts"
import { receive } from "../../functions/ingest/stripe.ts"
import { answerWants, type Asker } from "../../functions/task/answer-wants.ts"
import { transactionById } from "../../functions/table/payment-read.ts"
import { saveAtOnce } from "../../functions/table/derived.ts"
import { paymentSource } from "../../functions/table/payment.ts"
import { saveWants, wantedOf, wantingPayment } from "../../functions/table/wanted.ts"
import { askerOf } from "../support/asker.ts"
import { balanceObject, chargeObject, PAID_AT } from "../support/payment-object.ts"
import { told } from "../support/stripe-object.ts"
import { machine } from "./machine.ts"

const NOW = "2026-03-20T14:02:00.000Z"
const CHARGE = { mode: "live", chargeId: "ch_1" } as const
const KNOWN = askerOf([balanceObject("txn_charge", 10_000, 320)])
const nobody = async () => expect.unreachable()

/** A charge that was told, and lacks its balance transaction. */
async function charged() {
  const it = machine(NOW)
  await receive(
    it.model.db,
    nobody,
    Buffer.from(JSON.stringify(told("charge.succeeded", PAID_AT, chargeObject()))),
    NOW,
  )
  await it.flow()
  return { ...it, wanted: () => wantedOf(it.model.db, wantingPayment(CHARGE)) }
}

test("what Stripe says often enough that it does not know is asked for no more, and the page can say so", async () => {
  const { ground, clock, wanted } = await charged()
  for (let tries = 0; tries < 20; tries++) {
    await answerWants(ground, askerOf([]))
    clock.now = instant(msOf(clock.now) + 3_600_000)
  }
  expect(await wanted()).toMatchObject({ attempts: 10, failure: "No such balance_transaction: 'txn_charge'" })
  expect((await wanted())?.gsi2pk).toBeUndefined()
})

test("where Stripe is away, or turns the key down, it is asked again without end", async () => {
  const { ground, clock, wanted, flow, model } = await charged()
  const away: Asker = { ...KNOWN, ask: async () => Promise.reject(new Error("Stripe is away")) }
  for (let tries = 0; tries < 20; tries++) {
    await answerWants(ground, away)
    clock.now = instant(msOf(clock.now) + 3_600_000)
  }
  expect(await wanted()).toMatchObject({ attempts: 20, failure: "Stripe is away" })
  expect(await answerWants(ground, KNOWN)).toBe(1)
  await flow()
  expect(await transactionById(model.db, CHARGE)).toMatchObject({ pending: [], settled: [{ netCents: 9_680 }] })
  expect(await wanted()).toMatchObject({ wants: [] })
})

test("of two that ask at once one asks", async () => {
  const { ground } = await charged()
  let asked = 0
  const slow: Asker = { ...KNOWN, ask: async (want) => (asked++, KNOWN.ask(want)) }
  await Promise.all([answerWants(ground, slow), answerWants(ground, slow)])
  expect(asked).toBe(1)
})

test("a key of the other mode asks nothing", async () => {
  const { ground, wanted } = await charged()
  expect(await answerWants(ground, { ...KNOWN, modes: ["test"] })).toBe(0)
  expect(await wanted()).toMatchObject({ attempts: 0 })
})

test("what a key may not ask about holds up nothing that it may", async () => {
  const it = machine(NOW)
  const charge = (id: string, livemode: boolean) =>
    receive(
      it.model.db,
      nobody,
      Buffer.from(JSON.stringify({ ...told("charge.succeeded", PAID_AT, chargeObject({ id })), livemode })),
      it.clock.now,
    )
  for (let nth = 0; nth < 60; nth++) await charge(`ch_live_${nth}`, true)
  await it.flow()
  it.clock.now = instant(msOf(NOW) + 60_000)
  await charge("ch_test", false)
  await it.flow()
  expect(await answerWants(it.ground, { ...KNOWN, modes: ["test"] })).toBe(1)
})

test("a fold that was overtaken takes back nothing that the newer one found to be wanted still", async () => {
  const { model, wanted } = await charged()
  const { wants } = (await wanted())!
  const folded = (gen: number) => saveAtOnce(model.db, paymentSource(CHARGE), gen, [], () => expect.unreachable())
  await model.db.write({ remove: paymentSource(CHARGE).fold })
  await folded(2)
  await folded(3)
  await saveWants(model.db, wantingPayment(CHARGE), 3, wants, NOW)
  await saveWants(model.db, wantingPayment(CHARGE), 2, [], NOW)
  expect(await wanted()).toMatchObject({ wants })
})
