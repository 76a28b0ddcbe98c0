import type { EventBridgeEvent } from "aws-lambda"
import Stripe from "stripe"
import type { CommandSubject } from "#shared/contract/stripe-commands.ts"
import { env } from "../runtime/env.ts"
import { type Scheduled, schedule } from "../runtime/schedule.ts"
import { s3Files } from "../table/files.ts"
import { type Ground, openGround } from "../table/ground.ts"
import { signedDb } from "../table/signed.ts"
import { type Sent, sendCommands, type Teller } from "./send-commands.ts"
import { openClient } from "./stripe-client.ts"

/** A bank may take its time over a payment. */
const ANSWER_MS_MAX = 25_000
const COLLECTIONS: Record<CommandSubject["kind"], string> = {
  subscription: "subscriptions",
  invoice: "invoices",
  dispute: "disputes",
  coupon: "coupons",
  promotionCode: "promotion_codes",
}
/** What is told only where it is asked for. */
const EXPANDED: Partial<Record<CommandSubject["kind"], string>> = { coupon: "?expand[]=applies_to" }
type NewPromotionCode = Parameters<Stripe["promotionCodes"]["create"]>[0]
/** What Stripe answers while it is busy with the same thing, or with too much. */
const AGAIN_STATUSES = [409, 429]

/** Stripe as its key lets us tell it; nobody where no key is set. */
async function openTeller(): Promise<Teller | undefined> {
  const client = await openClient(ANSWER_MS_MAX)
  if (!client) return undefined
  const { stripe, modes } = client
  return {
    modes,
    async send({ target: { kind, id }, action, parameters }, idempotencyKey): Promise<Sent> {
      const options = { idempotencyKey }
      if (kind === "subscription") return sentBy(await stripe.subscriptions.update(id, parameters, options))
      if (kind === "invoice") return sentBy(await stripe.invoices.pay(id, parameters, options))
      if (kind === "dispute") return sentBy(await stripe.disputes.update(id, parameters, options))
      if (kind === "promotionCode") return sentBy(await stripe.promotionCodes.update(id, parameters, options))
      if (action === "create") return createCoupon(stripe, parameters, options)
      if (action === "delete") return deleteCoupon(stripe, id, idempotencyKey)
      // A promotion code's id is Stripe's.
      const made = await stripe.promotionCodes.create(parameters as unknown as NewPromotionCode, options)
      return { ...sentBy(made), made: { kind: "promotionCode", id: made.id } }
    },
    // Raw, because the client makes decimals of its own of amounts that deliveries tell as text.
    read: ({ kind, id }) =>
      stripe.rawRequest("GET", `/v1/${COLLECTIONS[kind]}/${encodeURIComponent(id)}${EXPANDED[kind] ?? ""}`),
    refusalOf(error) {
      if (!(error instanceof Stripe.errors.StripeError)) return undefined
      const { statusCode, code, decline_code: declineCode, message, requestId, type } = error
      if (!statusCode || statusCode >= 500 || AGAIN_STATUSES.includes(statusCode)) return undefined
      return { code: declineCode || code || type, message, requestId: requestId ?? null }
    },
  }
}

const sentBy = ({ lastResponse }: { lastResponse: { requestId?: string } }): Sent => ({
  requestId: lastResponse.requestId ?? null,
})

/** The coupon's id is the command's own: one that is there already was made by a try that we heard nothing of. */
async function createCoupon(stripe: Stripe, parameters: object, options: { idempotencyKey: string }): Promise<Sent> {
  try {
    return sentBy(await stripe.coupons.create(parameters, options))
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError) || error.code !== "resource_already_exists") throw error
    return { requestId: error.requestId ?? null }
  }
}

/** What is deleted cannot be read back; what was deleted before, by a try that we heard nothing of, is done. */
async function deleteCoupon(stripe: Stripe, id: string, idempotencyKey: string): Promise<Sent> {
  const gone = { id, object: "coupon", deleted: true }
  try {
    return { ...sentBy(await stripe.coupons.del(id, {}, { idempotencyKey })), gone }
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError) || error.code !== "resource_missing") throw error
    return { requestId: error.requestId ?? null, gone }
  }
}

const db = signedDb(env("TABLE_NAME"))
let ground: Ground | undefined
const WORK_MS_MAX = 30_000

async function tell(): Promise<{ told: number }> {
  ground ??= openGround(db, s3Files(""))
  const endsAt = Date.now() + WORK_MS_MAX
  return { told: await sendCommands(ground, await openTeller(), () => Date.now() > endsAt) }
}

const scheduled = schedule(db, { tell })

/** Each minute, and whenever the bus says that somebody gave a command. */
export const handler = (event: Scheduled | EventBridgeEvent<string, unknown>, context: unknown) =>
  "detail-type" in event ? tell() : scheduled(event, context as never)
