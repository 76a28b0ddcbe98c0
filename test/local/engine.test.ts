import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb"
import { spawn } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { type Engine, freePort, startEngine } from "../../infra/local/engine/engine.ts"
import { createTable } from "../../infra/local/engine/table.ts"
import { LOCAL_CREDENTIALS } from "../../infra/local/environment.ts"
import { TABLE } from "../../infra/river.ts"
import { type TestFolder, testFolder } from "./support/store.ts"

const BINARY = fileURLToPath(new URL("../../node_modules/@dynoxide/linux-x64/dynoxide", import.meta.url))

let folder: TestFolder
let engine: Engine
const said: string[] = []
const say = (sentence: string) => void said.push(sentence)
const file = () => join(folder.path, "table.db")

beforeEach(() => {
  folder = testFolder()
  said.length = 0
})
afterEach(async () => {
  await engine.stop()
  folder.remove()
})

/** Processes that work on this test's file. */
const engines = () =>
  readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(file())
    } catch {
      return false
    }
  })

const client = (url: string) => new DynamoDBClient({ endpoint: url, ...LOCAL_CREDENTIALS })
const key = { pk: { S: "a" }, sk: { S: "b" } }
const put = (url: string) => client(url).send(new PutItemCommand({ TableName: TABLE.name, Item: key }))
const isThere = async (url: string) => {
  const { Item } = await client(url).send(new GetItemCommand({ TableName: TABLE.name, Key: key }))
  return Item !== undefined
}

describe("the engine", () => {
  test("ends one that a killed console left on its file, and finds what that one kept", async () => {
    const port = await freePort()
    const leftover = spawn(BINARY, ["serve", "--port", String(port), "--db-path", file()], { stdio: "ignore" })
    const ended = new Promise((resolve) => leftover.once("exit", (_status, signal) => resolve(signal)))
    const url = `http://127.0.0.1:${port}`
    await expect
      .poll(() =>
        fetch(url).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
    await createTable(url, TABLE)
    await put(url)
    engine = await startEngine(file(), say)
    expect(await ended).toBe("SIGKILL")
    expect(engines()).toHaveLength(1)
    await createTable(engine.url, TABLE)
    expect(await isThere(engine.url)).toBe(true)
  })

  test("is started again when it dies, at the same address", async () => {
    engine = await startEngine(file(), say)
    await createTable(engine.url, TABLE)
    await put(engine.url)
    const [first] = engines()
    process.kill(Number(first), "SIGKILL")
    await expect.poll(() => engines()).not.toEqual([first])
    await expect.poll(() => isThere(engine.url).catch(() => false)).toBe(true)
    expect(said).toEqual(["The database engine ended by itself; it is started again."])
  })

  test("may be somebody else's: then it is named, and --fresh empties its table", async () => {
    const theirs = await startEngine(file(), say)
    process.env["WATCHBILL_DYNAMODB_ENDPOINT"] = theirs.url
    engine = await startEngine(join(folder.path, "unused.db"), say)
    delete process.env["WATCHBILL_DYNAMODB_ENDPOINT"]
    expect(engine).toMatchObject({ url: theirs.url })
    expect(engine).not.toHaveProperty("file")
    expect(said).toEqual([expect.stringContaining(theirs.url)])
    await createTable(engine.url, TABLE)
    await put(engine.url)
    await createTable(engine.url, TABLE)
    expect(await isThere(engine.url)).toBe(true)
    await createTable(engine.url, TABLE, { fresh: true })
    expect(await isThere(engine.url)).toBe(false)
    await theirs.stop()
  })
})
