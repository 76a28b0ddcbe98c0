import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import type { Db } from "../../functions/table/db.ts"
import { sdkDb } from "../../functions/table/sdk.ts"
import { signedDb } from "../../functions/table/signed.ts"
import { startTestEngine, type TestEngine } from "./engine.ts"
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts"

let engine: TestEngine
let proxy: FaultProxy
let truth: Db
let partition = 0
let pk: string

beforeAll(async () => {
  engine = await startTestEngine()
  truth = sdkDb(engine.table)
  // The signed client reads the endpoint at every call, the SDK's when it is made: the truth goes around the proxy.
  await truth.get({ pk: "none", sk: "none" })
  proxy = await startFaultProxy(engine.url, { seed: 7 })
  Object.assign(process.env, engine.environment(proxy.url))
})
beforeEach(() => {
  pk = `partition ${partition++}`
})
afterAll(async () => {
  await proxy.stop()
  await engine.stop()
})

describe.each([
  ["sdk", () => sdkDb(engine.table)],
  ["signed", () => signedDb(engine.table)],
] as const)("over the %s carrier", (_, open) => {
  const row = (sk: string) => ({ pk, sk, kind: "row" })

  test("writes that may be repeated and reads survive every fault", async () => {
    const db = open()
    const from = proxy.log.length
    // Throttles are few: the SDK waits up to a second after one.
    proxy.setRates({
      throttle: 0.02,
      conflict: 0.1,
      serverError: 0.1,
      lostRequest: 0.1,
      lostAnswer: 0.1,
      errorAfter: 0.1,
      unprocessed: 0.5,
    })
    for (let nth = 0; nth < 30; nth++) {
      const sk = String(nth).padStart(2, "0")
      expect(await db.write({ put: row(sk) })).toBe("done")
      expect(await db.change({ update: row(sk), set: { nth } })).toMatchObject({ sk, nth })
      expect(
        await db.transact([
          { update: row(sk), add: { count: 1 } },
          { put: row(`t${sk}`), when: { absent: "pk" } },
        ]),
      ).toBe("done")
    }
    proxy.next("throttle", "unprocessed", "unprocessed")
    const keys = Array.from({ length: 30 }, (_, nth) => row(String(nth).padStart(2, "0")))
    expect(await db.getMany(keys)).toHaveLength(30)
    proxy.setRates({})
    const { rows } = await truth.query({ pk, strong: true })
    expect(rows).toEqual([
      ...keys.map((key, nth) => ({ ...key, nth, count: 1 })),
      ...keys.map((key) => ({ ...key, sk: `t${key.sk}` })),
    ])
    const befell = new Set(proxy.log.slice(from).map(({ fault }) => fault))
    expect([...befell].sort()).toEqual([
      "conflict",
      "errorAfter",
      "lostAnswer",
      "lostRequest",
      "serverError",
      "throttle",
      "unprocessed",
    ])
  })

  test("a conditional put whose answer was lost comes back refused, and reading it again tells whose it is", async () => {
    const db = open()
    proxy.next("lostAnswer")
    expect(await db.write({ put: { ...row("once"), by: "me" }, when: { absent: "pk" } })).toBe("refused")
    expect(await db.get(row("once"), { strong: true })).toEqual({ ...row("once"), by: "me" })
  })

  test("an add whose answer was lost counts twice; in a transaction it counts once", async () => {
    const db = open()
    proxy.next("lostAnswer")
    await db.write({ update: row("alone"), add: { count: 1 } })
    proxy.next("lostAnswer")
    await db.transact([{ update: row("together"), add: { count: 1 } }])
    expect(await truth.query({ pk, strong: true, fields: ["count"] })).toEqual({
      rows: [
        { pk, sk: "alone", count: 2 },
        { pk, sk: "together", count: 1 },
      ],
    })
  })

  test("a transaction that collides again and again is done in the end, and a lost condition still has its position", async () => {
    const db = open()
    await truth.write({ put: row("taken") })
    proxy.next("conflict", "conflict", "conflict")
    expect(await db.transact([{ put: row("new") }, { put: row("taken"), when: { absent: "pk" } }])).toEqual({
      refused: [1],
    })
    proxy.next("conflict", "conflict")
    expect(await db.transact([{ put: row("new") }])).toBe("done")
  })

  test("a stale index does not show what was written just now, and shows it later", async () => {
    const db = open()
    await db.write({ put: { ...row("fed"), gsi1pk: pk, gsi1sk: "1" } })
    proxy.next("staleIndex")
    expect((await db.query({ index: "gsi1", pk })).rows).toEqual([])
    expect((await db.query({ index: "gsi1", pk })).rows).toHaveLength(1)
  })
})

test("an engine that keeps failing is asked five times by the SDK carrier, and for five seconds by the signed one", async () => {
  const failure = { name: "InternalServerError" }
  const [sdk, signed] = [sdkDb(engine.table), signedDb(engine.table)]
  proxy.setRates({ serverError: 1 })
  const before = proxy.requestCount()
  await expect(sdk.get({ pk, sk: "any" })).rejects.toMatchObject(failure)
  expect(proxy.requestCount() - before).toBe(5)
  await expect(signed.get({ pk, sk: "any" })).rejects.toMatchObject(failure)
  expect(proxy.requestCount() - before).toBeGreaterThan(10)
  proxy.setRates({})
})
