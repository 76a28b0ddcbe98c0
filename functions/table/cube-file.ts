import type { Bucket } from "#shared/cube/bucket.ts"
import { type CubeRow, cubeKey, seriesKey } from "./bucket.ts"
import type { Db } from "./db.ts"
import type { Files } from "./files.ts"
import { pack, unpack } from "./packed.ts"

/**
 * Above this a cube stands in a file and its row points there. To write it there costs as much as eight kilobytes of the table,
 * to read it as much as twenty-six; but a reader that holds it already reads the row alone, and readers ask again and again.
 */
export const CUBE_BYTES_MAX = 3_000

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
export const cubeOf = ({ db, files }: Place, row: CubeRow): Promise<unknown> =>
  found(db, row, (now) => unpackedOf(files, now))

async function unpackedOf(files: Files, { packed, fileKey }: CubeRow): Promise<Unpacked | undefined> {
  const bytes = packed ?? (fileKey === undefined ? undefined : await files.get(fileKey))
  return bytes && { cube: unpack(bytes), bytes: bytes.length }
}

interface Place {
  db: Db
  files: Files
}
interface Unpacked {
  cube: unknown
  bytes: number
}

async function found(db: Db, row: CubeRow, look: (row: CubeRow) => Promise<Unpacked | undefined>): Promise<unknown> {
  let now: CubeRow | undefined = row
  for (let attempt = 0; now && attempt < ATTEMPTS_MAX; attempt++) {
    const unpacked = await look(now)
    if (unpacked) return unpacked.cube
    now = (await db.get({ pk: row.pk, sk: row.sk }, { strong: true })) as CubeRow | undefined
  }
  throw new Error(`A cube's file is missing: ${row.fileKey}`)
}
const ATTEMPTS_MAX = 4

/** Cubes that were read lately, the longest unread first. */
interface Shelf {
  cubes: Map<string, Unpacked>
  bytes: number
}
const shelves = new WeakMap<Files, Shelf>()
const SHELF_BYTES_MAX = 6_000_000

/** The same for readers: a process unpacks a cube once, for of one generation and one version of its fold there is one for ever. */
export function shelvedCube({ db, files }: Place, row: CubeRow): Promise<unknown> {
  const shelf = shelves.get(files) ?? { cubes: new Map(), bytes: 0 }
  shelves.set(files, shelf)
  return found(db, row, async (now) => {
    const name = `${now.pk} ${now.sk} ${now.gen}.${now.fold}`
    const known = shelf.cubes.get(name)
    if (known) {
      shelf.cubes.delete(name)
      shelf.cubes.set(name, known)
      return known
    }
    const unpacked = await unpackedOf(files, now)
    if (!unpacked) return undefined
    shelf.cubes.set(name, unpacked)
    shelf.bytes += unpacked.bytes
    for (const [oldest, one] of shelf.cubes) {
      if (shelf.bytes <= SHELF_BYTES_MAX) break
      shelf.cubes.delete(oldest)
      shelf.bytes -= one.bytes
    }
    return unpacked
  })
}
