import { afterAll, beforeAll, expect, test } from "vitest"
import type { Reconciliation } from "#shared/contract/reconciliation.ts"
import { balanceObject, chargeObject, PAID_AT } from "../support/payment-object.ts"
import { subscribed, type Told, unix } from "../support/stripe-object.ts"
import { type ConsoleProcess, startProcess } from "./support/console-process.ts"

const KILLS = 3
const EACH = 240
const A_PUT = 40

let console: ConsoleProcess
beforeAll(async () => {
  console = await startProcess("2026-03-20T14:02:00.000Z")
})
afterAll(() => console.end())

const BEGAN = unix("2026-01-01")
const objects: Told[] = Array.from({ length: EACH }, (_, nth) => [
  subscribed({ id: `sub_${nth}`, customer: `cus_${nth}`, created: BEGAN + nth }),
  chargeObject({
    id: `ch_${nth}`,
    payment_intent: `pi_${nth}`,
    balance_transaction: `txn_${nth}`,
    created: PAID_AT + nth,
  }),
  balanceObject(`txn_${nth}`, 10_000, 320, { source: `ch_${nth}` }),
]).flat()

test("a comparison that is killed on its way, and killed again, goes on and repairs everything once", {
  timeout: 120_000,
}, async () => {
  for (let at = 0; at < objects.length; at += A_PUT)
    await console.call("POST", "/_local/stripe", { body: { objects: objects.slice(at, at + A_PUT) } })
  const asked = await console.call("POST", "/api/reconciliations", {
    body: { reach: "everything" },
    headers: { "idempotency-key": "killed-on-its-way" },
  })
  const path = `/api/reconciliations/${asked?.body.reconciliationId}`
  const report = async () => (await console.call("GET", path))?.body as Reconciliation | undefined
  const listed = async () => (await report())?.counts.reduce((sum, one) => sum + one.listed, 0) ?? 0
  let kills = 0
  for (let kill = 0; kill < KILLS; kill++) {
    // Once it came further, and while it is on its way to the next page.
    const before = await listed()
    await expect.poll(listed, { timeout: 30_000, interval: 5 }).toBeGreaterThan(kill === 0 ? -1 : before)
    if ((await report())?.status === "complete") break
    kills++
    await console.kill()
    await console.start()
  }
  await expect.poll(async () => (await report())?.status, { timeout: 60_000 }).toBe("complete")
  expect(
    (await report())?.counts.map(({ object, listed, missing, repaired }) => [object, listed, missing, repaired]),
  ).toEqual([
    ["subscription", EACH, EACH, EACH],
    ["charge", EACH, EACH, EACH],
  ])
  expect((await report())?.amounts).toMatchObject([
    { of: "charges", stripeCents: EACH * 10_000, beforeCents: 0, afterCents: EACH * 10_000 },
    { of: "net", stripeCents: EACH * 9_680, beforeCents: 0, afterCents: EACH * 9_680 },
  ])
  expect(kills).toBeGreaterThan(0)
  await console.settle()
  await expect
    .poll(async () => (await console.call("GET", "/api/overview"))?.body.mrrCents, { timeout: 60_000 })
    .toBe(EACH * 4_900)
})
