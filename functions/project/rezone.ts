import { type Bucket, bucketFrom, bucketStart } from "#shared/cube/bucket.ts"
import { PLATFORM_FAMILIES } from "#shared/cube/family.ts"
import type { CubeKind } from "#shared/cube/kind.ts"
import type { Zone } from "#shared/time.ts"
import { seriesKey } from "../table/bucket.ts"
import { markBuckets } from "../table/fold.ts"
import type { Ground } from "../table/ground.ts"
import { noteZone, settleZone, zoneRow } from "../table/zone.ts"

const HOURS_A_SLICE = 500

/** Kinds of cube that organizations have of their own. */
const kindsOfOrganizations = ({ kinds }: Ground): CubeKind[] =>
  [...kinds.values()].filter(({ facts, families }) => facts === "segments" && !families.some(isOfPlatform))

const isOfPlatform = (family: string): boolean => PLATFORM_FAMILIES.some((one) => one === family)

const hourSeries = (kind: CubeKind, scope: string) => ({ kind: kind.name, scope, level: "hour", zone: "" }) as const

/** Whether anything is counted of an organization. */
export async function isCounted(ground: Ground, organizationId: string): Promise<boolean> {
  const hours = await Promise.all(
    kindsOfOrganizations(ground).map((kind) =>
      ground.db.query({ pk: seriesKey(hourSeries(kind, organizationId)), limit: 1, strong: true, fields: ["kind"] }),
    ),
  )
  return hours.some(({ rows }) => rows.length > 0)
}

/**
 * After a change of an organization's zone its days mean something else: each call marks those of a slice of its hours in the
 * zone that is wanted. When all are marked that zone counts: what is not folded yet is read from below.
 */
export async function rezoneSlice(ground: Ground, organizationId: string): Promise<void> {
  const row = await zoneRow(ground.db, organizationId, { strong: true })
  if (!row || row.gsi2pk === undefined) return
  const kinds = kindsOfOrganizations(ground)
  const first = kinds.findIndex(({ name }) => name === row.reached?.kind)
  for (const kind of kinds.slice(Math.max(0, first))) {
    const after = row.reached?.kind === kind.name ? row.reached.after : ""
    const came = await markDays(ground, kind, organizationId, row.wanted, after)
    if (came === undefined) continue
    await noteZone(ground.db, row, { kind: kind.name, after: came })
    return
  }
  await settleZone(ground.db, row)
}

/** Marks the days of the next hours after a position, and answers the position it came to, or nothing at the end. */
async function markDays(
  ground: Ground,
  kind: CubeKind,
  scope: string,
  zone: Zone,
  after: string,
): Promise<string | undefined> {
  const series = hourSeries(kind, scope)
  const { rows: hours } = await ground.db.query({
    pk: seriesKey(series),
    ...(after ? { sk: { gt: after } } : {}),
    limit: HOURS_A_SLICE,
    strong: true,
    fields: ["kind"],
  })
  const starts = hours.flatMap(({ sk }) => {
    const from = bucketFrom({ ...series, start: sk.slice(0, -2) })
    const last = new Date(Date.parse(from) + 3_599_999).toISOString()
    return [bucketStart(from, "day", zone), bucketStart(last, "day", zone)]
  })
  const days = [...new Set(starts)].map((start): Bucket => ({ kind: kind.name, scope, level: "day", zone, start }))
  await markBuckets(ground, days)
  return hours.at(-1)?.sk
}
