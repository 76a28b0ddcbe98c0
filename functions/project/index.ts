import type { Bucket } from "#shared/cube/bucket.ts"
import { bucketStart } from "#shared/cube/bucket.ts"
import { PLATFORM } from "#shared/cube/kind.ts"
import { env } from "../runtime/env.ts"
import { logger } from "../runtime/logger.ts"
import { type Change, stream } from "../runtime/stream.ts"
import type { DeliveryRow } from "../table/delivery.ts"
import { s3Files } from "../table/files.ts"
import { markAbove, markBuckets } from "../table/fold.ts"
import { type Ground, openGround } from "../table/ground.ts"
import type { RegistrationRow } from "../table/registration.ts"
import { sdkDb } from "../table/sdk.ts"
import { kindsOfFamily } from "../table/seal.ts"
import type { SegmentRow } from "../table/segment.ts"
import { applyDeliveries } from "./apply-delivery.ts"
import { applyNouns, bucketsOf } from "./apply-segment.ts"

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
  await markRegistered(
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
  await markBuckets(ground, [...marks.values()])
  return failedAt
}

/** From the first fact of an hour on, nobody takes the hour, its day or its month for empty. */
async function markRegistered(ground: Ground, registrations: readonly RegistrationRow[]): Promise<void> {
  const above = new Map<string, Bucket>()
  for (const { family, scope, hour } of registrations) {
    for (const kind of kindsOfFamily(ground, family)) {
      const start = bucketStart(`${hour}:00:00.000Z`, kind.levels[0], "")
      const bucket: Bucket = { kind: kind.name, scope, level: kind.levels[0], zone: "", start }
      above.set(JSON.stringify(bucket), bucket)
    }
    const presence = [...ground.kinds.values()].filter(
      ({ facts, families }) => facts === "registrations" && families.includes(family),
    )
    await markBuckets(
      ground,
      presence.map(
        ({ name, levels }): Bucket => ({
          kind: name,
          scope: PLATFORM,
          level: levels[0],
          zone: "",
          start: `${hour}:00`,
        }),
      ),
    )
  }
  for (const bucket of above.values()) await markAbove(ground, bucket)
}

let ground: Ground | undefined

export const handler = stream((changes) => {
  ground ??= openGround(sdkDb(env("TABLE_NAME")), s3Files(env("FILES_BUCKET")))
  return project(ground, changes)
})
