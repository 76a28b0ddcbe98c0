import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type RiverOptions, type RunningRiver, startRiver } from "../../infra/local/river.ts"
import { signedHeaders } from "./stripe.ts"

export interface Answer {
  status: number
  headers: Headers
  // A test says what it expects of an answer; until then it may be anything.
  // oxlint-disable-next-line no-explicit-any
  body: any
}

/** A whole console of its own: the real engine, the real handlers, a folder that goes with it. */
export interface TestConsole extends Omit<RunningRiver, "stop"> {
  /** Calls the API as a demo person, by e-mail; without one, as nobody. */
  call(
    method: string,
    path: string,
    options?: { as?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<Answer>
  /** Sends a Stripe delivery with a valid signature. */
  stripe(event: unknown): Promise<Answer>
  events(events: readonly unknown[]): Promise<Answer>
  /** Moves the business clock and everything due by it. */
  advance(ms: number): Promise<void>
  failures: string[]
  stop(): Promise<void>
}

export const ADMIN = "admin@demo.test"

export async function startConsole(options: Partial<RiverOptions> = {}): Promise<TestConsole> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "console-"))
  const failures: string[] = []
  const river = await startRiver({
    dataDir,
    port: 0,
    empty: true,
    onFailure: (name, error) => failures.push(`${name}: ${String((error as Error).stack ?? error)}`),
    ...options,
  })
  const tokens = new Map<string, string>()
  const tokenOf = async (email: string) => {
    const held = tokens.get(email) ?? (await river.token(email))
    tokens.set(email, held)
    return held
  }
  const send = async (
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string | Uint8Array,
  ): Promise<Answer> => {
    const answer = await fetch(`${river.url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: body as BodyInit }),
      redirect: "manual",
    })
    const text = await answer.text()
    return {
      status: answer.status,
      headers: answer.headers,
      body: answer.headers.get("content-type")?.includes("json") && text ? JSON.parse(text) : text,
    }
  }
  return {
    ...river,
    failures,
    call: async (method, path, { as, body, headers = {} } = {}) =>
      send(
        method,
        path,
        {
          ...(as ? { authorization: `Bearer ${await tokenOf(as)}` } : {}),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        body === undefined ? undefined : JSON.stringify(body),
      ),
    stripe: async (event) => {
      const raw = typeof event === "string" ? event : JSON.stringify(event)
      return send("POST", "/webhooks/stripe", { "content-type": "application/json", ...signedHeaders(raw) }, raw)
    },
    events: (events) =>
      send(
        "POST",
        "/v1/events",
        { authorization: "Bearer wbk_local", "content-type": "application/cloudevents-batch+json" },
        JSON.stringify(events),
      ),
    advance: async (advanceMs) => {
      await river.settled()
      await send("POST", "/_local/clock", { "content-type": "application/json" }, JSON.stringify({ advanceMs }))
      await river.settled()
    },
    stop: async () => {
      await river.stop()
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

let nth = 0
/** A CloudEvent with an id of its own. */
export const cloudEvent = (
  type: string,
  time: string,
  data: Record<string, unknown>,
  id = `event-${process.pid}-${++nth}`,
) => ({
  specversion: "1.0",
  id,
  source: "test",
  type,
  time,
  data,
})
