import { setTimeout as pause } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { ADMIN, startConsole, type TestConsole } from "../support/console.ts"
import { stripeEvent } from "../support/stripe.ts"

let river: TestConsole
/** When each of three deliveries was received, and each of three commands was given, oldest first. */
let received: string[]
let commanded: string[]

const list = async (path: string) => (await river.call("GET", path, { as: ADMIN })).body
const query = (fields: Record<string, string>) => new URLSearchParams(fields).toString()

beforeAll(async () => {
  river = await startConsole()
  for (const nth of [1, 2, 3]) {
    const payout = { id: `po_${nth}`, object: "payout", amount: 100 }
    await river.stripe(stripeEvent("payout.paid", new Date().toISOString(), payout, undefined, `evt_${nth}`))
    await river.settled()
    await river.call("POST", `/api/webhooks/stripe/evt_${nth}/replay`, { as: ADMIN, body: {} })
    await pause(5)
  }
  await river.settled()
  const at = (items: { receivedAt?: string; at?: string }[]) =>
    items.map(({ receivedAt, at }) => receivedAt ?? at ?? "").reverse()
  received = at((await list("/api/webhooks")).items)
  commanded = at((await list("/api/audit")).items)
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

test("a list of a time begins with its first instant and ends before its last", async () => {
  expect(received).toHaveLength(3)
  const [first, second, third] = received as [string, string, string]
  const ids = async (time: Record<string, string>) =>
    (await list(`/api/webhooks?${query(time)}`)).items.map(({ deliveryId }: { deliveryId: string }) => deliveryId)
  expect(await ids({ from: second })).toEqual(["evt_3", "evt_2"])
  expect(await ids({ to: third })).toEqual(["evt_2", "evt_1"])
  expect(await ids({ from: first, to: second })).toEqual(["evt_1"])
  const [one, , three] = commanded as [string, string, string]
  const targets = async (time: Record<string, string>) =>
    (await list(`/api/audit?${query(time)}`)).items.map(({ target }: { target: { id: string } }) => target.id)
  expect(await targets({ from: one, to: three })).toEqual(["evt_2", "evt_1"])
  expect(await targets({ to: one })).toEqual([])
})

test("the counts are those of the time, whatever else is filtered", async () => {
  const counts = async (fields: Record<string, string>) => (await list(`/api/webhooks?${query(fields)}`)).counts
  expect(await counts({})).toEqual({ received: 0, applied: 0, ignored: 3, parked: 0 })
  expect(await counts({ from: received[1]!, status: "parked" })).toMatchObject({ ignored: 2 })
  expect(await counts({ to: "2020-01-01T00:00:00.000Z" })).toMatchObject({ ignored: 0 })
})

test("the next page of a time that goes on is still the next page", async () => {
  const first = await list(`/api/webhooks?${query({ from: received[0]!, limit: "1" })}`)
  const asked = { from: received[1]!, limit: "1", cursor: first.nextCursor }
  const next = await list(`/api/webhooks?${query(asked)}`)
  expect(next.items).toMatchObject([{ deliveryId: "evt_2" }])
  expect((await list(`/api/webhooks?${query({ ...asked, from: received[2]! })}`)).items).toEqual([])
  const other = await river.call("GET", `/api/webhooks?${query({ ...asked, to: received[2]! })}`, { as: ADMIN })
  expect(other).toMatchObject({ status: 400, body: { where: "cursor" } })
})

test("an export has the rows of its time", async () => {
  const [from, to] = [received[1]!, received[2]!]
  const filter = { from, to }
  const headers = () => ({ "idempotency-key": crypto.randomUUID() })
  const body = { request: { list: "webhooks", filter } }
  const { exportId } = (await river.call("POST", "/api/exports", { as: ADMIN, headers: headers(), body })).body
  await expect.poll(async () => (await list(`/api/exports/${exportId}`)).status, { timeout: 20_000 }).toBe("ready")
  const { downloadUrl, rows } = await list(`/api/exports/${exportId}`)
  expect(rows).toBe(1)
  expect(await (await fetch(downloadUrl)).text()).toContain("evt_2")
})

describe("a time that is none is refused with what would be right", () => {
  const [early, late] = ["2026-11-20T14:00:00.000Z", "2026-11-20T15:00:00.000Z"]
  const ends = { code: "invalid", detail: "This time ends before it begins", wanted: "an instant after `from`" }
  const none = {
    code: "invalid",
    detail: "This is not an instant",
    wanted: "UTC with milliseconds, 2026-03-09T04:05:06.789Z",
  }
  test.each(["/api/webhooks", "/api/audit"])("%s", async (path) => {
    const asked = (time: Record<string, string>) => river.call("GET", `${path}?${query(time)}`, { as: ADMIN })
    expect(await asked({ from: late, to: early })).toMatchObject({ status: 400, body: { ...ends, where: "to" } })
    expect(await asked({ from: early, to: early })).toMatchObject({ status: 400, body: { where: "to" } })
    expect(await asked({ from: "yesterday" })).toMatchObject({ status: 400, body: { ...none, where: "from" } })
    expect(await asked({ to: "2026-11-20T14:00:00Z" })).toMatchObject({ status: 400, body: { ...none, where: "to" } })
    expect(await asked({ to: "2026-02-30T14:00:00.000Z" })).toMatchObject({ status: 400, body: { where: "to" } })
  })
  test.each(["webhooks", "audit"])("an export of %s", async (list) => {
    const body = { request: { list, filter: { from: late, to: early } } }
    const headers = { "idempotency-key": crypto.randomUUID() }
    expect(await river.call("POST", "/api/exports", { as: ADMIN, headers, body })).toMatchObject({
      status: 400,
      body: { ...ends, where: "request.filter.to" },
    })
  })
})
