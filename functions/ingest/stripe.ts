import type { EventBridgeEvent } from "aws-lambda"
import { canonical } from "#shared/account/canonical.ts"
import { isPathId } from "#shared/id.ts"
import { isDeep } from "#shared/plain.ts"
import { Refusal } from "#shared/refusal.ts"
import type { Instant } from "#shared/time.ts"
import { secret } from "../runtime/aws.ts"
import { machineNow } from "../runtime/clock.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { env } from "../runtime/env.ts"
import { type HttpEvent, http, rawBody, reply } from "../runtime/http.ts"
import { s3Put } from "../runtime/s3.ts"
import type { Db } from "../table/db.ts"
import { type DeliveryRow, deliveryKey, keepDelivery, packBody } from "../table/delivery.ts"
import { signedDb } from "../table/signed.ts"
import { verifyStripe } from "./stripe-signature.ts"

/** Above this a body stands in a file; a row holds 400 KB. */
const ROW_BYTES_MAX = 350_000
const BODY_BYTES_MAX = 2_000_000

export interface Told {
  deliveryId: string
  type: string
  /** What the event says, in short: two different events under one id are two deliveries. */
  about: string
}

/** The few words of an event that its row is named by. A body that is not an event is kept too, under a name of its own. */
export function tellingOf(raw: Uint8Array): Told {
  try {
    const event = JSON.parse(Buffer.from(raw).toString("utf8")) as Record<string, unknown> | null
    const type = typeof event?.["type"] === "string" ? event["type"].slice(0, 100).toWellFormed() : "unknown"
    const id = event?.["id"]
    const named = typeof id === "string" && /^[\w.-]{1,120}$/.test(id) && isPathId(id)
    const said = sha256Hex(sayingOf(event?.["data"] ?? null)).slice(0, 16)
    return { deliveryId: named ? id : unnamed(raw), type, about: `${type} ${said}` }
  } catch {
    return { deliveryId: unnamed(raw), type: "unreadable", about: "unreadable" }
  }
}

/** What is said, in whatever order its fields come: the two doors may write them differently. What is too deep is taken as it is. */
function sayingOf(data: unknown): string {
  return isDeep(data) ? JSON.stringify(data) : canonical(data)
}
const unnamed = (raw: Uint8Array): string => `unnamed-${sha256Hex(raw).slice(0, 24)}`

/** Keeps a verified delivery once. What it means is decided downstream, from the stream. */
export async function receive(
  db: Db,
  putFile: (key: string, bytes: Uint8Array) => Promise<void>,
  raw: Uint8Array,
  receivedAt: Instant,
  bus?: DeliveryRow["bus"],
): Promise<"kept" | "duplicate"> {
  const told = tellingOf(raw)
  const packed = packBody(raw)
  const keep = async (deliveryId: string) => {
    const row = {
      provider: "stripe",
      deliveryId,
      type: told.type,
      about: told.about,
      sizeBytes: raw.length,
      receivedAt,
      ...(bus ? { bus } : {}),
    }
    if (packed.length <= ROW_BYTES_MAX) return keepDelivery(db, { ...row, packed })
    const fileKey = `bodies/stripe/${deliveryId}`
    await putFile(fileKey, packed)
    return keepDelivery(db, { ...row, fileKey })
  }
  if ((await keep(told.deliveryId)) === "done") return "kept"
  const held = (await db.get(deliveryKey("stripe", told.deliveryId), { strong: true })) as DeliveryRow | undefined
  if (!held || held.about === told.about) return "duplicate"
  // Another event under the same id: kept beside the first rather than lost.
  return (await keep(`${told.deliveryId}.${sha256Hex(told.about).slice(0, 8)}`)) === "done" ? "kept" : "duplicate"
}

const db = signedDb(env("TABLE_NAME"))
const putFile = (key: string, bytes: Uint8Array) => s3Put(env("FILES_BUCKET"), key, bytes, "application/octet-stream")

const door = http(async (event) => {
  const raw = rawBody(event)
  if (raw.length > BODY_BYTES_MAX) throw new Refusal("tooLarge", "The body is larger than 2 MB")
  const { stripe } = JSON.parse(await secret(env("SECRETS_DOORS"))) as { stripe: string[] }
  verifyStripe(event.headers["stripe-signature"], raw, stripe, Date.now())
  try {
    return reply(200, { outcome: await receive(db, putFile, raw, machineNow()) })
  } catch (error) {
    console.error(JSON.stringify({ level: "ERROR", message: "delivery not stored", error: String(error) }))
    throw new Refusal("notStored", "The delivery could not be stored; send it again")
  }
})

type BusEvent = EventBridgeEvent<string, unknown>

/** Keeps what Stripe put on its bus of this account: the bus is trusted and needs no signature, what it brings is not. */
export const receiveFromBus = (
  to: Db,
  { account, source, detail }: Pick<BusEvent, "account" | "source" | "detail">,
  put: typeof putFile = putFile,
): Promise<"kept" | "duplicate"> =>
  receive(to, put, Buffer.from(JSON.stringify(detail ?? null)), machineNow(), { account, source })

/** POST /webhooks/stripe verifies and keeps; the same events from Stripe's bus are kept as they come. */
export const handler = async (event: HttpEvent | BusEvent, context: never) =>
  "detail-type" in event ? receiveFromBus(db, event) : door(event, context)
