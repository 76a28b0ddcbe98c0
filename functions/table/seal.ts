import { type Bucket, startsBetween } from "#shared/cube/bucket.ts"
import type { CubeKind } from "#shared/cube/kind.ts"
import { HOUR_MS, instant, msOf } from "#shared/time.ts"
import { byStart, type Control, controlKey, sealBucket, seriesKey } from "./bucket.ts"
import { queryAll } from "./db.ts"
import { type FoldGround, fold } from "./fold.ts"
import type { Registration } from "./registration.ts"

/** The base buckets that an hour's facts of one family are folded into. */
export function baseBuckets(kind: CubeKind, { scope, hour }: Omit<Registration, "family">): Bucket[] {
  const level = kind.levels[0]
  const from = `${hour}:00:00.000Z`
  return startsBetween(from, instant(msOf(from) + HOUR_MS), level, "").map((start) => ({
    kind: kind.name,
    scope,
    level,
    zone: "",
    start,
  }))
}

export const kindsOfFamily = (ground: FoldGround, family: string): CubeKind[] =>
  [...ground.kinds.values()].filter(({ facts, families }) => facts === "segments" && families.includes(family))

/** Closes an hour for good, before its facts expire: folds what is still dirty, then seals every bucket that has one. */
export async function sealHour(ground: FoldGround, registration: Registration): Promise<"sealed" | "busy"> {
  for (const kind of kindsOfFamily(ground, registration.family)) {
    const buckets = baseBuckets(kind, registration)
    const [first, last] = [buckets[0]!, buckets.at(-1)!]
    const rows = await queryAll(ground.db, {
      pk: seriesKey(first),
      sk: { between: [first.start, `${last.start}~~`] },
      strong: true,
    })
    for (const start of byStart(rows).keys()) {
      const bucket = { ...first, start }
      await fold(ground, bucket)
      const control = (await ground.db.get(controlKey(bucket), { strong: true })) as Control | undefined
      if (control && !control.sealed && (await sealBucket(ground.db, bucket, control.dirty)) === "refused")
        return "busy"
    }
  }
  return "sealed"
}
