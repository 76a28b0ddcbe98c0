import { expect, test } from "vitest"
import { HOUR_MS, instant, msOf } from "#shared/time.ts"
import { receive } from "../../functions/ingest/stripe.ts"
import { close } from "../../functions/project/close.ts"
import { isDisputeChargeKey } from "../../functions/table/dispute.ts"
import { productUsageOf, wantProductUsage } from "../../functions/table/product-usage.ts"
import { DEFAULT_SETTINGS } from "../../functions/table/settings.ts"
import { usageSnapshotOf } from "../../functions/table/usage-snapshot.ts"
import { dueWork } from "../../functions/table/work.ts"
import { answerProduct } from "../../functions/task/answer-product.ts"
import { chargeObject, disputeObject, PAID_AT } from "../support/payment-object.ts"
import { customerObject, told } from "../support/stripe-object.ts"
import { machine } from "../table/machine.ts"

const NOW = instant((PAID_AT + 86_400) * 1_000)
const DISPUTE = { mode: "live", disputeId: "dp_1" } as const
const URL_SET = "https://product.example.com/{organizationId}?customer={customerId}"
const LINES = '{"lines":[{"label":"Seats","value":"14"}]}'

/** A console that saw a dispute a minute ago; the product answers what a test has it answer. */
async function disputed(productUrl: string | undefined, metadata: object = { organizationId: "org_1" }) {
  const it = machine(NOW)
  const settings = { ...DEFAULT_SETTINGS, productUrl }
  it.ground.settings = async () => settings
  const asked: string[] = []
  const product = { localhost: false, answer: async () => LINES }
  const see = async () => {
    for (const one of [
      told("customer.created", PAID_AT - 60, customerObject({ metadata })),
      told("charge.succeeded", PAID_AT, chargeObject()),
      told("charge.dispute.created", PAID_AT + 86_400, disputeObject()),
    ])
      await receive(it.model.db, async () => expect.unreachable(), Buffer.from(JSON.stringify(one)), it.clock.now)
    await it.flow()
  }
  const later = async (ms: number) => {
    it.clock.now = instant(msOf(it.clock.now) + ms)
    await close(it.ground)
  }
  await see()
  await later(HOUR_MS)
  return {
    ...it,
    ...{ settings, asked, product, see, later },
    ask: () =>
      answerProduct(it.ground, {
        localhost: product.localhost,
        ask: async (url) => {
          asked.push(String(url))
          return product.answer()
        },
      }),
    usage: () => productUsageOf(it.ground.db, DISPUTE),
  }
}

test("the product is asked once about a dispute, and what it answered is never overwritten", async () => {
  const it = await disputed(URL_SET)
  expect(await it.usage()).toMatchObject({ state: "waiting", attempts: 0, nextTryAt: it.clock.now })
  expect(await it.ask()).toBe(1)
  const answered = await it.usage()
  expect(answered).toEqual({
    ...{ state: "answered", host: "product.example.com", askedAt: it.clock.now, attempts: 1 },
    ...{ failure: null, nextTryAt: null, answer: JSON.parse(LINES) },
  })
  it.product.answer = async () => '{"lines":[]}'
  await it.see()
  // Who was cut off before the snapshot was kept wants it again.
  const subject = { customerId: "cus_1", organizationId: "org_1" }
  expect(await wantProductUsage(it.ground.db, DISPUTE, subject, it.clock.now)).toBe("refused")
  await it.later(50 * HOUR_MS)
  expect(await it.ask()).toBe(0)
  expect(await it.usage()).toEqual(answered)
  expect(it.asked).toEqual(["https://product.example.com/org_1?customer=cus_1"])
})

test("two that ask at once do not ask twice", async () => {
  const it = await disputed(URL_SET)
  await Promise.all([it.ask(), it.ask()])
  expect(it.asked).toHaveLength(1)
})

test("nobody is asked where no address was set when the dispute was first seen, nor when one is set later", async () => {
  const it = await disputed(undefined)
  it.settings.productUrl = URL_SET
  await it.see()
  await it.later(HOUR_MS)
  expect(await it.ask()).toBe(0)
  expect(await it.usage()).toBeUndefined()
})

test("what fails is asked again with growing delays, holds up nothing, and is given up with its reason", async () => {
  const it = await disputed(URL_SET)
  it.product.answer = async () => Promise.reject(new Error("It answered 503 where 200 is wanted"))
  const delays: number[] = []
  for (let tries = 1; tries < 20; tries++) {
    expect(await it.ask()).toBe(1)
    const { nextTryAt, ...rest } = (await it.usage())!
    expect(rest).toMatchObject({ state: "waiting", attempts: tries, failure: "It answered 503 where 200 is wanted" })
    delays.push(msOf(nextTryAt!) - msOf(it.clock.now))
    await it.later(delays.at(-1)! - 1)
    expect(await it.ask()).toBe(0)
    await it.later(1)
  }
  expect(delays.slice(0, 4)).toEqual([5_000, 10_000, 20_000, 40_000])
  expect(delays.at(-1)).toBe(HOUR_MS)
  expect(await it.ask()).toBe(1)
  expect(await it.usage()).toMatchObject({ state: "givenUp", attempts: 20, nextTryAt: null, answer: null })
  await it.later(50 * HOUR_MS)
  expect(await it.ask()).toBe(0)
  expect(await usageSnapshotOf(it.ground.db, DISPUTE)).toMatchObject({ organizationId: "org_1" })
  expect((await dueWork(it.ground.db, it.clock.now, 400)).filter(isDisputeChargeKey)).toEqual([])
})

test("an answer that is not as the contract has it is a failure that says where, and a better one is kept", async () => {
  const it = await disputed(URL_SET)
  it.product.answer = async () => '{"lines":[{"label":"Seats","value":14}]}'
  await it.ask()
  expect(await it.usage()).toMatchObject({ state: "waiting", failure: expect.stringContaining("lines.0.value") })
  it.product.answer = async () => LINES
  await it.later(5_000)
  await it.ask()
  expect(await it.usage()).toMatchObject({ state: "answered", attempts: 2, failure: null })
})

test("an address that was mended meanwhile is the one that is asked; one that was taken out ends the asking", async () => {
  const it = await disputed("http://product.example.com/{customerId}")
  await it.ask()
  expect(await it.usage()).toMatchObject({ state: "waiting", failure: "It has to begin with https://" })
  it.settings.productUrl = "https://right.example.com/{customerId}"
  it.product.answer = async () => Promise.reject(new Error("later"))
  await it.later(5_000)
  await it.ask()
  expect(it.asked).toEqual(["https://right.example.com/cus_1"])
  it.settings.productUrl = undefined
  await it.later(10_000)
  await it.ask()
  expect(await it.usage()).toMatchObject({ state: "givenUp", failure: expect.stringContaining("taken out") })
})

test("where nobody told the id that the address asks for, nobody is asked, and the row says why", async () => {
  const it = await disputed(URL_SET, {})
  await it.ask()
  expect(it.asked).toEqual([])
  expect(await it.usage()).toMatchObject({ state: "givenUp", failure: expect.stringContaining("that nobody told") })
})
