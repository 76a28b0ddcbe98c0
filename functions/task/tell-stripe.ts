import type { EventBridgeEvent } from "aws-lambda"
import Stripe from "stripe"
import type { CommandSubject } from "#shared/contract/stripe-commands.ts"
import { env } from "../runtime/env.ts"
import { type Scheduled, schedule } from "../runtime/schedule.ts"
import { s3Files } from "../table/files.ts"
import { type Ground, openGround } from "../table/ground.ts"
import { signedDb } from "../table/signed.ts"
import { sendCommands, type Teller } from "./send-commands.ts"
import { openClient } from "./stripe-client.ts"

/** A bank may take its time over a payment. */
const ANSWER_MS_MAX = 25_000
const COLLECTIONS: Record<CommandSubject["kind"], string> = {
  subscription: "subscriptions",
  invoice: "invoices",
  dispute: "disputes",
}
/** What Stripe answers while it is busy with the same thing, or with too much. */
const AGAIN_STATUSES = [409, 429]

/** Stripe as its key lets us tell it; nobody where no key is set. */
async function openTeller(): Promise<Teller | undefined> {
  const client = await openClient(ANSWER_MS_MAX)
  if (!client) return undefined
  const { stripe, modes } = client
  return {
    modes,
    async send({ target: { kind, id }, parameters }, idempotencyKey) {
      const { lastResponse } =
        kind === "subscription"
          ? await stripe.subscriptions.update(id, parameters, { idempotencyKey })
          : kind === "invoice"
            ? await stripe.invoices.pay(id, parameters, { idempotencyKey })
            : await stripe.disputes.update(id, parameters, { idempotencyKey })
      return { requestId: lastResponse.requestId ?? null }
    },
    // Raw, because the client makes decimals of its own of amounts that deliveries tell as text.
    read: ({ kind, id }) => stripe.rawRequest("GET", `/v1/${COLLECTIONS[kind]}/${encodeURIComponent(id)}`),
    refusalOf(error) {
      if (!(error instanceof Stripe.errors.StripeError)) return undefined
      const { statusCode, code, decline_code: declineCode, message, requestId, type } = error
      if (!statusCode || statusCode >= 500 || AGAIN_STATUSES.includes(statusCode)) return undefined
      return { code: declineCode || code || type, message, requestId: requestId ?? null }
    },
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
