import { type ChildProcess, spawn } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type TestFolder, testFolder } from "./support/store.ts"

const CONSOLE = fileURLToPath(new URL("./support/console.ts", import.meta.url))
const KILLS = 3

let folder: TestFolder
beforeAll(() => {
  folder = testFolder()
})
afterAll(() => folder.remove())

/** A console of the small river in a process of its own. */
async function begin(): Promise<{ url: string; child: ChildProcess; end(signal: NodeJS.Signals): Promise<void> }> {
  const child = spawn(process.execPath, [CONSOLE, folder.path], { stdio: ["ignore", "pipe", "inherit"] })
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout!.on("data", (chunk) => resolve(/ready (\S+)/.exec(String(chunk))![1]!))
    void ended.then(() => reject(new Error("The console ended before it was ready.")))
  })
  return {
    url,
    child,
    end(signal) {
      child.kill(signal)
      return ended
    },
  }
}

/** Engines that work on a file of this folder. */
const engines = () =>
  readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(`${folder.path}/engine`)
    } catch {
      return false
    }
  })

test("nothing acknowledged is lost, however often the console is killed, workflows and callbacks included", {
  timeout: 240_000,
}, async () => {
  const kept: string[] = []
  let number = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const { url, end } = await begin()
    const life = { over: false }
    const writer = async () => {
      while (!life.over) {
        const note = `n${number++}`
        const answer = await fetch(`${url}/v1/notes`, {
          method: "POST",
          body: note,
          headers: { "content-type": "text/plain" },
        }).catch(() => undefined)
        if (answer?.status === 202) kept.push(`note#${note}`)
      }
    }
    const writers = [writer(), writer(), writer()]
    await expect.poll(() => kept.length, { timeout: 60_000 }).toBeGreaterThan((kill + 1) * 30)
    await end("SIGKILL")
    life.over = true
    await Promise.all(writers)
  }
  const { url, end } = await begin()
  const done = async () => new Set((await (await fetch(`${url}/v1/notes`)).json()) as string[])
  await expect
    .poll(
      async () => {
        const seen = await done()
        return kept.filter((note) => !seen.has(note) || !seen.has(`${note} asked`))
      },
      { timeout: 100_000 },
    )
    .toEqual([])
  await fetch(`${url}/_local/settle`, { method: "POST", body: "{}" })
  expect(await (await fetch(`${url}/_local/state`)).json()).toMatchObject({
    deadLetters: [],
    executions: { SUCCEEDED: expect.any(Number) },
  })
  // The engines that killed consoles left behind were ended by the next ones.
  expect(engines()).toHaveLength(1)
  await end("SIGTERM")
  expect(engines()).toHaveLength(0)
})
