import type { EventBridgeEvent } from "aws-lambda"
import { secret } from "../runtime/aws.ts"
import { env, envOr } from "../runtime/env.ts"
import { type Scheduled, schedule } from "../runtime/schedule.ts"
import { s3Files } from "../table/files.ts"
import { type Ground, openGround } from "../table/ground.ts"
import { signedDb } from "../table/signed.ts"
import { answerProduct, type Product } from "./answer-product.ts"
import { askProduct } from "./product-client.ts"

const db = signedDb(env("TABLE_NAME"))
let ground: Ground | undefined
const WORK_MS_MAX = 30_000

async function ask(): Promise<{ asked: number }> {
  ground ??= openGround(db, s3Files(""))
  const endsAt = Date.now() + WORK_MS_MAX
  const localhost = envOr("PRODUCT_ON_LOCALHOST", "") !== ""
  const key = await secret(env("SECRETS_PRODUCT"))
  const product: Product = { localhost, ask: (url) => askProduct(url, key, localhost) }
  return { asked: await answerProduct(ground, product, () => Date.now() > endsAt) }
}

const scheduled = schedule(db, { askProduct: ask })

/** Each minute, and whenever the bus says that a dispute was first seen. */
export const handler = (event: Scheduled | EventBridgeEvent<string, unknown>, context: unknown) =>
  "detail-type" in event ? ask() : scheduled(event, context as never)
