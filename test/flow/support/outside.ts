import { setTimeout as pause } from "node:timers/promises"
import type { Random } from "../../sim/random.ts"
import { signedHeaders } from "../../support/stripe.ts"
import type { Reach, Reached } from "./reach.ts"
import type { Delivered, Emitted } from "./world.ts"

/** What the console has said it has. */
export interface Acknowledged {
  deliveries: Delivered[]
  events: Emitted[]
  exports: string[]
  replays: string[]
  settings: object[]
}

/** Everybody who sends to a console, and sends again, with the same ids, whatever was not acknowledged. */
export interface Outside {
  acknowledged: Acknowledged
  /** How many requests got no answer, or one that says to send again. */
  unansweredCount(): number
  deliver(delivered: readonly Delivered[]): Promise<void>
  emit(events: readonly Emitted[]): Promise<void>
  requestExport(list: "webhooks" | "organizations" | "audit", key: string): Promise<void>
  replay(deliveryId: string): Promise<void>
  saveSettings(settings: object): Promise<void>
}

const AGAIN_MS = 30
const BATCH_MAX = 12

export function openOutside(reach: Reach, random: Random): Outside {
  const acknowledged: Acknowledged = { deliveries: [], events: [], exports: [], replays: [], settings: [] }
  let unansweredCount = 0

  /** True when it is acknowledged, false when it is to be sent again; what is refused for good is a failure of the test. */
  const isAcknowledged = async (wanted: number, answer: Reached | undefined): Promise<boolean> => {
    if (answer?.status === wanted) return true
    // A token of the console before its last start is refused, too.
    const again = answer === undefined || answer.status >= 500 || answer.status === 401
    if (!again) throw new Error(`Refused for good: ${JSON.stringify(answer)}`)
    unansweredCount++
    await pause(AGAIN_MS)
    return false
  }
  const insist = async (wanted: number, ask: () => Promise<Reached | undefined>): Promise<Reached> => {
    for (;;) {
      const answer = await ask()
      if (await isAcknowledged(wanted, answer)) return answer!
    }
  }
  const send = (raw: string) =>
    reach.send("POST", "/webhooks/stripe", { "content-type": "application/json", ...signedHeaders(raw) }, raw)

  return {
    acknowledged,
    unansweredCount: () => unansweredCount,
    async deliver(delivered) {
      for (const one of delivered) {
        const raw = JSON.stringify(one.event)
        await insist(200, () => send(raw))
        acknowledged.deliveries.push(one)
        // Stripe delivers at least once.
        if (random.chance(0.1)) await send(raw)
      }
    },
    async emit(events) {
      // What was not acknowledged goes back to the others: it comes again in another batch.
      for (let left = [...events]; left.length > 0; ) {
        const batch = random.shuffled(left).slice(0, 1 + random.below(BATCH_MAX))
        const answer = await reach.send(
          "POST",
          "/v1/events",
          { authorization: "Bearer wbk_local", "content-type": "application/cloudevents-batch+json" },
          JSON.stringify(batch),
        )
        if (!(await isAcknowledged(202, answer))) continue
        if (answer!.body.rejected.length > 0) throw new Error(JSON.stringify(answer!.body))
        acknowledged.events.push(...batch)
        left = left.filter((event) => !batch.includes(event))
      }
    },
    async requestExport(list, key) {
      const headers = { "idempotency-key": key }
      const body = { request: { list, filter: {} } }
      const answer = await insist(202, () => reach.call("POST", "/api/exports", { body, headers }))
      acknowledged.exports.push(answer.body.exportId)
    },
    async replay(deliveryId) {
      await insist(202, () => reach.call("POST", `/api/webhooks/stripe/${deliveryId}/replay`, { body: {} }))
      acknowledged.replays.push(deliveryId)
    },
    async saveSettings(settings) {
      await insist(200, () => reach.call("PUT", "/api/settings/general", { body: settings }))
      acknowledged.settings.push(settings)
    },
  }
}
