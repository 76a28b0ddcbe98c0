import type { EventBridgeEvent } from "aws-lambda"
import Stripe from "stripe"
import { env } from "../runtime/env.ts"
import { s3Files } from "../table/files.ts"
import { type Scheduled, schedule } from "../runtime/schedule.ts"
import { type Ground, openGround } from "../table/ground.ts"
import { signedDb } from "../table/signed.ts"
import { type Asker, answerWants } from "./answer-wants.ts"
import { openClient } from "./stripe-client.ts"

const ANSWER_MS_MAX = 8_000
const LIST_MAX = 100

/** Stripe as its key lets us ask it; nobody where no key is set. */
export async function openStripe(): Promise<Asker | undefined> {
  const client = await openClient(ANSWER_MS_MAX)
  if (!client) return undefined
  const { stripe, modes } = client
  return {
    modes,
    async ask({ object, id }) {
      if (object === "balance") return [await stripe.balanceTransactions.retrieve(id)]
      if (object === "charge") return [await stripe.charges.retrieve(id, { expand: ["balance_transaction"] })]
      if (object === "refund") return [await stripe.refunds.retrieve(id)]
      if (object === "dispute") return [await stripe.disputes.retrieve(id)]
      const asked = { charge: id, limit: LIST_MAX }
      if (object === "refundsOf") return stripe.refunds.list(asked).autoPagingToArray({ limit: 10 * LIST_MAX })
      return stripe.disputes.list(asked).autoPagingToArray({ limit: 10 * LIST_MAX })
    },
    isUnknown: (error) => error instanceof Stripe.errors.StripeError && error.statusCode === 404,
  }
}

const db = signedDb(env("TABLE_NAME"))
let ground: Ground | undefined
const WORK_MS_MAX = 45_000

async function ask(): Promise<{ asked: number }> {
  ground ??= openGround(db, s3Files(""))
  const endsAt = Date.now() + WORK_MS_MAX
  const stripe = await openStripe()
  return { asked: stripe ? await answerWants(ground, stripe, () => Date.now() > endsAt) : 0 }
}

const scheduled = schedule(db, { ask })

/** Each minute, and whenever the bus says that something new is wanted. */
export const handler = (event: Scheduled | EventBridgeEvent<string, unknown>, context: unknown) =>
  "detail-type" in event ? ask() : scheduled(event, context as never)
