import { DynamoDBClient, PutItemCommand, QueryCommand, ScanCommand } from "@aws-sdk/client-dynamodb"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { type DeadLetters, openDeadLetters } from "../../infra/local/dead-letters.ts"
import { type Engine, startEngine } from "../../infra/local/engine/engine.ts"
import { createTable } from "../../infra/local/engine/table.ts"
import { startUpkeep } from "../../infra/local/engine/upkeep.ts"
import { LOCAL_CREDENTIALS } from "../../infra/local/environment.ts"
import type { Store } from "../../infra/local/store.ts"
import { openStreamLog, type StreamRecord } from "../../infra/local/streams/log.ts"
import { openPositions, type Positions } from "../../infra/local/streams/positions.ts"
import { type RunningReader, startReader } from "../../infra/local/streams/reader.ts"
import { onWrite } from "../../infra/local/streams/wake.ts"
import { TABLE } from "../../infra/river.ts"
import { type TestFolder, testFolder } from "./support/store.ts"

const tableNamed = (name: string) => ({ ...TABLE, name }) as unknown as typeof TABLE

let folder: TestFolder
let engine: Engine
let client: DynamoDBClient
let store: Store
let deadLetters: DeadLetters
let table: typeof TABLE
let positions: Positions
let running: RunningReader[] = []
let count = 0

beforeAll(async () => {
  folder = testFolder()
  engine = await startEngine(join(folder.path, "table.db"), () => {})
  client = new DynamoDBClient({ endpoint: engine.url, ...LOCAL_CREDENTIALS })
})
afterAll(async () => {
  client.destroy()
  await engine.stop()
  folder.remove()
})
beforeEach(async () => {
  table = tableNamed(`table-${++count}`)
  await createTable(engine.url, table)
  store = folder.store()
  deadLetters = openDeadLetters(store)
  positions = openPositions(store, (await openStreamLog(engine.url, table.name)).arn)
})
afterEach(async () => {
  await Promise.all(running.map((reader) => reader.stop()))
  running = []
})

const put = (pk: string, more: Record<string, { S: string } | { N: string }> = {}) =>
  client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: { pk: { S: pk }, sk: { S: "it" }, kind: { S: "fact" }, ...more },
    }),
  )
const keysOf = (event: unknown) =>
  (event as { Records: StreamRecord[] }).Records.map((it) => String(it.dynamodb.Keys["pk"]?.["S"]))

async function read(
  invoke: (keys: string[], event: unknown) => unknown,
  more: { to?: string; batchSize?: number; retriesMax?: number } = {},
) {
  const reader = {
    to: "project",
    kinds: ["fact"],
    batchSize: 100,
    batchWindowSeconds: 0,
    retriesMax: 2,
    ...more,
  } as const
  const it = startReader({
    reader: reader as never,
    log: await openStreamLog(engine.url, table.name),
    lambda: { invoke: async (_name, event) => invoke(keysOf(event), event) },
    positions,
    deadLetters,
    restMs: 20,
    onTrouble: () => {},
    backoffMs: () => 1,
  })
  running.push(it)
  return it
}

