import { createHash, randomUUID } from "node:crypto"
import { createReadStream } from "node:fs"
import { open, rm } from "node:fs/promises"
import { join } from "node:path"
import type { Store } from "./store.ts"

/** S3's files that are put in pieces: begun, put piece by piece, and finished into one file. */
export interface Multipart {
  begin(bucket: string, key: string, headers: string): string
  /** Answers the piece's tag; nothing when there is no such upload. */
  put(upload: string, nth: number, body: Buffer): Promise<string | undefined>
  /** Writes the pieces, in the order of their tags, to one file on the disk; or says in S3's words why not. */
  finish(upload: string, told: string): Promise<{ file: Finished } | { refused: string }>
  /** Throws the pieces away once the file has its place. */
  end(upload: string): Promise<void>
}
interface Finished {
  name: string
  etag: string
  size: number
  headers: string
}
interface Piece {
  nth: number
  file: string
  etag: string
  size: number
}

/** S3 takes no smaller piece but the last. */
const PIECE_BYTES_MIN = 5 * 1024 * 1024

export function openMultipart({ store: { firm }, folder }: { store: Store; folder: string }): Multipart {
  firm.exec(`
    CREATE TABLE IF NOT EXISTS uploads (upload TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, headers TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS pieces (
      upload TEXT NOT NULL, nth INTEGER NOT NULL, file TEXT NOT NULL, etag TEXT NOT NULL, size INTEGER NOT NULL,
      PRIMARY KEY (upload, nth))
  `)
  const insert = firm.prepare("INSERT INTO uploads VALUES (?, ?, ?, ?)")
  const select = firm.prepare("SELECT headers FROM uploads WHERE upload = ?")
  const upsert = firm.prepare("INSERT OR REPLACE INTO pieces VALUES (?, ?, ?, ?, ?)")
  const pieces = firm.prepare("SELECT * FROM pieces WHERE upload = ? ORDER BY nth")
  const removes = ["uploads", "pieces"].map((table) => firm.prepare(`DELETE FROM ${table} WHERE upload = ?`))
  const piecesOf = (upload: string) => pieces.all(upload) as unknown as Piece[]
  const at = (file: string) => join(folder, file)

  const written = async (write: (file: Awaited<ReturnType<typeof open>>) => Promise<unknown>) => {
    const name = randomUUID()
    const file = await open(at(name), "wx")
    await write(file)
    await file.sync()
    await file.close()
    return name
  }

  return {
    begin(bucket, key, headers) {
      const upload = randomUUID()
      insert.run(upload, bucket, key, headers)
      return upload
    },

    async put(upload, nth, body) {
      if (!select.get(upload)) return undefined
      const before = piecesOf(upload).find((piece) => piece.nth === nth)
      const etag = `"${createHash("md5").update(body).digest("hex")}"`
      upsert.run(upload, nth, await written((file) => file.writeFile(body)), etag, body.length)
      if (before) await rm(at(before.file), { force: true })
      return etag
    },

    async finish(upload, told) {
      const begun = select.get(upload) as { headers: string } | undefined
      if (!begun) return { refused: "NoSuchUpload" }
      const wanted = [...told.matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]+)<\/ETag>/g)]
      const kept = new Map(piecesOf(upload).map((piece) => [`${piece.nth} ${piece.etag}`, piece]))
      const chosen = wanted.flatMap(([, nth, etag]) => kept.get(`${nth} ${etag!.replaceAll("&quot;", '"')}`) ?? [])
      if (chosen.length === 0 || chosen.length < wanted.length) return { refused: "InvalidPart" }
      if (chosen.slice(0, -1).some(({ size }) => size < PIECE_BYTES_MIN)) return { refused: "EntityTooSmall" }
      const hash = createHash("md5")
      const name = await written(async (file) => {
        for (const piece of chosen) {
          for await (const bytes of createReadStream(at(piece.file))) await file.write(bytes as Buffer)
          hash.update(Buffer.from(piece.etag.replaceAll('"', ""), "hex"))
        }
      })
      const size = chosen.reduce((sum, piece) => sum + piece.size, 0)
      return { file: { name, etag: `"${hash.digest("hex")}-${chosen.length}"`, size, headers: begun.headers } }
    },

    async end(upload) {
      const files = piecesOf(upload)
      for (const remove of removes) remove.run(upload)
      await Promise.all(files.map(({ file }) => rm(at(file), { force: true })))
    },
  }
}
