import type { Bucket, Level } from "#shared/cube/bucket.ts"
import { isZoned } from "#shared/cube/bucket.ts"
import { type CubeKind, PLATFORM } from "#shared/cube/kind.ts"
import { inGroups } from "../runtime/in-groups.ts"
import { byStart, seriesKey } from "../table/bucket.ts"
import type { Key } from "../table/db.ts"
import { markBuckets } from "../table/fold.ts"
import { foldVersion, kindOfFoldVersion, noteVersion, settleVersion } from "../table/fold-version.ts"
import type { Ground } from "../table/ground.ts"
import { registeredScopes } from "../table/registration.ts"
import { isOlder, sweepScope } from "../table/sweep.ts"

type Series = Omit<Bucket, "start">

const ROWS_A_SLICE = 200
/** Two hours of everybody who is registered in them. */
const HOUR_ROWS_A_SLICE = 4
const SCOPES_AT_ONCE = 16

/**
 * After a deploy that raised a fold's version: marks the next slice of the buckets whose cubes an older version made. What is
 * sealed stays as it is, and pages say so.
 */
export async function raiseSlice(ground: Ground, key: Key): Promise<void> {
  const row = await foldVersion(ground.db, key)
  const kind = ground.kinds.get(kindOfFoldVersion(key))
  if (!row || row.gsi2pk === undefined) return
  // A process of older code leaves it to those of the new one.
  if (kind && kind.version < row.wanted) return
  const all = kind ? await seriesOf(ground, kind) : []
  const { series: nth, after } = row.reached ?? { series: 0, after: "" }
  const series = all[nth]
  if (!kind || !series) return void (await settleVersion(ground.db, row))
  const came = await markOlder(ground, kind, series, after)
  await noteVersion(ground.db, row, came === undefined ? { series: nth + 1, after: "" } : { series: nth, after: came })
}

/** Where a kind's buckets are to be found: organizations' by the platform's hours, all others by their own first level. */
async function seriesOf(ground: Ground, { name, levels, lanes, facts }: CubeKind): Promise<Series[]> {
  if (lanes > 0) return [{ kind: name, scope: PLATFORM, level: "hour", zone: "" }]
  const level: Level = levels[0]
  const scopes = facts === "contributions" ? ["live", "test"] : facts === "deliveries" ? ["stripe"] : [PLATFORM]
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
    limit: kind.lanes > 0 ? HOUR_ROWS_A_SLICE : ROWS_A_SLICE,
    strong: true,
    fields: ["kind", "fold", "sealed"],
  })
  const starts = byStart(rows)
  if (kind.lanes > 0) await markHours(ground, kind, [...starts.keys()])
  else {
    const older = [...starts].filter(([, found]) => isOlder(kind, found))
    await markBuckets(
      ground,
      older.map(([start]) => ({ ...series, start })),
    )
  }
  return rows.at(-1)?.sk
}

/** The hours of everybody who is registered in them. */
async function markHours(ground: Ground, kind: CubeKind, hours: readonly string[]): Promise<void> {
  for (const start of hours) {
    const hour = start.slice(0, "2026-11-20T14".length)
    for (const family of kind.families) {
      const scopes = await registeredScopes(ground.db, [family], hour, true)
      await inGroups(scopes, SCOPES_AT_ONCE, (scope) => sweepScope(ground, kind, { family, scope, hour }))
    }
  }
}
