import { s3Get, s3Put, s3Remove } from "../runtime/aws.ts"

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
