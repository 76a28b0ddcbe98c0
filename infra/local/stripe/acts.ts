import { randomBytes } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { type Store, transact } from "../store.ts"
import { type Act, type Acted, type Answer, type Changed, type Make, refused, unchanged } from "./act.ts"
import { changePromotionCode, deleteCoupon, makeCoupon, makePromotionCode } from "./act-discount.ts"
import { answerDispute } from "./act-dispute.ts"
import { payInvoice } from "./act-invoice.ts"
import { changeSubscription } from "./act-subscription.ts"
import { formOf } from "./form.ts"
import type { StripeObjects } from "./objects.ts"

/** What can be done: by collection, what makes an object, what is done with what stands behind its id, and what deletes it. */
const ACTS: Record<string, { object: string; make?: Make; acts: Record<string, Act>; remove?: Act }> = {
  subscriptions: { object: "subscription", acts: { "": changeSubscription } },
  invoices: { object: "invoice", acts: { pay: payInvoice } },
  disputes: { object: "dispute", acts: { "": answerDispute } },
  coupons: { object: "coupon", make: makeCoupon, acts: {}, remove: deleteCoupon },
  promotion_codes: { object: "promotion_code", make: makePromotionCode, acts: { "": changePromotionCode } },
}
export type Method = "POST" | "DELETE"

/** The part of the sandbox that changes things, and tells of it. */
export interface Acts {
  /** Answers a POST or a DELETE; a repeat of an idempotency key is answered as the first time was, and does nothing. */
  answer(method: Method, path: readonly string[], body: string, idempotencyKey: string | undefined): Answer
  /** Tells what is not told yet, and from then on everything at once. */
  begin(): void
  stop(): Promise<void>
}

const API_VERSION = "2025-11-17.clover"
const WAIT_MS = 2_000

/** Events are kept in the data folder until they are delivered, so that none is lost with the process. */
export function openActs({
  store: { swift },
  objects,
  nowMs,
  deliver,
}: {
  store: Pick<Store, "swift">
  objects: StripeObjects
  nowMs: () => number
  deliver(event: unknown, signal: AbortSignal): Promise<void>
}): Acts {
  swift.exec(`
    CREATE TABLE IF NOT EXISTS stripe_answers (key TEXT PRIMARY KEY, asked TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS stripe_events (nth INTEGER PRIMARY KEY AUTOINCREMENT, told TEXT NOT NULL);
  `)
  const answered = swift.prepare("SELECT asked, status, body FROM stripe_answers WHERE key = ?")
  const saveAnswer = swift.prepare("INSERT INTO stripe_answers (key, asked, status, body) VALUES (?, ?, ?, ?)")
  const saveEvent = swift.prepare("INSERT INTO stripe_events (told) VALUES (?)")
  const firstEvent = swift.prepare("SELECT nth, told FROM stripe_events ORDER BY nth LIMIT 1")
  const forgetEvent = swift.prepare("DELETE FROM stripe_events WHERE nth = ?")
  const stopping = new AbortController()
  let begun = false
  let telling: Promise<void> | undefined
  /** Stripe's clock ticks in seconds; here no two changes are of one. */
  let lastSeconds = 0

  const tell = async () => {
    for (let next = firstEvent.get(); next && !stopping.signal.aborted; next = firstEvent.get())
      try {
        await deliver(JSON.parse(String(next["told"])), stopping.signal)
        forgetEvent.run(next["nth"] as number)
      } catch {
        await pause(WAIT_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
  }
  const tellSoon = () => {
    if (begun && !telling)
      telling = tell().finally(() => {
        telling = undefined
      })
  }

  const act = (method: Method, path: readonly string[], body: string): Acted => {
    const [, version, collection = "", id = "", verb = "", ...more] = path
    const known = version === "v1" && more.length === 0 ? ACTS[collection] : undefined
    const make = id === "" && method === "POST" ? known?.make : undefined
    const done = id === "" ? undefined : method === "POST" ? known?.acts[verb] : verb === "" ? known?.remove : undefined
    if (!known || (!make && !done))
      return unchanged(refused(404, `The sandbox does not know ${method} ${path.join("/")}.`, "url_invalid"))
    const subject = make ? undefined : objects.get(known.object, id)
    if (done && !subject)
      return unchanged(refused(404, `No such ${known.object.replace("_", " ")}: '${id}'`, "resource_missing"))
    lastSeconds = Math.max(Math.floor(nowMs() / 1_000), lastSeconds + 1)
    const form = formOf(body)
    return make ? make(objects, form, lastSeconds) : done!(objects, subject!, form, lastSeconds)
  }

  return {
    answer(method, path, body, idempotencyKey) {
      const asked = `${method === "POST" ? "" : `${method} `}${path.join("/")} ${body}`
      const before = idempotencyKey === undefined ? undefined : answered.get(idempotencyKey)
      if (before)
        return before["asked"] === asked
          ? { status: Number(before["status"]), body: JSON.parse(String(before["body"])) }
          : refused(
              400,
              "Keys for idempotent requests can only be used with the same parameters they were first used with.",
              "idempotency_key_in_use",
              "idempotency_error",
            )
      const answer = transact(swift, () => {
        const acted = act(method, path, body)
        objects.put(acted.changed.map(({ object }) => object))
        for (const { object, isGone } of acted.changed) if (isGone) objects.remove(object)
        for (const one of acted.changed) if (one.type) saveEvent.run(JSON.stringify(eventOf(one, lastSeconds)))
        if (idempotencyKey !== undefined)
          saveAnswer.run(idempotencyKey, asked, acted.answer.status, JSON.stringify(acted.answer.body))
        return acted.answer
      })
      tellSoon()
      return answer
    },
    begin() {
      begun = true
      tellSoon()
    },
    async stop() {
      stopping.abort()
      await telling
    },
  }
}

const eventOf = ({ object, type, previous }: Changed, created: number) => ({
  id: `evt_${randomBytes(12).toString("hex")}`,
  object: "event",
  api_version: API_VERSION,
  created,
  data: previous ? { object, previous_attributes: previous } : { object },
  livemode: object["livemode"] !== false,
  pending_webhooks: 1,
  request: { id: "req_sandbox", idempotency_key: null },
  type,
})
