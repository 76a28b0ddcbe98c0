import { spawn } from "node:child_process"
import { readFileSync, statSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { readOptions } from "../../infra/local/options.ts"
import { type SpawnedConsole, spawnConsole } from "../../infra/local/spawn.ts"
import { type TestFolder, testFolder } from "./support/store.ts"

const LOCAL = fileURLToPath(new URL("../../infra/local/", import.meta.url))

/** Runs a program of this project to its end. */
function run(
  program: string,
  args: string[],
): Promise<{ status: number | null; signal: string | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(LOCAL, program), ...args], { stdio: ["ignore", "pipe", "pipe"] })
  const printed = { stdout: "", stderr: "" }
  child.stdout.on("data", (chunk) => (printed.stdout += chunk))
  child.stderr.on("data", (chunk) => (printed.stderr += chunk))
  return new Promise((resolve) => child.once("close", (status, signal) => resolve({ status, signal, ...printed })))
}
const sentence = /^[^\n]+\.?\n$/

describe("npm start", () => {
  let folder: TestFolder
  let console: SpawnedConsole
  const args = () => ["--data", folder.path, "--empty", "--port", "0"]
  beforeAll(async () => {
    folder = testFolder()
    const noisy = "--import=data:text/javascript,process.on('SIGUSR2',()=>console.log('noise'))"
    console = await spawnConsole(args(), { WATCHBILL_NOW: "2026-03-01T10:00:00Z", NODE_OPTIONS: noisy })
  })
  afterAll(async () => {
    await console.stop()
    folder.remove()
  })
  const token = async (...more: string[]) =>
    (await run("token.ts", ["admin@demo.test", "--data", folder.path, ...more])).stdout
  const me = async (bearer: string) =>
    (await fetch(`${console.url}/api/me`, { headers: { authorization: `Bearer ${bearer.trim()}` } })).json()

  test("prints one line when pages answer, and holds the business clock", async () => {
    expect(console.printed).toEqual({ stdout: `ready ${console.url}\n`, stderr: "" })
    expect((await fetch(console.url)).headers.get("content-type")).toContain("text/html")
    expect(await me(await token())).toMatchObject({
      email: "admin@demo.test",
      staffRole: "admin",
      console: { now: "2026-03-01T10:00:00.000Z" },
    })
  })

  test("what functions log goes to a file", async () => {
    process.kill(console.pid, "SIGUSR2")
    await expect.poll(() => readFileSync(join(folder.path, "functions.log"), "utf8")).toContain("noise")
    expect(console.printed.stdout).toBe(`ready ${console.url}\n`)
  })

  test("refuses a second console on the same data, and a port that is taken", async () => {
    const second = await run("start.ts", args())
    expect(second).toMatchObject({ status: 1, stdout: "", stderr: expect.stringMatching(sentence) })
    expect(second.stderr).toContain("Another console")
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve))
    const { port } = taken.address() as { port: number }
    const elsewhere = testFolder()
    const third = await run("start.ts", ["--data", elsewhere.path, "--port", String(port)])
    expect(third).toMatchObject({ status: 1, stdout: "", stderr: expect.stringMatching(sentence) })
    expect(third.stderr).toContain(`Port ${port} is taken`)
    taken.close()
    elsewhere.remove()
  })

  test("gives tokens to who may read its data folder", async () => {
    expect(statSync(join(folder.path, "console.json")).mode & 0o777).toBe(0o600)
    const old = (await me(await token("--stale"))) as { signedInAt: string }
    const young = (await me(await token())) as { signedInAt: string }
    expect(Date.parse(young.signedInAt) - Date.parse(old.signedInAt)).toBeGreaterThanOrEqual(3_590_000)
    const unknown = await run("token.ts", ["nobody@demo.test", "--data", folder.path])
    expect(unknown).toMatchObject({ status: 1, stdout: "", stderr: expect.stringMatching(sentence) })
  })

  test("killed and started again, it keeps sessions and tokens", async () => {
    const before = await token()
    const { port } = new URL(console.url)
    await console.kill()
    expect(await run("token.ts", ["admin@demo.test", "--data", folder.path])).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringMatching(sentence),
    })
    console = await spawnConsole(["--data", folder.path, "--empty", "--port", port])
    expect(await me(before)).toMatchObject({ email: "admin@demo.test" })
  })

  test("stops cleanly when asked, and --fresh forgets", async () => {
    const before = await token()
    const { port } = new URL(console.url)
    expect(await console.stop()).toBe(0)
    console = await spawnConsole(["--data", folder.path, "--empty", "--fresh", "--port", port])
    expect(await me(before)).toEqual({ message: "Unauthorized" })
  })
})

describe("the command line", () => {
  const allowed = ["--port", "--data", "--empty", "--fresh"] as const

  test("is read", () => {
    expect(readOptions(["--port", "4401", "--data=here", "--empty"], allowed)).toMatchObject({
      port: 4401,
      dataDir: "here",
      empty: true,
      fresh: false,
    })
    expect(readOptions([], allowed)).toMatchObject({ port: 4400, dataDir: ".watchbill", empty: false, fresh: false })
  })

  test.each([
    [["--prot", "1"]],
    [["--port", "many"]],
    [["--port"]],
    [["--port", "70000"]],
    [["--data"]],
    [["--data", "--empty"]],
    [["--empty=yes"]],
    [["--stale"]],
  ])("refuses %j", (args) => {
    expect(() => readOptions(args, allowed)).toThrow(expect.objectContaining({ name: "Sentence" }))
  })

  test("a mistake is one sentence and status 2", async () => {
    for (const args of [["--prot"], ["4400"]]) {
      expect(await run("start.ts", args)).toMatchObject({
        status: 2,
        stdout: "",
        stderr: expect.stringMatching(sentence),
      })
    }
  })
})

describe("the launcher", () => {
  const ending = "test/local/support/ending.ts"

  test("runs a file on the project's Node with its arguments, and ends as it ends", async () => {
    expect(await run("launch.mjs", [ending, "3", "a", "b c"])).toMatchObject({
      status: 3,
      stdout: "24 a|b c\n",
      stderr: "",
    })
    expect(await run("launch.mjs", [ending, "0"])).toMatchObject({ status: 0 })
    expect(await run("launch.mjs", [ending, "SIGTERM"])).toMatchObject({ signal: "SIGTERM" })
  })
})
