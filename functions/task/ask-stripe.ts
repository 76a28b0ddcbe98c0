import type { EventBridgeEvent } from "aws-lambda"
import { env } from "../runtime/env.ts"
import { s3Files } from "../table/files.ts"
import { type Scheduled, schedule } from "../runtime/schedule.ts"
import { type Ground, openGround } from "../table/ground.ts"
import { signedDb } from "../table/signed.ts"
import { answerInvoices } from "./answer-invoices.ts"
import { answerWants } from "./answer-wants.ts"
import { openStripe } from "./open-stripe.ts"

const db = signedDb(env("TABLE_NAME"))
let ground: Ground | undefined
const WORK_MS_MAX = 45_000

async function ask(): Promise<{ asked: number }> {
  ground ??= openGround(db, s3Files(""))
  const endsAt = Date.now() + WORK_MS_MAX
  const stripe = await openStripe()
  if (!stripe) return { asked: 0 }
  const until = () => Date.now() > endsAt
  return { asked: (await answerWants(ground, stripe, until)) + (await answerInvoices(ground, stripe, until)) }
}

const scheduled = schedule(db, { ask })

/** Each minute, and whenever the bus says that something new is wanted. */
export const handler = (event: Scheduled | EventBridgeEvent<string, unknown>, context: unknown) =>
  "detail-type" in event ? ask() : scheduled(event, context as never)
