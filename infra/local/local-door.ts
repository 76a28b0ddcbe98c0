import { timingSafeEqual } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import type { Bus, PutEventsEntry } from "./bus.ts"
import type { Clock } from "./clock.ts"
import { sendMessage } from "./gateway/answer.ts"
import { type Door, jsonOf } from "./gateway/server.ts"
import { isOurs } from "./http.ts"
import type { Issuer } from "./issuer/issuer.ts"
import type { Scheduler } from "./scheduler.ts"
import { Sentence } from "./sentence.ts"
import { objectsIn, type StripeObjects } from "./stripe/objects.ts"

/** What one machine offers to scripts and tests, and AWS does not: moving the clock, a token, waiting for rest, a look inside. */
export interface LocalParts {
  clock: Clock
  scheduler: Scheduler
  issuer: Issuer
  /** Kept in the data folder, readable by its owner only; whoever has it may have a token. */
  secret: string
  settle(): Promise<void>
  state(): unknown
  redrive(): Promise<number>
  stripe: StripeObjects
  /** Puts an event on the bus, whatever its source: what AWS keeps for its partners too. */
  put(entry: PutEventsEntry): ReturnType<Bus["putEvents"]>[number]
}
type Action = (input: Record<string, unknown>, request: IncomingMessage) => Promise<unknown>

const ADVANCE_MS_MAX = 10 * 366 * 86_400_000

export function localDoor(parts: LocalParts): Door {
  const actions: Record<string, Action> = {
    "POST /_local/clock": async (input) => {
      const { fromMs, toMs } = parts.clock.move(moveOf(input))
      const fired = await parts.scheduler.fireBetween(fromMs, toMs)
      return { now: new Date(toMs).toISOString(), fired }
    },
    "POST /_local/token": async ({ email, stale }, request) => {
      if (!isSame(String(request.headers["x-local-secret"] ?? ""), parts.secret))
        throw new Sentence("The secret is not this console's.")
      const token = await parts.issuer.tokenOf(String(email ?? ""), { stale: stale === true })
      if (!token) throw new Sentence(`${String(email)} is nobody this console knows.`)
      return { token }
    },
    "POST /_local/settle": async () => {
      await parts.settle()
      return { settled: true }
    },
    "POST /_local/stripe": async ({ objects }) => {
      const told = objectsIn(objects)
      if (!told) throw new Sentence('Say {"objects": […]}, each as Stripe tells it, with an `id` and an `object`.')
      return { kept: parts.stripe.put(told) }
    },
    "POST /_local/bus": async ({ source, detailType, detail }) => {
      const entry = {
        Source: String(source ?? ""),
        DetailType: String(detailType ?? ""),
        Detail: JSON.stringify(detail),
      }
      const put = parts.put(entry)
      if ("ErrorMessage" in put) throw new Sentence(put.ErrorMessage)
      return { eventId: put.EventId }
    },
    "GET /_local/state": async () => parts.state(),
    "POST /_local/redrive": async () => ({ redriven: await parts.redrive() }),
  }
  return {
    prefix: "/_local/",
    async answer(request: IncomingMessage, response: ServerResponse, path: string) {
      if (!isOurs(request))
        return sendMessage(response, 403, "Only this console's own pages and local programs may ask.")
      const action = actions[`${request.method} ${path}`]
      if (!action) return sendMessage(response, 404, "Not Found")
      const input = await jsonOf(request)
      if (!input) return sendMessage(response, 400, "The body must be a JSON object of at most 64 KB.")
      try {
        const answer = await action(input, request)
        response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" })
        response.end(JSON.stringify(answer))
      } catch (error) {
        if (!(error instanceof Sentence)) throw error
        sendMessage(response, 400, error.message)
      }
    },
  }
}

function moveOf({ now, advanceMs }: Record<string, unknown>): { now: string } | { advanceMs: number } {
  if (typeof now === "string" && advanceMs === undefined) return { now }
  const isStep =
    typeof advanceMs === "number" && Number.isInteger(advanceMs) && advanceMs >= 0 && advanceMs <= ADVANCE_MS_MAX
  if (isStep && now === undefined) return { advanceMs }
  throw new Sentence('Say either {"now": "2026-03-09T04:05:06Z"} or {"advanceMs": 60000}.')
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
