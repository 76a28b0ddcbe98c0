import type { CubeKind } from "#shared/cube/kind.ts"
import { type Instant, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { ABSENT, type Db, type Key, queryAll, type Row } from "./db.ts"
import { DUE_FIELD_NAMES, dueFields } from "./work.ts"

/**
 * By which version of its fold a kind's cubes are made, but for sealed ones.
 *   pk  folds
 *   sk  <kind>       `wanted` is the newest version that ran; in GSI2 while cubes of older ones are to be marked
 */
export interface FoldVersionRow extends Row {
  wanted: number
  /** The last hour that was looked at, or the last row of a series, and of which. */
  reached?: Reached
}

export interface Reached {
  series: number
  after: string
}

const PARTITION = "folds"
const versionKey = ({ name }: Pick<CubeKind, "name">): Key => ({ pk: PARTITION, sk: name })
export const isFoldVersionKey = ({ pk }: Key): boolean => pk === PARTITION
export const kindOfFoldVersion = ({ sk }: Key): string => sk

/** Processes of the code before this one may fold for as long; marks that come later are folded by the new one. */
const MARK_AFTER_MS = 2 * MINUTE_MS

/**
 * Asks for the cubes of every kind that is new here or whose version was raised since anybody last asked. Where nobody ever
 * did, there are no cubes yet.
 */
export async function wantVersions(db: Db, kinds: Iterable<CubeKind>, now: Instant): Promise<void> {
  const rows = await queryAll(db, { pk: PARTITION, strong: true })
  const known = new Map(rows.map((row) => [row.sk, Number(row["wanted"])]))
  for (const kind of kinds) {
    if ((known.get(kind.name) ?? 0) >= kind.version) continue
    const key = versionKey(kind)
    await db.write({
      update: key,
      set: {
        kind: "foldVersion",
        wanted: kind.version,
        ...(known.size > 0 ? dueFields(key, instant(msOf(now) + MARK_AFTER_MS)) : {}),
      },
      drop: ["reached"],
      when: { any: [ABSENT, { lt: ["wanted", kind.version] }] },
    })
  }
}

export const foldVersion = async (db: Db, key: Key) =>
  (await db.get(key, { strong: true })) as FoldVersionRow | undefined

/** Keeps how far the marking is; refused when a newer version is wanted by now. */
export const noteVersion = (db: Db, row: FoldVersionRow, reached: Reached) =>
  db.write({ update: { pk: row.pk, sk: row.sk }, set: { reached }, when: { eq: ["wanted", row.wanted] } })

/** All are marked; refused when a newer version is wanted by now. */
export const settleVersion = (db: Db, row: FoldVersionRow) =>
  db.write({
    update: { pk: row.pk, sk: row.sk },
    drop: ["reached", ...DUE_FIELD_NAMES],
    when: { eq: ["wanted", row.wanted] },
  })
