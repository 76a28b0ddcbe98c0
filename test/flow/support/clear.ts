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

/** Which rows requests have made, by key. */
export async function madeBy(console: ConsoleProcess): Promise<string[]> {
  const rows = await rowsOf(engineOf(console.dataDir).url, MADE_AT_ONCE)
  return rows.map(({ pk, sk }) => `${pk} ${sk}`).sort()
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