describe("the stream", () => {
  test("arrives whole, in order, in batches, as Lambda gets it", async () => {
    for (let n = 0; n < 25; n++) await put(`k${n}`, n === 0 ? { amount: { N: "7" } } : {})
    const got: string[][] = []
    let first: StreamRecord | undefined
    const reader = await read(
      (keys, event) => {
        first ??= (event as { Records: StreamRecord[] }).Records[0]
        got.push(keys)
      },
      { batchSize: 10 },
    )
    await reader.caughtUp()
    expect(got.map((batch) => batch.length)).toEqual([10, 10, 5])
    expect(got.flat()).toEqual(Array.from({ length: 25 }, (_, n) => `k${n}`))
    expect(first).toMatchObject({
      eventName: "INSERT",
      eventSource: "aws:dynamodb",
      eventSourceARN: expect.stringContaining(table.name),
      dynamodb: {
        Keys: { pk: { S: "k0" }, sk: { S: "it" } },
        NewImage: { amount: { N: "7" }, kind: { S: "fact" } },
        SequenceNumber: expect.any(String),
      },
    })
  })

  test("a reader sees neither other kinds nor puts that changed nothing", async () => {
    await put("a")
    await put("a")
    await put("b", { kind: { S: "cube" } })
    await put("a", { more: { N: "1" } })
    const got: string[] = []
    const reader = await read((keys) => got.push(...keys))
    await reader.caughtUp()
    expect(got).toEqual(["a", "a"])
  })

  test("a failure is tried again; a bad record is set aside and listed, the others arrive", async () => {
    for (const key of ["a", "bad", "c", "d"]) await put(key)
    const got: string[] = []
    const reader = await read((keys) => {
      if (keys.includes("bad")) throw new Error("cannot be read")
      got.push(...keys)
    })
    await reader.caughtUp()
    expect(got).toEqual(["a", "c", "d"])
    expect(deadLetters.all()).toMatchObject([{ source: "reader project", error: "Error: cannot be read" }])
    expect(keysOf(deadLetters.all()[0]!.payload)).toEqual(["bad"])
  })

  test("after a restart it goes on behind what was done, and repeats what was not", async () => {
    for (const key of ["a", "b"]) await put(key)
    const got: string[][] = []
    const before = await read((keys) => void got.push(keys), { batchSize: 1 })
    await before.caughtUp()
    await before.stop()
    for (const key of ["c", "d"]) await put(key)
    let cutOff: () => void = () => {}
    const asked = new Promise<void>((resolve) => (cutOff = resolve))
    // The console is killed while the function works on "d".
    await read(
      (keys) => {
        if (keys.includes("c")) return void got.push(keys)
        cutOff()
        return new Promise(() => {})
      },
      { batchSize: 1 },
    )
    await asked
    running.pop()
    const after = await read((keys) => void got.push(keys), { batchSize: 1 })
    await after.caughtUp()
    expect(got).toEqual([["a"], ["b"], ["c"], ["d"]])
  })

  test("each reader has its own place", async () => {
    await put("a")
    const [one, two]: [string[], string[]] = [[], []]
    const first = await read((keys) => one.push(...keys))
    await first.caughtUp()
    await put("b")
    const second = await read((keys) => two.push(...keys), { to: "publish" })
    await Promise.all([first.caughtUp(), second.caughtUp()])
    expect([one, two]).toEqual([
      ["a", "b"],
      ["a", "b"],
    ])
  })

  test("a write wakes the readers", async () => {
    let tell: (keys: string[]) => void = () => {}
    const told = new Promise<string[]>((resolve) => (tell = resolve))
    const reader = await read((keys) => tell(keys))
    await reader.caughtUp()
    let woken = 0
    const end = onWrite(engine.file!, () => {
      woken += 1
      reader.wake()
    })
    await put("a")
    expect(await told).toEqual(["a"])
    end()
    expect(woken).toBeGreaterThan(0)
  })
})

describe.skipIf(!existsSync("/proc"))("upkeep", () => {
  test("trims what all readers have passed, keeps the newest, and numbering goes on", async () => {
    for (let n = 0; n < 12; n++) await put(`k${n}`)
    const reader = await read(() => null)
    await reader.caughtUp()
    const upkeep = startUpkeep({
      file: engine.file!,
      url: engine.url,
      table,
      passed: () => positions.passed(["project"]),
    })
    expect(upkeep.trim()).toBe(11)
    expect(upkeep.trim()).toBe(0)
    await put("after")
    const got: string[] = []
    const late = await read((keys) => got.push(...keys), { to: "publish" })
    await late.caughtUp()
    expect(got).toEqual(["k11", "after"])
    await upkeep.stop()
  })

  test("trims nothing before every reader has begun", async () => {
    await put("a")
    await put("b")
    const reader = await read(() => null)
    await reader.caughtUp()
    const upkeep = startUpkeep({
      file: engine.file!,
      url: engine.url,
      table,
      passed: () => positions.passed(["project", "publish"]),
    })
    expect(upkeep.trim()).toBe(0)
    await upkeep.stop()
  })

  test("removes rows whose time is over, also from the indexes", async () => {
    const seconds = Math.floor(Date.now() / 1000)
    await put("old", { ttl: { N: String(seconds - 60) }, gsi1pk: { S: "g" }, gsi1sk: { S: "1" } })
    await put("young", { ttl: { N: String(seconds + 3600) } })
    await put("ageless")
    const upkeep = startUpkeep({ file: engine.file!, url: engine.url, table, passed: () => undefined })
    expect(await upkeep.sweep()).toBe(1)
    const { Items = [] } = await client.send(new ScanCommand({ TableName: table.name }))
    expect(Items.map((it) => it["pk"]?.S).sort()).toEqual(["ageless", "young"])
    const byIndex = new QueryCommand({
      TableName: table.name,
      IndexName: "gsi1",
      KeyConditionExpression: "gsi1pk = :g",
      ExpressionAttributeValues: { ":g": { S: "g" } },
    })
    expect((await client.send(byIndex)).Count).toBe(0)
    await upkeep.stop()
  })
})
