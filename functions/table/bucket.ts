import type { Bucket } from "#shared/cube/bucket.ts"
import { bucketEnd, isBlock } from "#shared/cube/bucket.ts"
import { type Instant, instant, msOf } from "#shared/time.ts"
import { ABSENT, type Condition, type Db, type Key, type Row } from "./db.ts"
import { DUE_FIELD_NAMES, dueFields } from "./work.ts"

/**
 * Two rows a bucket, side by side in the partition of their series, so that one query reads a stretch of both.
 *   pk  cube#<kind>#<scope>#<level>#<zone>
 *   sk  <start>~c  control: how often it was marked, and its place in the work index while it is due
 *   sk  <start>~d  the cube, the generation it covers, and the digest of the facts below it
 */
export interface Control extends Row {
  dirty: number
  sealed?: boolean
}
export interface CubeRow extends Row {
  gen: number
  /** Version of the fold that made it. */
  fold: number
  packed?: Uint8Array
  /** Where the cube stands when it is too large for a row. */
  fileKey?: string
  digest?: string
  foldedAt: Instant
}

export const seriesKey = ({ kind, scope, level, zone }: Omit<Bucket, "start">): string =>
  `cube#${kind}#${scope}#${level}#${zone}`
export const controlKey = (bucket: Bucket): Key => ({ pk: seriesKey(bucket), sk: `${bucket.start}~c` })
export const cubeKey = (bucket: Bucket): Key => ({ pk: seriesKey(bucket), sk: `${bucket.start}~d` })

/** The bucket that a control or cube row belongs to. */
export function bucketOfKey({ pk, sk }: Key): Bucket {
  const [, kind, scope, level, zone] = pk.split("#") as [string, string, string, Bucket["level"], string]
  return { kind, scope, level, zone, start: sk.slice(0, -2) }
}
export const isControlKey = ({ pk, sk }: Key): boolean => pk.startsWith("cube#") && sk.endsWith("~c")

/** What stands for one bucket in a stretch: its control, its cube, or neither. */
export interface BucketRows {
  control?: Control
  cube?: CubeRow
}

/** Sorts the rows of a series by bucket start. */
export function byStart(rows: readonly Row[]): Map<string, BucketRows> {
  const found = new Map<string, BucketRows>()
  for (const row of rows) {
    const start = row.sk.slice(0, -2)
    const at = found.get(start) ?? {}
    if (row.kind === "control") at.control = row as Control
    if (row.kind === "cube") at.cube = row as CubeRow
    found.set(start, at)
  }
  return found
}

/** Clean: the cube covers every mark. A bucket without control was never marked; a sealed one counts what it counted. */
export const isClean = ({ control, cube }: BucketRows): boolean =>
  !control || control.sealed === true || (cube?.gen ?? -1) >= control.dirty

const DEBOUNCE_MS = 2_000
/** Readers look below a block that is marked, and few rows are there: it may wait for more to come. */
const BLOCK_DEBOUNCE_MS = 60_000

/** When a marked bucket is to be folded: soon after the mark, but not before it is over. Business time tells when it is over, due time counts down to it. */
export function dueAt(bucket: Bucket, due: Instant, business: Instant): Instant {
  const leftMs = Math.max(0, msOf(bucketEnd(bucket)) - msOf(business))
  return instant(msOf(due) + leftMs + (isBlock(bucket.level) ? BLOCK_DEBOUNCE_MS : DEBOUNCE_MS))
}

/** Marks one bucket dirty and keeps it in the work index. An earlier due time stays. */
export const mark = (db: Db, bucket: Bucket, at: Instant): Promise<"done" | "refused"> =>
  db.write({
    update: controlKey(bucket),
    set: { kind: "control" },
    init: dueFields(controlKey(bucket), at),
    add: { dirty: 1 },
  })

/** Puts a cube unless a newer one stands there; refused means the bucket already covers this generation. */
export const putCube = (db: Db, row: CubeRow): Promise<"done" | "refused"> =>
  db.write({
    put: row,
    when: {
      any: [
        ABSENT,
        { lt: ["gen", row.gen] },
        { all: [{ eq: ["gen", row.gen] }, { lt: ["fold", row.fold] }] },
      ] satisfies Condition[],
    },
  })

/** Takes a bucket off the work index, unless it was marked again meanwhile. */
export const clearDue = (db: Db, bucket: Bucket, gen: number): Promise<"done" | "refused"> =>
  db.write({ update: controlKey(bucket), drop: DUE_FIELD_NAMES, when: { eq: ["dirty", gen] } })

/** Takes a sealed bucket off the work index: what is marked after the seal is history that is closed. */
export const dropDue = (db: Db, bucket: Bucket): Promise<"done" | "refused"> =>
  db.write({ update: controlKey(bucket), drop: DUE_FIELD_NAMES, when: { present: "pk" } })

/** Closes a bucket's history for good, if it is clean. */
export const sealBucket = (db: Db, bucket: Bucket, gen: number): Promise<"done" | "refused"> =>
  db.write({ update: controlKey(bucket), set: { sealed: true }, drop: DUE_FIELD_NAMES, when: { eq: ["dirty", gen] } })
