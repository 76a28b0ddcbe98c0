import type { ProductAnswer, ProductUsage } from "#shared/contract/product-usage.ts"
import type { ProductSubject } from "#shared/payments/product-url.ts"
import type { Instant } from "#shared/time.ts"
import { ABSENT, type Db, type Key, type Row } from "./db.ts"
import { type DisputeId, disputePartition } from "./dispute.ts"
import { DUE_FIELD_NAMES, retryAt } from "./work.ts"

/**
 * What the product says of a dispute's customer: put if absent when the dispute was first seen, and answered once. It stands in
 * GSI2 under `asking#product`, due when the product is to be asked next, until it is answered or given up.
 *   pk  dispute#<mode>#<dispute>
 *   sk  product
 */
export interface ProductUsageRow extends Row, ProductSubject {
  state: ProductUsage["state"]
  attempts: number
  host: string | null
  askedAt: Instant | null
  failure: string | null
  answer: ProductAnswer | null
}

const ASKING = "asking#product"
/** The tries of some ten hours. */
const ATTEMPTS_MAX = 20
const FAILURE_CHARACTERS_MAX = 300

const productKey = (dispute: DisputeId): Key => ({ pk: disputePartition(dispute), sk: "product" })

/** What the product was asked of a dispute's customer; undefined where it is not asked. */
export async function productUsageOf(db: Db, dispute: DisputeId): Promise<ProductUsage | undefined> {
  const row = (await db.get(productKey(dispute), { strong: true })) as ProductUsageRow | undefined
  if (!row) return undefined
  const { state, host, askedAt, attempts, failure, answer, gsi2sk } = row
  return { state, host, askedAt, attempts, failure, answer, nextTryAt: gsi2sk ?? null }
}

/** Wants the product asked about a dispute's customer, at once; refused where that was wanted before. */
export const wantProductUsage = (
  db: Db,
  dispute: DisputeId,
  { customerId, organizationId }: ProductSubject,
  due: Instant,
): Promise<"done" | "refused"> =>
  db.write({
    put: {
      ...{ ...productKey(dispute), kind: "productUsage", state: "waiting", customerId, organizationId },
      ...{ attempts: 0, host: null, askedAt: null, failure: null, answer: null, gsi2pk: ASKING, gsi2sk: due },
    },
    when: ABSENT,
  })

/** Keys of what the product is to be asked now, the longest overdue first. The index lags: `claimProductUsage` says whether it still is. */
export async function dueProductUsage(db: Db, due: Instant, limit: number): Promise<Key[]> {
  const { rows } = await db.query({ index: "gsi2", pk: ASKING, sk: { le: due }, limit, fields: ["gsi2sk"] })
  return rows.map(({ pk, sk }) => ({ pk, sk }))
}

/** Takes one to ask for, so that nobody else does meanwhile: it is due again later, should this try fail or be cut off. */
export async function claimProductUsage(
  db: Db,
  key: Key,
  now: { due: Instant; at: Instant },
): Promise<ProductUsageRow | undefined> {
  const held = (await db.get(key, { strong: true })) as ProductUsageRow | undefined
  if (!held?.gsi2sk || held.gsi2sk > now.due) return undefined
  const claimed = await db.change({
    update: key,
    set: { gsi2sk: retryAt(now.due, held.attempts), askedAt: now.at },
    add: { attempts: 1 },
    when: { eq: ["gsi2sk", held.gsi2sk] },
  })
  return claimed === "refused" ? undefined : (claimed as ProductUsageRow)
}

/** Keeps what the product answered, for good; refused where it is answered or given up already. */
export const keepProductAnswer = (
  db: Db,
  { pk, sk, askedAt }: ProductUsageRow,
  host: string,
  answer: ProductAnswer,
): Promise<"done" | "refused"> =>
  db.write({
    update: { pk, sk },
    set: { state: "answered", host, askedAt, answer, failure: null },
    drop: DUE_FIELD_NAMES,
    when: { eq: ["state", "waiting"] },
  })

/** Notes why a try failed. After the last one, or where no other could do better, it is given up, and the reason stays. */
export async function noteProductFailure(
  db: Db,
  { pk, sk, attempts }: ProductUsageRow,
  failure: { host: string | null; text: string; isFinal: boolean },
): Promise<"again" | "givenUp"> {
  const isOver = failure.isFinal || attempts >= ATTEMPTS_MAX
  await db.write({
    update: { pk, sk },
    set: {
      ...{ host: failure.host, failure: failure.text.slice(0, FAILURE_CHARACTERS_MAX) },
      ...(isOver ? { state: "givenUp" } : {}),
    },
    ...(isOver ? { drop: DUE_FIELD_NAMES } : {}),
    when: { all: [{ eq: ["state", "waiting"] }, { eq: ["attempts", attempts] }] },
  })
  return isOver ? "givenUp" : "again"
}
