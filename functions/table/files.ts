import { s3Begin, s3Finish, s3Get, s3Piece, s3Put, s3Remove } from "../runtime/s3.ts"

/** Big things, by key: directory snapshots, exports, cubes too large for a row. */
export interface Files {
  put(key: string, bytes: Uint8Array, type: string): Promise<void>
  get(key: string): Promise<Uint8Array | undefined>
  remove(key: string): Promise<void>
}

/** Files in one bucket. */
export const s3Files = (bucket: string): Files => ({
  put: (key, bytes, type) => s3Put(bucket, key, bytes, type),
  get: (key) => s3Get(bucket, key),
  remove: (key) => s3Remove(bucket, key),
})

/** A big file, put in pieces: each but the last has 5 MB at least, and there are 10,000 at most. */
export interface Uploads {
  begin(key: string, type: string): Promise<string>
  /** Answers the piece's tag; counted from 1. */
  piece(key: string, upload: string, piece: { nth: number; bytes: Uint8Array }): Promise<string>
  /** Makes the file of its pieces. Safe to repeat. */
  finish(key: string, upload: string, tags: readonly string[]): Promise<void>
}

/** Big files in one bucket. */
export const s3Uploads = (bucket: string): Uploads => ({
  begin: (key, type) => s3Begin(bucket, key, type),
  piece: (key, upload, piece) => s3Piece(bucket, key, upload, piece),
  finish: (key, upload, tags) => s3Finish(bucket, key, upload, tags),
})
