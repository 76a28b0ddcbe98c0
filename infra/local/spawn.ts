import { type ChildProcess, spawn } from "node:child_process"
import { fileURLToPath } from "node:url"

/** A console in a process of its own, for tests that kill it. */
export interface SpawnedConsole {
  url: string
  pid: number
  /** Everything it printed, by stream. */
  printed: { stdout: string; stderr: string }
  /** Asks it to stop, as Ctrl-C does; resolves with its exit status. */
  stop(): Promise<number | null>
  /** `kill -9`: it gets no chance to put anything in order. */
  kill(): Promise<void>
}

const START = fileURLToPath(new URL("./start.ts", import.meta.url))
const READY_WITHIN_MS = 60_000

/** Starts the console with these arguments and waits for its `ready` line; throws with what it printed when it ends before. */
export async function spawnConsole(args: readonly string[], env: Record<string, string> = {}): Promise<SpawnedConsole> {
  const child: ChildProcess = spawn(process.execPath, [START, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  const printed = { stdout: "", stderr: "" }
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve))
  const url = await new Promise<string>((resolve, reject) => {
    const failed = (why: string) => reject(new Error(`${why}\n${printed.stdout}${printed.stderr}`))
    const timer = setTimeout(() => {
      child.kill("SIGKILL")
      failed("The console was not ready in time.")
    }, READY_WITHIN_MS)
    child.stderr!.on("data", (chunk) => (printed.stderr += chunk))
    child.stdout!.on("data", (chunk) => {
      printed.stdout += chunk
      const ready = /^ready (\S+)$/m.exec(printed.stdout)
      if (!ready) return
      clearTimeout(timer)
      resolve(ready[1]!)
    })
    child.once("exit", (status) => {
      clearTimeout(timer)
      failed(`The console ended with status ${status}.`)
    })
  })
  return {
    url,
    pid: child.pid!,
    printed,
    stop() {
      child.kill("SIGTERM")
      return ended
    },
    async kill() {
      child.kill("SIGKILL")
      await ended
    },
  }
}
