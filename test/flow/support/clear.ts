import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { IN_FOLDER } from "../../../infra/local/folder.ts"
import type { ConsoleProcess } from "./console-process.ts"
import { engineOf, rowsOf } from "./engine-process.ts"
import type { Reached } from "./reach.ts"

/** What is wrong with an answer to a request that may be anything; undefined when it is a good one or a clear refusal. */
export function unclear(answer: Reached | undefined): string | undefined {
  if (!answer) return "no answer"
  const { status, type, body } = answer
  if (status < 400) return undefined
  if (status >= 500) return `${status} ${JSON.stringify(body)}`
  if (type.startsWith("application/problem+json")) {
    const says = body.status === status && /^[a-zA-Z]+$/.test(body.code) && body.detail?.length > 5 && body.requestId
    return says ? undefined : `${status} says too little: ${JSON.stringify(body)}`
  }
  const isGateways = [400, 401, 404, 413].includes(status) && typeof body.message === "string"
  return isGateways ? undefined : `${status} of type ${type} is not a problem: ${JSON.stringify(body)}`
}

/** What requests make by themselves; everything else comes later, from the stream or the clock. */
const MADE_AT_ONCE = [
  "delivery",
  "segment",
  "registration",
  "auditEntry",
  "auditHead",
  "export",
  "settings",
  "view",
  "once",
]

/** How often each console's engine wrote, and what requests had made by then. */
const known = new WeakMap<ConsoleProcess, { writes: () => unknown; at: unknown; keys: string[] }>()

/** Which rows requests have made, by key. The table is read only when its file was written to since it was read last. */
export async function madeBy(console: ConsoleProcess): Promise<string[]> {
  const last = known.get(console)
  const writes = last?.writes ?? writesTo(join(console.dataDir, IN_FOLDER.engineFile))
  const at = writes()
  if (last && last.at === at) return last.keys
  const rows = await rowsOf(engineOf(console.dataDir).url, MADE_AT_ONCE)
  const keys = rows.map(({ pk, sk }) => `${pk} ${sk}`).sort()
  known.set(console, { writes, at, keys })
  return keys
}

/** Tells a number that is another one after any write to a file of SQLite's. */
function writesTo(path: string): () => unknown {
  const asked = new DatabaseSync(path, { readOnly: true }).prepare("PRAGMA data_version")
  return () => asked.get()?.["data_version"]
}

/** A request's answer, and what is wrong with it: unclear, or refused and written all the same. Of a GET only the answer is looked at. */
export async function complaintAbout(
  console: ConsoleProcess,
  what: string,
  ask: () => Promise<Reached | undefined>,
): Promise<{ answer: Reached | undefined; complaint: string | undefined }> {
  const reads = what.startsWith("GET ")
  const before = reads ? [] : await madeBy(console)
  const answer = await ask()
  const wrong = unclear(answer)
  const told = what.length > 300 ? `${what.slice(0, 300)}… (${what.length})` : what
  if (!answer) {
    // It hangs: the next request finds a new one.
    await console.kill()
    await console.start()
  } else if (!reads && !wrong && answer.status >= 400) {
    const after = await madeBy(console)
    if (after.join("\n") !== before.join("\n")) {
      const made = after.filter((key) => !before.includes(key))
      return { answer, complaint: `${told} → ${answer.status}, and yet there is ${made}` }
    }
  }
  return { answer, complaint: wrong && `${told} → ${wrong}` }
}
