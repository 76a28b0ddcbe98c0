import { type Bucket, startsBetween } from "#shared/cube/bucket.ts"
import { PLATFORM_FAMILIES } from "#shared/cube/family.ts"
import type { CubeKind } from "#shared/cube/kind.ts"
import { HOUR_MS, instant, msOf } from "#shared/time.ts"
import { byStart, type Control, controlKey, type CubeRow, cubeKey, isClean, sealBucket, seriesKey } from "./bucket.ts"
import { queryAll } from "./db.ts"
import { type FoldGround, fold } from "./fold.ts"
import { isOpenBeside, type Registration } from "./registration.ts"

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

/** Kinds of cube that organizations have of their own. */
export const kindsOfOrganizations = ({ kinds }: Pick<FoldGround, "kinds">): CubeKind[] =>
  [...kinds.values()].filter(({ facts, families }) => facts === "segments" && !families.some(isOfPlatform))

const isOfPlatform = (family: string): boolean => PLATFORM_FAMILIES.some((one) => one === family)

/**
 * Closes an hour for good, before its facts expire: folds what is still dirty, then seals every bucket that has one. Cubes of
 * several families wait for the last of them.
 */
export async function sealHour(ground: FoldGround, registration: Registration): Promise<"sealed" | "busy"> {
  const isLast = !(await isOpenBeside(ground.db, registration, ground.clock.due()))
  for (const kind of kindsOfFamily(ground, registration.family)) {
    if (kind.families.length > 1 && !isLast) continue
    const buckets = baseBuckets(kind, registration)
    const [first, last] = [buckets[0]!, buckets.at(-1)!]
    const rows = await queryAll(ground.db, {
      pk: seriesKey(first),
      sk: { between: [first.start, `${last.start}~~`] },
      strong: true,
    })
    for (const [start, found] of byStart(rows)) {
      const bucket = { ...first, start }
      if (!isClean(found)) await fold(ground, bucket)
      if ((await sealFolded(ground, bucket)) === "refused") return "busy"
    }
  }
  return "sealed"
}

/** Seals a bucket whose cube covers every mark; one that was marked meanwhile is not sealed. */
async function sealFolded({ db }: FoldGround, bucket: Bucket): Promise<"done" | "refused"> {
  const [control, cube] = await Promise.all([
    db.get(controlKey(bucket), { strong: true }) as Promise<Control | undefined>,
    db.get(cubeKey(bucket), { strong: true }) as Promise<CubeRow | undefined>,
  ])
  if (!control || control.sealed) return "done"
  if (!isClean({ control, ...(cube ? { cube } : {}) })) return "refused"
  return sealBucket(db, bucket, control.dirty)
}
