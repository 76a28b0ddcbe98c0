import { execFile, spawn, spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Client, createClient, type Told } from "#shared/client/client.ts"
import { HOUR_MS, MINUTE_MS } from "#shared/time.ts"
import { packClient } from "../../infra/client.ts"
import { type LossyProxy, openLossyProxy } from "../client/lossy-proxy.ts"
import { openMoodyDoor } from "../client/moody-door.ts"
import { SPANS_SECTION } from "../support/api-spans.ts"
import { ADMIN, startConsole, type TestConsole } from "../support/console.ts"

let river: TestConsole
let proxy: LossyProxy
/** Where the packed client is installed, by npm, beside nothing else. */
let shop: string
beforeAll(async () => {
  river = await startConsole()
  proxy = await openLossyProxy(river.url)
  shop = mkdtempSync(join(tmpdir(), "shop-"))
  const tarball = await packClient(shop)
  writeFileSync(join(shop, "package.json"), '{"private":true}')
  const npm = ["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", tarball]
  expect(spawnSync("npm", npm, { cwd: shop, encoding: "utf8" })).toMatchObject({ status: 0 })
})
afterAll(async () => {
  rmSync(shop, { recursive: true, force: true })
  await proxy.stop()
  await river.stop()
  expect(river.failures).toEqual([])
})

/** The platform's figures when the hour is over in which all of this happens. */
const platform = async () => {
  for (const ms of [HOUR_MS, MINUTE_MS]) await river.advance(ms)
  return (await river.call("GET", "/api/overview", { as: ADMIN })).body.platform
}
const told: Told[] = []
const open = (url: string): Client =>
  createClient({ url, key: "wbk_local", source: "test", onRejected: (one) => told.push(one) })

test("events whose answers were lost count once", async () => {
  const before = (await platform()).tokens30d
  const watchbill = open(proxy.url)
  proxy.lose(2)
  for (let nth = 0; nth < 700; nth++)
    watchbill.send("usage.recorded", { org: "org_client", model: "m", inputTokens: 3, user: `user_${nth % 7}` })
  watchbill.send("usage.recorded", { org: "org_client", inputTokens: -1 })
  await watchbill.close(30_000)
  expect([proxy.lost(), proxy.passed()]).toEqual([2, 2])
  const { accepted, duplicates, ...others } = watchbill.counts()
  expect(accepted + duplicates).toBe(700)
  expect(others).toEqual({ rejected: 1, dropped: 0, waiting: 0 })
  expect(told).toMatchObject([
    { event: { type: "usage.recorded" }, reason: expect.stringMatching(/^data\.inputTokens/) },
  ])
  expect((await platform()).tokens30d).toBe(before + 2_100)
})

const environment = (url: string) => ({ ...process.env, WATCHBILL_URL: url, WATCHBILL_KEY: "wbk_local" })
/** Runs a program of plain JavaScript where the client is installed; its output. */
async function run(program: string, url = river.url): Promise<string> {
  writeFileSync(join(shop, "program.mjs"), program)
  const { stdout } = await promisify(execFile)(process.execPath, ["program.mjs"], { cwd: shop, env: environment(url) })
  return stdout
}

test("the example of docs/api.md runs from the installed package", async () => {
  const before = (await platform()).tokens30d
  const example = /```js\n(.*?)```/s.exec(readFileSync("shared/client/README.md", "utf8"))![1]!
  expect(await run(example)).toContain("accepted: 2, duplicates: 0, rejected: 0, dropped: 0, waiting: 0")
  expect((await platform()).tokens30d).toBe(before + 1_000)
})

const SENDS = `import { createClient } from "watchbill/client"
const watchbill = createClient({ url: process.env.WATCHBILL_URL, key: "wbk_local", source: "shop", closeOnSigterm: true, waitMs: 60_000 })
watchbill.send("record.created", { model: "Job", id: "job_1" }, { id: "last" })
`

test("a program that ends by itself sends what waits, and does not stay for a console that is away", async () => {
  const door = await openMoodyDoor()
  await run(SENDS, door.url)
  expect([...door.kept]).toEqual(["last"])
  await door.stop()
  const from = performance.now()
  const dropped = `${SENDS}process.on("exit", () => console.log(watchbill.counts()))`
  expect(await run(dropped, door.url)).toContain("dropped: 1, waiting: 0")
  expect(performance.now() - from).toBeLessThan(9_000)
})

test("a program that SIGTERM ends sends what waits, and ends by the signal", async () => {
  const door = await openMoodyDoor()
  writeFileSync(join(shop, "program.mjs"), `${SENDS}setInterval(() => {}, 1_000)\nconsole.log("ready")`)
  const program = spawn(process.execPath, ["program.mjs"], { cwd: shop, env: environment(door.url) })
  try {
    await new Promise((resolve) => program.stdout.once("data", resolve))
    const ended = new Promise((resolve) => program.once("exit", (_, signal) => resolve(signal)))
    program.kill("SIGTERM")
    expect(await ended).toBe("SIGTERM")
    expect([...door.kept]).toEqual(["last"])
  } finally {
    program.kill("SIGKILL")
    await door.stop()
  }
})

test("the package has types of its own: what events say is checked, without any other package", () => {
  writeFileSync(
    join(shop, "typed.ts"),
    `import { type Client, createClient } from "watchbill/client"
const watchbill: Client = createClient({ url: "http://localhost:4400", key: "wbk_local", source: "shop" })
export const id: string = watchbill.send("usage.recorded", { org: "o", inputTokens: 3, inputCostUsd: "0.1", status: 200, more: [] })
watchbill.send("member.added", { org: "o", user: "u", role: "owner" }, { time: new Date() })
// @ts-expect-error an organization is missing
watchbill.send("usage.recorded", { inputTokens: 3 })
// @ts-expect-error tokens are a number
watchbill.send("usage.recorded", { org: "o", inputTokens: "3" })
// @ts-expect-error nobody has such a role
watchbill.send("member.added", { org: "o", user: "u", role: "king" })
// @ts-expect-error there is no such type
watchbill.send("usage.forgotten", { org: "o" })
`,
  )
  const compiler = join(process.cwd(), "node_modules/typescript/bin/tsc")
  const options = "--noEmit --strict --target es2022 --module nodenext --moduleResolution nodenext typed.ts".split(" ")
  expect(spawnSync(process.execPath, [compiler, ...options], { cwd: shop, encoding: "utf8" })).toMatchObject({
    stdout: "",
    status: 0,
  })
})

test("the curl that docs/api.md shows for spans is taken", async () => {
  const before = (await platform()).tokens30d
  const curl = /```\n(curl .*?)```/s.exec(SPANS_SECTION)![1]!.replace("http://localhost:4400", river.url)
  const { stdout } = await promisify(execFile)("sh", ["-c", curl])
  expect(JSON.parse(stdout)).toEqual({})
  expect((await platform()).tokens30d).toBe(before + 1_000)
})
