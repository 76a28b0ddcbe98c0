import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs"
import { createServer } from "node:net"
import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { Sentence } from "../sentence.ts"

/** The database of this machine, reached as DynamoDB is. */
export interface Engine {
  url: string
  /** The engine's own file, absent when somebody else's engine is used. */
  file?: string
  stop(): Promise<void>
}

const BINARY = fileURLToPath(new URL("../../../node_modules/@dynoxide/linux-x64/dynoxide", import.meta.url))
/** Has the system end the engine together with its console, also after kill -9; where it is missing the next start ends it. */
const GUARD = "/usr/bin/setpriv"
const ANSWERS_WITHIN_MS = 10_000

/** Any port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === "string") throw new Error("no port")
  return address.port
}

/** Starts the engine on the file, ending first one that a killed console left behind, and restarts it should it die. */
export async function startEngine(file: string, say: (sentence: string) => void): Promise<Engine> {
  const elsewhere = process.env["WATCHBILL_DYNAMODB_ENDPOINT"]
  if (elsewhere) {
    say(`The table is kept by the engine at ${elsewhere}, as WATCHBILL_DYNAMODB_ENDPOINT says.`)
    await answers(elsewhere)
    return { url: elsewhere, stop: async () => {} }
  }
  if (!existsSync(BINARY)) {
    throw new Sentence(
      "The embedded database runs on Linux x64 only: start another DynamoDB engine (npx dynoxide, or DynamoDB Local) and name it in WATCHBILL_DYNAMODB_ENDPOINT.",
    )
  }
  await endLeftover(file)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let stopped = false
  let child: ChildProcess
  const begin = () => {
    // In a process group of its own: Ctrl-C is for the console, which stops the engine last.
    const serve = [BINARY, "serve", "--port", String(port), "--db-path", file]
    const [command = BINARY, ...args] = existsSync(GUARD) ? [GUARD, "--pdeathsig", "KILL", ...serve] : serve
    child = spawn(command, args, { stdio: "ignore", detached: true })
    child.once("exit", () => {
      if (stopped) return
      say("The database engine ended by itself; it is started again.")
      setTimeout(() => stopped || begin(), 200)
    })
  }
  begin()
  // A process that ends without stopping the river (a failed test) takes its engine along.
  const takeAlong = () => child.kill("SIGKILL")
  process.once("exit", takeAlong)
  await answers(url)
  return {
    url,
    file,
    async stop() {
      stopped = true
      process.removeListener("exit", takeAlong)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise((resolve) => child.once("exit", resolve))
      child.kill("SIGTERM")
      const forced = setTimeout(() => child.kill("SIGKILL"), 2000)
      await ended
      clearTimeout(forced)
    },
  }
}

async function answers(url: string): Promise<void> {
  const until = Date.now() + ANSWERS_WITHIN_MS
  for (;;) {
    try {
      await fetch(url, { signal: AbortSignal.timeout(2000) })
      return
    } catch {
      if (Date.now() > until) throw new Sentence(`The database engine at ${url} does not answer.`)
      await pause(10)
    }
  }
}

/** Two engines on one file would spoil it, so a leftover is found by what it runs, not by a number written down. */
async function endLeftover(file: string): Promise<void> {
  const leftovers = () =>
    readdirSync("/proc").filter((name) => {
      try {
        if (!/^\d+$/.test(name) || readlinkSync(`/proc/${name}/exe`) !== BINARY) return false
        return readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0").includes(file)
      } catch {
        return false
      }
    })
  for (const pid of leftovers()) process.kill(Number(pid), "SIGKILL")
  while (leftovers().length > 0) await pause(5)
}
