import type { EventBridgeEvent } from "aws-lambda"
import { env, envOr } from "../runtime/env.ts"
import { sendMail } from "../runtime/mail.ts"
import { type Scheduled, schedule } from "../runtime/schedule.ts"
import { s3Files } from "../table/files.ts"
import { type Ground, openGround } from "../table/ground.ts"
import { signedDb } from "../table/signed.ts"
import { sendMails } from "./send-mails.ts"

const db = signedDb(env("TABLE_NAME"))
let ground: Ground | undefined
const WORK_MS_MAX = 30_000

async function send(): Promise<{ looked: number }> {
  ground ??= openGround(db, s3Files(""))
  const endsAt = Date.now() + WORK_MS_MAX
  const from = envOr("MAIL_FROM", "")
  const postman = from ? (mail: Parameters<typeof sendMail>[1]) => sendMail(from, mail) : undefined
  return { looked: await sendMails(ground, postman, () => Date.now() > endsAt) }
}

const scheduled = schedule(db, { sendMail: send })

/** Each minute, and whenever the bus says that a mail was written. */
export const handler = (event: Scheduled | EventBridgeEvent<string, unknown>, context: unknown) =>
  "detail-type" in event ? send() : scheduled(event, context as never)
