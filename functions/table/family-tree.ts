import {
  type Bucket,
  bucketEnd,
  bucketFrom,
  bucketStart,
  isZoned,
  type Level,
  startsBetween,
} from "#shared/cube/bucket.ts"
import { type CubeKind, isPlatform, laneOf, laneScope, PLATFORM } from "#shared/cube/kind.ts"
import { instant, msOf, type Zone } from "#shared/time.ts"
import type { Db } from "./db.ts"
import { laneOfScope, registeredScopes } from "./registration.ts"

/** Which zones the days of a scope belong to. */
export type ZonesOf = (scope: string) => Promise<readonly Zone[]>

const next = (kind: CubeKind, level: Level): Level | undefined => kind.levels[kind.levels.indexOf(level) + 1]

/** The buckets that a bucket is merged into. An hour belongs to every zone's day it touches; a quarter only where an hour is cut by midnight. */
export async function parentsOf(kind: CubeKind, bucket: Bucket, zonesOf: ZonesOf): Promise<Bucket[]> {
  const { scope, level } = bucket
  const parents: Bucket[] = []
  const from = bucketFrom(bucket)
  if (kind.lanes > 0) {
    if (laneOf(scope) !== undefined) return [{ ...bucket, scope: PLATFORM }]
    if (scope !== PLATFORM && (await isMergedIntoLanes(kind, bucket, zonesOf)))
      parents.push({ ...bucket, scope: laneScope(laneOfScope(scope) % kind.lanes) })
    if (scope === PLATFORM && level === "quarter") return cutDays(kind, bucket, await zonesOf(scope))
  }
  const above = next(kind, level)
  if (!above) return parents
  if (isZoned(level)) return [{ ...bucket, level: above, start: bucketStart(from, above, bucket.zone) }]
  if (!isZoned(above)) {
    const parent: Bucket = { ...bucket, level: above, start: bucketStart(from, above, "") }
    parents.push(parent)
    if (level === "quarter") parents.push(...cutDays(kind, bucket, await zonesOf(scope)))
    return parents
  }
  for (const zone of await zonesOf(scope)) {
    const last = instant(msOf(bucketEnd(bucket)) - 1)
    for (const start of new Set([bucketStart(from, above, zone), bucketStart(last, above, zone)]))
      parents.push({ ...bucket, level: above, zone, start })
  }
  return parents
}

/** The platform is merged from the hour up, and from the quarter where midnight of its zone cuts the hour. */
const isMergedIntoLanes = async (kind: CubeKind, bucket: Bucket, zonesOf: ZonesOf): Promise<boolean> =>
  bucket.level === "hour" || (bucket.level === "quarter" && cutDays(kind, bucket, await zonesOf(PLATFORM)).length > 0)

/** Days that need this quarter themselves, because midnight of their zone cuts the hour it stands in. */
function cutDays(kind: CubeKind, quarter: Bucket, zones: readonly Zone[]): Bucket[] {
  if (!kind.levels.includes("day")) return []
  const from = bucketFrom(quarter)
  const hour = { level: "hour", zone: "", start: bucketStart(from, "hour", "") } as const
  const hourEnd = instant(msOf(bucketEnd(hour)) - 1)
  return zones
    .filter((zone) => bucketStart(bucketFrom(hour), "day", zone) !== bucketStart(hourEnd, "day", zone))
    .map((zone) => ({ ...quarter, level: "day" as const, zone, start: bucketStart(from, "day", zone) }))
}

/** The quarters of the platform's lanes that days of a zone need, because their midnight cuts this hour. */
export function laneQuartersOf(kind: CubeKind, hour: Bucket, zone: Zone): Bucket[] {
  const quarters = startsBetween(bucketFrom(hour), bucketEnd(hour), "quarter", "")
  const lanes = Array.from({ length: kind.lanes }, (_, lane) => laneScope(lane))
  return lanes
    .flatMap((scope) => quarters.map((start): Bucket => ({ ...hour, scope, level: "quarter", start })))
    .filter((quarter) => cutDays(kind, quarter, [zone]).length > 0)
}

/** Every bucket above one, nearest first. */
export async function ancestorsOf(kind: CubeKind, bucket: Bucket, zonesOf: ZonesOf): Promise<Bucket[]> {
  const found = new Map<string, Bucket>()
  let level = [bucket]
  while (level.length > 0) {
    const above = (await Promise.all(level.map((one) => parentsOf(kind, one, zonesOf)))).flat()
    level = above.filter((one) => !found.has(JSON.stringify(one)))
    for (const one of level) found.set(JSON.stringify(one), one)
  }
  return [...found.values()]
}

/** A run of children in one series: every bucket of `level` that starts in [from, to). */
export interface Children {
  bucket: Omit<Bucket, "start">
  starts: string[]
}

/** The buckets a bucket merges: finer ones of its own, or the lanes or organizations below the platform's hours and quarters. */
export async function childrenOf(db: Db, kind: CubeKind, bucket: Bucket): Promise<Children[]> {
  const { scope, level, start } = bucket
  const lane = laneOf(scope)
  if (kind.lanes > 0 && scope === PLATFORM && (level === "hour" || level === "quarter"))
    return Array.from({ length: kind.lanes }, (_, nth) => ({
      bucket: { ...bucket, scope: laneScope(nth) },
      starts: [start],
    }))
  if (kind.lanes > 0 && lane !== undefined) {
    return (await registeredScopes(db, kind.families, start.slice(0, 13), true))
      .filter((one) => laneOfScope(one) % kind.lanes === lane && !isPlatform(one))
      .map((one) => ({ bucket: { ...bucket, scope: one }, starts: [start] }))
  }
  const below = kind.levels[kind.levels.indexOf(level) - 1]
  if (!below) return []
  const [from, to] = [bucketFrom(bucket), bucketEnd(bucket)]
  if (below !== "hour") {
    const zone = isZoned(below) ? bucket.zone : ""
    return [{ bucket: { ...bucket, level: below, zone }, starts: startsBetween(from, to, below, zone) }]
  }
  return hoursAndQuarters(kind, bucket, from, to)
}

/** A day is made of the hours inside it and, where midnight cuts an hour, of that hour's quarters; a kind without quarters gives the hour to the day it begins in. */
function hoursAndQuarters(kind: CubeKind, bucket: Bucket, from: string, to: string): Children[] {
  const firstHour = bucketStart(from, "hour", "")
  const whole = `${firstHour}:00.000Z` === from ? from : bucketEnd({ level: "hour", zone: "", start: firstHour })
  const lastHour = `${bucketStart(to, "hour", "")}:00.000Z`
  const hours = (end: string): Children => ({
    bucket: { ...bucket, level: "hour", zone: "" },
    starts: startsBetween(whole, end, "hour", ""),
  })
  if ((whole === from && lastHour === to) || !kind.levels.includes("quarter")) return [hours(to)]
  const quarters = [...startsBetween(from, whole, "quarter", ""), ...startsBetween(lastHour, to, "quarter", "")]
  return [hours(lastHour), { bucket: { ...bucket, level: "quarter", zone: "" }, starts: quarters }]
}
