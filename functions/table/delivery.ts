import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib"
import { DAY_MS, type Instant, instant, msOf } from "#shared/time.ts"
import { ABSENT, type Db, type Key, type Row } from "./db.ts"
import { DUE_FIELD_NAMES, dueFields, retryAt } from "./work.ts"

/**
 * The inbox. What a provider delivered, exactly as it was sent, written once:
 *   pk  inbox#<provider>#<delivery>
 *   sk  body
 * The row stands in the work index until it is applied, and under `parked#<provider>` once we gave up.
 */
export interface DeliveryRow extends Row {
  provider: string
  deliveryId: string
  type: string
  /** Type, object and a digest of what was said: tells two deliveries apart that came under one id. */
  about: string
  packed?: Uint8Array
  fileKey?: string
  sizeBytes: number
  receivedAt: Instant
  /** The account and the source of the bus that it came by; absent where the webhook brought it. */
  bus?: { account: string; source: string }
  attempts: number
  lastFailure?: string
}

export const BODY_LIFE_DAYS = 90
export const ATTEMPTS_MAX = 10

export const deliveryKey = (provider: string, deliveryId: string): Key => ({
  pk: `inbox#${provider}#${deliveryId}`,
  sk: "body",
})
export const isDeliveryKey = ({ pk }: Key): boolean => pk.startsWith("inbox#")

export const packBody = (raw: Uint8Array): Uint8Array =>
  new Uint8Array(brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }))
export const unpackBody = (packed: Uint8Array): Uint8Array => brotliDecompressSync(packed)

/** Keeps a delivery; "refused" means that its id is taken. */
export const keepDelivery = (
  db: Db,
  delivery: Pick<
    DeliveryRow,
    "provider" | "deliveryId" | "type" | "about" | "sizeBytes" | "receivedAt" | "packed" | "fileKey" | "bus"
  >,
): Promise<"done" | "refused"> => {
  const key = deliveryKey(delivery.provider, delivery.deliveryId)
  return db.write({
    put: {
      ...key,
      kind: "delivery",
      ...delivery,
      attempts: 0,
      ttl: Math.ceil((msOf(delivery.receivedAt) + BODY_LIFE_DAYS * DAY_MS) / 1_000),
      // The stream applies it at once; the sweep finds it a little later where the stream did not.
      ...dueFields(key, instant(msOf(delivery.receivedAt) + 30_000)),
    },
    when: ABSENT,
  })
}

/** Takes an applied delivery out of the work index. */
export const settleDelivery = (db: Db, key: Key, attempts: number): Promise<"done" | "refused"> =>
  db.write({ update: key, set: { attempts }, drop: [...DUE_FIELD_NAMES, "lastFailure"] })

/** Puts a delivery off after a failure; after ten it is parked, where a person finds it. */
export function putOffDelivery(db: Db, row: DeliveryRow, failure: string, now: Instant): Promise<"done" | "refused"> {
  const attempts = row.attempts + 1
  const parked = attempts >= ATTEMPTS_MAX
  return db.write({
    update: { pk: row.pk, sk: row.sk },
    set: {
      attempts,
      lastFailure: failure.slice(0, 500),
      ...(parked
        ? { gsi2pk: `parked#${row.provider}`, gsi2sk: row.receivedAt }
        : dueFields(row, retryAt(now, attempts))),
    },
  })
}

/** How many deliveries we gave up on, counted up to a limit. */
export const parkedCount = async (db: Db, limit: number): Promise<number> =>
  (await db.query({ index: "gsi2", pk: "parked#stripe", limit, fields: ["gsi2sk"] })).rows.length

/** The write that makes a delivery due again, for a transaction with its audit entry. */
export const dueAgain = (key: Key, now: Instant) => ({
  update: key,
  set: { attempts: 0, ...dueFields(key, now), replayedAt: now },
  drop: ["lastFailure"],
  when: { present: "pk" } as const,
})
