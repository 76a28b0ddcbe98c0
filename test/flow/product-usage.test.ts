import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { DisputeDetail } from "#shared/contract/disputes.ts"
import { hmacSha256Hex } from "../../functions/runtime/digest.ts"
import { ADMIN, startConsole, type TestConsole } from "../support/console.ts"
import { chargeObject, disputeObject, PAID_AT } from "../support/payment-object.ts"
import { customerObject, told } from "../support/stripe-object.ts"

const ANSWER = { lines: [{ label: "Seats in use", value: "14 of 15" }], note: "Terms accepted on 2 February." }

let river: TestConsole
const asked: { path: string; isSigned: boolean }[] = []
let answer: (response: ServerResponse) => void

/** The product as docs/api.md describes it: it checks who asks. */
const product = createServer(({ url, headers }: IncomingMessage, response) => {
  const [, seconds, signature] = /^t=(\d+),v1=(\w+)$/.exec(String(headers["watchbill-signature"])) ?? []
  asked.push({ path: url!, isSigned: signature === hmacSha256Hex("product_local", `${seconds}.${url}`) })
  answer(response)
})
const says = (told: unknown) => {
  answer = (response) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(told))
}
let address: string

beforeAll(async () => {
  await new Promise<void>((ready) => product.listen(0, "127.0.0.1", ready))
  address = `http://localhost:${(product.address() as AddressInfo).port}`
  river = await startConsole({ now: "2026-03-10T14:02:00.000Z" })
})
afterAll(async () => {
  product.close()
  await river.stop()
  expect(river.failures).toEqual([])
})

const set = async (productUrl: string | undefined) => {
  const { body } = await river.call("GET", "/api/settings/general", { as: ADMIN })
  return river.call("PUT", "/api/settings/general", { as: ADMIN, body: { ...body, productUrl } })
}
/** Tells of a charge and of a dispute of it, both new; a minute later it is looked at. */
async function disputed(nth: number) {
  for (const event of [
    told("customer.created", PAID_AT - 60, customerObject({ metadata: { organizationId: "org_1" } }), { id: "evt_c" }),
    told("charge.succeeded", PAID_AT, chargeObject({ id: `ch_${nth}`, payment_intent: `pi_${nth}` }), {
      id: `evt_ch_${nth}`,
    }),
    told("charge.dispute.created", PAID_AT, disputeObject({ id: `dp_${nth}`, charge: `ch_${nth}` }), {
      id: `evt_dp_${nth}`,
    }),
  ])
    expect((await river.stripe(event)).status).toBe(200)
  await river.settled()
  await river.advance(120_000)
}
const one = async (nth: number, as = ADMIN): Promise<DisputeDetail> =>
  (await river.call("GET", `/api/disputes/live/dp_${nth}`, { as })).body
const becomes = (nth: number, product: object) =>
  expect.poll(async () => (await one(nth)).product, { timeout: 20_000 }).toMatchObject(product)

test("without an address nobody is asked, and one that cannot be asked is refused with what would be right", async () => {
  says(ANSWER)
  await disputed(1)
  expect((await one(1)).product).toBeNull()
  expect(asked).toEqual([])
  expect((await set("http://product.example.com/{customerId}")).body).toMatchObject({
    ...{ status: 422, where: "productUrl", detail: "It has to begin with https://." },
    wanted: expect.stringContaining("{customerId}"),
  })
  expect((await set("https://product.example.com/")).body).toMatchObject({ status: 422, where: "productUrl" })
  expect((await set("a".repeat(501))).body).toMatchObject({ status: 400, where: "productUrl" })
})

test("the product is asked once about a new dispute, signed, and its lines stand in the answer to it", async () => {
  const url = `${address}/usage/{organizationId}?customer={customerId}`
  expect((await set(url)).body).toMatchObject({ productUrl: url })
  await disputed(2)
  await becomes(2, { state: "answered", host: address.slice("http://".length), attempts: 1, answer: ANSWER })
  expect(asked).toEqual([{ path: "/usage/org_1?customer=cus_1", isSigned: true }])
  const { evidence } = await one(2)
  expect(evidence!.texts.access_activity_log).toMatch(
    /^From the product's own records, read on \d{4}-\d\d-\d\d:\nSeats in use: 14 of 15\nTerms accepted on 2 February\.$/,
  )
  expect((await one(2, "viewer@demo.test")).product).toMatchObject({ state: "answered", answer: null })
  says({ lines: [] })
  await river.advance(3_600_000)
  expect((await one(2)).product!.answer).toEqual(ANSWER)
  expect(asked).toHaveLength(1)
})

test("what fails is said and tried again; nothing else waits for it", async () => {
  answer = (response) => response.writeHead(302, { location: `${address}/elsewhere` }).end()
  await disputed(3)
  await becomes(3, { state: "waiting", failure: "It answered 302: redirects are not followed", answer: null })
  expect((await one(3)).usage).toMatchObject({ organizationId: "org_1" })
  says({ lines: [], other: true })
  await river.advance(60_000)
  await becomes(3, { state: "waiting", failure: expect.stringContaining("unrecognized keys") })
  says(ANSWER)
  await river.advance(60_000)
  await becomes(3, { state: "answered", failure: null, nextTryAt: null, answer: ANSWER })
  expect(asked.map(({ path }) => path)).not.toContain("/elsewhere")
})

test("after twenty tries in vain it is given up, with the reason", async () => {
  answer = (response) => response.writeHead(503).end()
  await disputed(4)
  for (let tries = 0; tries < 40 && (await one(4)).product?.state !== "givenUp"; tries++) await river.advance(3_600_000)
  expect((await one(4)).product).toMatchObject({
    ...{ state: "givenUp", attempts: 20, failure: "It answered 503 where 200 is wanted", nextTryAt: null },
  })
})

test("the address is in the audit, as it was and as it is", async () => {
  expect((await set(undefined)).body).not.toHaveProperty("productUrl")
  const { body } = await river.call("GET", "/api/audit?action=settings.saved", { as: ADMIN })
  expect(body.items[0]).toMatchObject({
    ...{ before: { productUrl: expect.stringContaining("{organizationId}") }, after: { productUrl: null } },
  })
})
