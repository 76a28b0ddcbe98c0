import { createHmac } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { LOCAL_DOORS } from "../secrets.ts"

/** The console that is filled, and what ends the filling early. */
export interface Console {
  url: string
  signal?: AbortSignal | undefined
}
type Headers = Record<string, string>

const KEY = "wbk_local"
const TRIES_MAX = 9
const WAIT_MS = 150
const WAIT_MS_MAX = 5_000

/** Sends something, again and again while the door is busy or away; throws a sentence when it is turned down. */
async function send(
  to: Console,
  method: string,
  path: string,
  headers: () => Headers,
  body?: string,
): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    const answer = await fetch(`${to.url}${path}`, {
      method,
      headers: headers(),
      ...(body === undefined ? {} : { body }),
      signal: to.signal ?? null,
    }).catch((error: unknown) => {
      to.signal?.throwIfAborted()
      return error as Error
    })
    if (!(answer instanceof Error)) {
      const text = await answer.text()
      if (answer.ok) return text === "" ? null : JSON.parse(text)
      if (answer.status !== 429 && answer.status < 500)
        throw new Error(`${method} ${path} was answered ${answer.status}: ${text.slice(0, 200)}`)
    }
    if (tries === TRIES_MAX) {
      const last = answer instanceof Error ? answer.message : `answer ${answer.status}`
      throw new Error(`${method} ${path} did not succeed in ${tries} tries, the last one: ${last}`)
    }
    await pause(Math.min(WAIT_MS_MAX, WAIT_MS * 2 ** tries), undefined, to.signal ? { signal: to.signal } : {})
  }
}

/** Delivers a Stripe event, signed as Stripe signs, at the machine's time. */
export async function deliver(to: Console, event: unknown): Promise<void> {
  const body = JSON.stringify(event)
  // Made anew for each try: a signature is only good for five minutes.
  const headers = () => {
    const seconds = Math.floor(Date.now() / 1_000)
    const signature = createHmac("sha256", LOCAL_DOORS.stripe[0]).update(`${seconds}.${body}`).digest("hex")
    return { "content-type": "application/json", "stripe-signature": `t=${seconds},v1=${signature}` }
  }
  await send(to, "POST", "/webhooks/stripe", headers, body)
}

/** Tells a batch of the product's events; a rejected one is a mistake of this history and throws. */
export async function tellEvents(to: Console, events: readonly unknown[]): Promise<void> {
  const headers = () => ({
    authorization: `Bearer ${KEY}`,
    "content-type": "application/cloudevents-batch+json",
  })
  const { rejected } = (await send(to, "POST", "/v1/events", headers, JSON.stringify(events))) as {
    rejected: { id: string | null; reason: string }[]
  }
  if (rejected[0]) throw new Error(`The event ${rejected[0].id} was rejected: ${rejected[0].reason}`)
}

/** The local door takes 64 KB. */
const BODY_BYTES_MAX = 60_000

/** Lets the sandbox know what Stripe would answer. Where Stripe itself is asked, it is never asked about these. */
export async function teachStripe(to: Console, objects: readonly unknown[]): Promise<void> {
  const headers = () => ({ "content-type": "application/json" })
  const put = (some: readonly string[]) => send(to, "POST", "/_local/stripe", headers, `{"objects":[${some.join()}]}`)
  let [some, bytes]: [string[], number] = [[], 0]
  for (const text of objects.map((one) => JSON.stringify(one))) {
    const size = Buffer.byteLength(text)
    if (bytes + size > BODY_BYTES_MAX) {
      await put(some)
      some = []
      bytes = 0
    }
    some.push(text)
    bytes += size
  }
  if (some.length > 0) await put(some)
}

/** Asks the API as somebody who may. */
export const ask = (
  to: Console,
  method: "GET" | "PUT",
  path: string,
  token: string,
  body?: unknown,
): Promise<unknown> =>
  send(
    to,
    method,
    path,
    () => ({ authorization: `Bearer ${token}`, "content-type": "application/json" }),
    body === undefined ? undefined : JSON.stringify(body),
  )
