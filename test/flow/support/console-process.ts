import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { IN_FOLDER } from "../../../infra/local/folder.ts"
import { type SpawnedConsole, spawnConsole } from "../../../infra/local/spawn.ts"
import { ADMIN } from "../../support/console.ts"
import type { Reach, Reached } from "./reach.ts"

/** A console in a process of its own, which tests kill and start again on the same folder. */
export interface ConsoleProcess extends Reach {
  dataDir: string
  /** Where it answers since it was last started. */
  url(): string
  /** The demo admin's `Authorization` header. */
  bearer(): Promise<string>
  /** `kill -9`. Requests get no answer until it is started again. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Stops it, and removes its folder. */
  end(): Promise<void>
}

/** A request without an answer after so long counts as one that never gets any. */
const ANSWER_WITHIN_MS = 15_000
/** Coming to rest may take what the console itself allows for it. */
const REST_WITHIN_MS = 65_000

/** Starts a console on an empty folder, its business clock held at an instant. */
export async function startProcess(now: string): Promise<ConsoleProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), "console-process-"))
  let running: SpawnedConsole | undefined
  let token: Promise<string> | undefined

  const start = async () => {
    token = undefined
    running = await spawnConsole(["--port", "0", "--data", dataDir, "--empty"], { WATCHBILL_NOW: now })
  }
  const ask = async (withinMs: number, ...[method, path, headers, body]: Parameters<Reach["send"]>) => {
    if (!running) return undefined
    try {
      const answer = await fetch(`${running.url}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: body as BodyInit }),
        redirect: "manual",
        signal: AbortSignal.timeout(withinMs),
      })
      const text = await answer.text()
      const type = answer.headers.get("content-type") ?? ""
      return { status: answer.status, type, body: type.includes("json") && text ? JSON.parse(text) : text }
    } catch {
      return undefined
    }
  }
  const send: Reach["send"] = (...request) => ask(ANSWER_WITHIN_MS, ...request)
  const askToken = async (): Promise<string> => {
    const { secret } = JSON.parse(readFileSync(join(dataDir, IN_FOLDER.console), "utf8"))
    const headers = { "content-type": "application/json", "x-local-secret": secret }
    const answer = await send("POST", "/_local/token", headers, JSON.stringify({ email: ADMIN }))
    return String(answer?.body.token)
  }
  const local = async (path: string, input: object): Promise<Reached> => {
    const headers = { "content-type": "application/json" }
    const answer = await ask(REST_WITHIN_MS, "POST", path, headers, JSON.stringify(input))
    if (answer?.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer ?? "no answer")}`)
    return answer
  }
  const settle = async () => void (await local("/_local/settle", {}))
  const bearer = async () => `Bearer ${await (token ??= askToken())}`
  await start()
  return {
    dataDir,
    url: () => running?.url ?? "",
    send,
    async call(method, path, { body, headers = {} } = {}) {
      const answer = await send(
        method,
        path,
        {
          authorization: await bearer(),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        body === undefined ? undefined : JSON.stringify(body),
      )
      // A console that was started anew has an issuer of another name.
      if (!answer || answer.status === 401) token = undefined
      return answer
    },
    settle,
    async advance(advanceMs) {
      await settle()
      await local("/_local/clock", { advanceMs })
      await settle()
    },
    bearer,
    async kill() {
      const killed = running
      running = undefined
      await killed?.kill()
    },
    start,
    async end() {
      await running?.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
