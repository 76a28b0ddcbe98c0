import { spawn } from "node:child_process"
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterEach, beforeEach, describe, expect, test } from "vitest"

const LAUNCH = fileURLToPath(new URL("../../infra/local/launch.mjs", import.meta.url))
const LOCK = {
  packages: {
    "": {},
    "node_modules/node": { version: "1.0.0" },
    "node_modules/other": { version: "2.0.0", optional: true },
  },
}
/** Stands in for npm: says something on stdout, as npm does, and "installs" a Node that is the one we run on. */
const NPM = `
import { mkdirSync, symlinkSync, copyFileSync, writeFileSync, existsSync } from "node:fs"
console.log("npm chatters:", process.argv[2])
if (process.env.NPM_FAILS) process.exit(1)
mkdirSync("node_modules/node/bin", { recursive: true })
if (!process.env.IGNORE_SCRIPTS && !existsSync("node_modules/node/bin/node")) symlinkSync(process.execPath, "node_modules/node/bin/node")
const lock = JSON.parse((await import("node:fs")).readFileSync("package-lock.json", "utf8"))
delete lock.packages["node_modules/other"]
writeFileSync("node_modules/.package-lock.json", JSON.stringify(lock))
`

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "watchbill-launch-"))
  mkdirSync(join(root, "infra/local"), { recursive: true })
  copyFileSync(LAUNCH, join(root, "infra/local/launch.mjs"))
  writeFileSync(join(root, "package-lock.json"), JSON.stringify(LOCK))
  writeFileSync(join(root, "npm.mjs.js"), NPM)
  writeFileSync(join(root, "package.json"), '{"type":"module"}')
  writeFileSync(join(root, "it.ts"), 'console.log("ready " + (process.argv[2] satisfies string | undefined))')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function launch(env: Record<string, string> = {}): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(root, "infra/local/launch.mjs"), "it.ts", "now"], {
    env: { ...process.env, npm_execpath: join(root, "npm.mjs.js"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  const printed = { stdout: "", stderr: "" }
  child.stdout.on("data", (chunk) => (printed.stdout += chunk))
  child.stderr.on("data", (chunk) => (printed.stderr += chunk))
  return new Promise((resolve) => child.once("close", (status) => resolve({ status, ...printed })))
}

describe("the launcher, on a machine with nothing", () => {
  test("installs, once, and keeps stdout for the program", async () => {
    expect(await launch()).toEqual({
      status: 0,
      stdout: "ready now\n",
      stderr: expect.stringContaining("npm chatters: ci"),
    })
    expect(await launch()).toEqual({ status: 0, stdout: "ready now\n", stderr: "" })
  })

  test("installs again when a version has changed", async () => {
    await launch()
    writeFileSync(join(root, "package-lock.json"), JSON.stringify(LOCK).replace("1.0.0", "1.0.1"))
    expect((await launch()).stderr).toContain("npm chatters")
    expect((await launch()).stderr).toBe("")
  })

  test("says what to do when packages came without their scripts, or did not come", async () => {
    const without = await launch({ IGNORE_SCRIPTS: "1" })
    expect(without).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("npm rebuild node") })
    expect(await launch({ NPM_FAILS: "1" })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("npm rebuild node"),
    })
    rmSync(join(root, "node_modules"), { recursive: true })
    expect(await launch({ NPM_FAILS: "1" })).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining("could not be installed"),
    })
  })
})
