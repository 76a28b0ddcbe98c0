import type { Bucket } from "#shared/cube/bucket.ts"
import { type CubeRow, cubeKey, seriesKey } from "./bucket.ts"
import type { Db } from "./db.ts"
import type { Files } from "./files.ts"
import { pack, unpack } from "./packed.ts"

/**
 * Above this a cube stands in a file and its row points there: to write it there costs as much as eight kilobytes of the
 * table, to read it as much as twenty-six, and a reader that holds it already reads only the row.
 */
export const CUBE_BYTES_MAX = 8_000

/** A cube's place in its row: packed, or the key of a file that is written first. A file is never written over by another generation's. */
export async function cubePlace(
  files: Files,
  bucket: Bucket,
  { gen, fold }: Pick<CubeRow, "gen" | "fold">,
  cube: unknown,
): Promise<Pick<CubeRow, "packed"> | Pick<CubeRow, "fileKey">> {
  const packed = pack(cube)
  if (packed.length <= CUBE_BYTES_MAX) return { packed }
  const fileKey = `cubes/${encodeURIComponent(seriesKey(bucket))}/${bucket.start}/${gen}.${fold}`
  await files.put(fileKey, packed, "application/octet-stream")
  return { fileKey }
}

/** The key of the file that a bucket's cube stands in now, to be removed when another has replaced it. */
export async function fileOf(db: Db, bucket: Bucket): Promise<string | undefined> {
  return ((await db.get(cubeKey(bucket), { strong: true })) as CubeRow | undefined)?.fileKey
}

/** The cube that a row holds or points to. A file that is gone was replaced since the row was read: then the row is read again. */
export async function cubeOf({ db, files }: { db: Db; files: Files }, row: CubeRow): Promise<unknown> {
  let now: CubeRow | undefined = row
  for (let attempt = 0; now && attempt < ATTEMPTS_MAX; attempt++) {
    if (now.packed) return unpack(now.packed)
    const cube = now.fileKey === undefined ? undefined : await held(files, now.fileKey)
    if (cube !== undefined) return cube
    now = (await db.get({ pk: row.pk, sk: row.sk }, { strong: true })) as CubeRow | undefined
  }
  throw new Error(`A cube's file is missing: ${row.fileKey}`)
}
const ATTEMPTS_MAX = 4

/** Cubes of files that were read lately, the longest unread first: a file's key names one cube for ever. */
const heldIn = new WeakMap<Files, Map<string, { cube: unknown; bytes: number }>>()
const HELD_BYTES_MAX = 8_000_000

async function held(files: Files, fileKey: string): Promise<unknown> {
  const cubes = heldIn.get(files) ?? new Map<string, { cube: unknown; bytes: number }>()
  heldIn.set(files, cubes)
  const known = cubes.get(fileKey)
  if (known) {
    cubes.delete(fileKey)
    cubes.set(fileKey, known)
    return known.cube
  }
  const bytes = await files.get(fileKey)
  if (!bytes) return undefined
  const cube = unpack(bytes)
  cubes.set(fileKey, { cube, bytes: bytes.length })
  let sum = 0
  for (const one of cubes.values()) sum += one.bytes
  for (const [key, one] of cubes) {
    if (sum <= HELD_BYTES_MAX) break
    cubes.delete(key)
    sum -= one.bytes
  }
  return cube
}
