import type { Instant } from "#shared/time.ts"
import { ABSENT, type Db, type Key, type Row } from "./db.ts"

/**
 * Keys of the events door, by the hash of the secret: the secret itself is nowhere.
 *   pk  ingestKey#<sha256 of the key>
 *   sk  key
 */
export interface IngestKeyRow extends Row {
  /** `platform`, or the organization that the key speaks for. */
  scope: string
  use: "events" | "import"
  name: string
  prefix: string
  createdAt: Instant
  revokedAt?: Instant
}

const keyOf = (hash: string): Key => ({ pk: `ingestKey#${hash}`, sk: "key" })

export const ingestKeyByHash = async (db: Db, hash: string): Promise<IngestKeyRow | undefined> =>
  (await db.get(keyOf(hash))) as IngestKeyRow | undefined

export const saveIngestKey = (
  db: Db,
  hash: string,
  key: Pick<IngestKeyRow, "scope" | "use" | "name" | "prefix" | "createdAt">,
): Promise<"done" | "refused"> => db.write({ put: { ...keyOf(hash), kind: "ingestKey", ...key }, when: ABSENT })
