import { type Bucket, bucketFrom, bucketStart } from "#shared/cube/bucket.ts"
import { type CubeKind, PLATFORM } from "#shared/cube/kind.ts"
import type { Zone } from "#shared/time.ts"
import { seriesKey } from "../table/bucket.ts"
import { customersOf, markCustomer } from "../table/customer.ts"
import { queryAll } from "../table/db.ts"
import { markBuckets } from "../table/fold.ts"
import type { Ground } from "../table/ground.ts"
import { generalSettings, settleSettings } from "../table/settings.ts"

const MARKS_AT_ONCE = 50

/**
 * After a change of zone or discounts days mean something else: marks every customer and every platform day of the new zone,
 * then takes the settings off the work index. Cut off in between, it begins again.
 */
export async function refoldEverything(ground: Ground): Promise<void> {
  const { reportingZone } = await generalSettings(ground.db, { strong: true })
  for (const kind of ground.kinds.values()) await markDays(ground, kind, reportingZone)
  for (const mode of ["live", "test"] as const)
    for await (const customer of customersOf(ground.db, mode))
      await markCustomer(ground.db, customer, ground.clock.due())
  await settleSettings(ground.db)
}

/** The days of a zone are made of hours: each day that has an hour is marked, and the month above it. */
async function markDays(ground: Ground, kind: CubeKind, zone: Zone): Promise<void> {
  if (!kind.levels.includes("hour") || kind.clock === "machine") return
  const hours = await queryAll(ground.db, {
    pk: seriesKey({ kind: kind.name, scope: PLATFORM, level: "hour", zone: "" }),
    fields: ["kind"],
  })
  const starts = hours.map(({ sk }) =>
    bucketStart(bucketFrom({ level: "hour", zone: "", start: sk.slice(0, -2) }), "day", zone),
  )
  const days = [...new Set(starts)].map(
    (start): Bucket => ({ kind: kind.name, scope: PLATFORM, level: "day", zone, start }),
  )
  for (let at = 0; at < days.length; at += MARKS_AT_ONCE) await markBuckets(ground, days.slice(at, at + MARKS_AT_ONCE))
}
