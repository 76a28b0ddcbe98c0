import type { Bucket } from "#shared/cube/bucket.ts"
import { bucketStart } from "#shared/cube/bucket.ts"
import { PLATFORM } from "#shared/cube/kind.ts"
import { env } from "../runtime/env.ts"
import { logger } from "../runtime/logger.ts"
import { type Change, stream } from "../runtime/stream.ts"
import { customerOfKey } from "../table/customer.ts"
import type { Row } from "../table/db.ts"
import type { DeliveryRow } from "../table/delivery.ts"
import { s3Files } from "../table/files.ts"
import { markBuckets } from "../table/fold.ts"
import { type Ground, openGround } from "../table/ground.ts"
import type { RegistrationRow } from "../table/registration.ts"
import { signedDb } from "../table/signed.ts"
import { kindsOfFamily } from "../table/seal.ts"
import type { SegmentRow } from "../table/segment.ts"
import { applyDeliveries } from "./apply-delivery.ts"
import { applyAnswers } from "./apply-answer.ts"
import { applyNouns, bucketsOf } from "./apply-segment.ts"
import { foldCustomers } from "./fold-customer.ts"
import { lookAtLedgers } from "./look-at-ledgers.ts"

/**
 * The table's stream becomes the rows that pages read. Everything here may run twice, in any order.
 * Deliveries look after their own failures; for the rest the batch starts again at the first change that failed.
 */
export async function project(ground: Ground, changes: readonly Change[]): Promise<string | undefined> {
  const rows = changes.map(({ after }) => after)
  await applyDeliveries(
    ground,
    rows.filter(
      (row): row is DeliveryRow => row.kind === "delivery" && row.gsi2pk !== undefined && !row["lastFailure"],
    ),
  )
  await applyAnswers(
    ground,
    rows.filter(({ kind }) => kind === "paymentAnswer" || kind === "customerAnswer" || kind === "couponAnswer"),
  )
  await foldPayers(ground, rows)
  const registered = bucketsOfRegistrations(
    ground,
    changes
      .filter(({ before }) => !before)
      .map(({ after }) => after)
      .filter((row): row is RegistrationRow => row.kind === "registration"),
  )
  const marks = new Map<string, Bucket>()
  let failedAt: string | undefined
  for (const { after, sequence } of changes) {
    if (after.kind !== "segment") continue
    try {
      await applyNouns(ground, after as SegmentRow)
      for (const bucket of bucketsOf(ground, after as SegmentRow)) marks.set(JSON.stringify(bucket), bucket)
    } catch (error) {
      logger.error("segment failed", { error, pk: after.pk, sk: after.sk })
      failedAt = sequence
      break
    }
  }
  await lookAtLedgers(
    ground,
    rows.filter(({ kind }) => kind === "ledgerEntry"),
  )
  await markBuckets(ground, [...marks.values(), ...registered.presence], registered.firsts)
  return failedAt
}

/** Customers are folded at once when they paid; where that fails they stay marked, and the closing worker folds them. */
async function foldPayers(ground: Ground, rows: readonly Row[]): Promise<void> {
  const paid = rows.filter(({ kind }) => kind === "customerPaid").map(customerOfKey)
  const once = new Map(paid.map((customer) => [`${customer.mode} ${customer.customerId}`, customer]))
  for (const [payer, error] of await foldCustomers(ground, [...once.values()]))
    logger.warn("payer not folded", { error, payer })
}

/** What registrations are news for: the hours they are themselves facts of, and the first bucket of each hour that now has some. */
function bucketsOfRegistrations(
  ground: Ground,
  registrations: readonly RegistrationRow[],
): { presence: Bucket[]; firsts: Bucket[] } {
  const presence = registrations.flatMap(({ family, hour }) =>
    [...ground.kinds.values()]
      .filter(({ facts, families }) => facts === "registrations" && families.includes(family))
      .map(
        ({ name, levels }): Bucket => ({
          kind: name,
          scope: PLATFORM,
          level: levels[0],
          zone: "",
          start: `${hour}:00`,
        }),
      ),
  )
  const firsts = registrations.flatMap(({ family, scope, hour }) =>
    kindsOfFamily(ground, family).map(({ name, levels }): Bucket => {
      const start = bucketStart(`${hour}:00:00.000Z`, levels[0], "")
      return { kind: name, scope, level: levels[0], zone: "", start }
    }),
  )
  return { presence, firsts }
}

let ground: Ground | undefined

export const handler = stream((changes) => {
  ground ??= openGround(signedDb(env("TABLE_NAME")), s3Files(env("FILES_BUCKET")))
  return project(ground, changes)
})
