import { type Bucket, isZoned } from "#shared/cube/bucket.ts"
import { type CubeKind, PLATFORM } from "#shared/cube/kind.ts"
import { HOUR_MS, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { factLifeMs } from "../runtime/clock.ts"
import { inGroups } from "../runtime/in-groups.ts"
import { byStart, seriesKey } from "../table/bucket.ts"
import type { Key } from "../table/db.ts"
import { markBuckets } from "../table/fold.ts"
import type { Mode } from "../table/customer.ts"
import { foldVersion, kindOfFoldVersion, noteVersion, type Reached, settleVersion } from "../table/fold-version.ts"
import type { Ground } from "../table/ground.ts"
import { registeredScopes } from "../table/registration.ts"
import { kindsOfOrganizations } from "../table/seal.ts"
import { isOlder, sweepScope } from "../table/sweep.ts"
import { putOff } from "../table/work.ts"
import { markCustomers } from "./fold-customer.ts"

type Series = Omit<Bucket, "start">

const ROWS_A_SLICE = 200
const HOURS_A_SLICE = 6
const SCOPES_AT_ONCE = 16

/**
 * After a deploy that raised a fold's version: marks the next slice of the buckets whose cubes an older version made. What is
 * sealed stays as it is, and pages say so.
 */
export async function raiseSlice(ground: Ground, key: Key): Promise<void> {
  const row = await foldVersion(ground.db, key)
  const kind = ground.kinds.get(kindOfFoldVersion(key))
  if (!row || row.gsi2pk === undefined) return
  // A process of older code, of before a deploy or after one was taken back, leaves it to those of the new one.
  if (kind && kind.version < row.wanted) return void (await putOff(ground.db, key, ground.clock.due(), MINUTE_MS))
  const reached = row.reached ?? { series: 0, after: "" }
  const came = kind && (await markSlice(ground, kind, reached))
  if (came) await noteVersion(ground.db, row, came)
  else await settleVersion(ground.db, row)
}

/**
 * Organizations' buckets are found by the hours in which they are registered, all others by the rows of their own first level.
 * What customers give is made by the same code: they are folded again too.
 */
async function markSlice(
  ground: Ground,
  kind: CubeKind,
  { series: nth, after }: Reached,
): Promise<Reached | undefined> {
  if (kindsOfOrganizations(ground).includes(kind)) {
    const hour = await markHours(ground, kind, after)
    return hour === undefined ? undefined : { series: 0, after: hour }
  }
  const all = await seriesOf(ground, kind)
  const series = all[nth]
  if (!series)
    return kind.facts === "contributions" ? markGivers(ground, all.length, { series: nth, after }) : undefined
  const came = await markOlder(ground, kind, series, after)
  return came === undefined ? { series: nth + 1, after: "" } : { series: nth, after: came }
}

const MODES: readonly Mode[] = ["live", "test"]

/** Marks the next customers of a mode; the modes come after so many series. */
async function markGivers(ground: Ground, from: number, { series, after }: Reached): Promise<Reached | undefined> {
  const mode = MODES[series - from]
  if (!mode) return undefined
  const last = await markCustomers(ground, mode, after, ROWS_A_SLICE)
  return last === undefined ? { series: series + 1, after: "" } : { series, after: last }
}

/** Goes through the next hours of everybody who is registered in them; answers the last, or nothing when that has begun. */
async function markHours(ground: Ground, kind: CubeKind, after: string): Promise<string | undefined> {
  const nowMs = msOf(ground.clock.business())
  const fromMs = after ? msOf(`${after}:00:00.000Z`) + HOUR_MS : nowMs - factLifeMs()
  const hours = Array.from({ length: HOURS_A_SLICE }, (_, nth) => fromMs + nth * HOUR_MS).filter((ms) => ms <= nowMs)
  for (const ms of hours) {
    const hour = hourOf(ms)
    const scopes = await registeredScopes(ground.db, kind.families, hour, true)
    await inGroups(scopes, SCOPES_AT_ONCE, (scope) => sweepScope(ground, kind, { scope, hour }))
  }
  const last = hours.at(-1)
  return last === undefined ? undefined : hourOf(last)
}

const hourOf = (ms: number): string => instant(ms).slice(0, "2026-11-20T14".length)

/** Where the buckets of a kind that is not the organizations' stand. */
async function seriesOf(ground: Ground, { name, levels, facts }: CubeKind): Promise<Series[]> {
  const level = levels[0]
  const scopes =
    facts === "contributions" || facts === "transactions"
      ? ["live", "test"]
      : facts === "deliveries"
        ? ["stripe"]
        : [PLATFORM]
  const some = scopes.map(async (scope) => {
    const zones = isZoned(level) ? await ground.zonesOf(scope) : [""]
    return zones.map((zone): Series => ({ kind: name, scope, level, zone }))
  })
  return (await Promise.all(some)).flat()
}

/** Marks what is older in the next rows of a series, and answers the last of them, or nothing at the end. */
async function markOlder(ground: Ground, kind: CubeKind, series: Series, after: string): Promise<string | undefined> {
  const { rows } = await ground.db.query({
    pk: seriesKey(series),
    ...(after ? { sk: { gt: after } } : {}),
    limit: ROWS_A_SLICE,
    strong: true,
    fields: ["kind", "fold", "sealed"],
  })
  const older = [...byStart(rows)].filter(([, found]) => isOlder(kind, found))
  await markBuckets(
    ground,
    older.map(([start]) => ({ ...series, start })),
  )
  return rows.at(-1)?.sk
}
