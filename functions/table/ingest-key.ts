import { type IngestKey, LIVE_KEYS_MAX } from "#shared/contract/ingest-keys.ts"
import type { Instant } from "#shared/time.ts"
import { ABSENT, type Db, type Found, type Key, type Row, type TransactWrite } from "./db.ts"

/**
 * Keys of the events door. The secret itself is nowhere; four rows stand for a key, written in one transaction.
 *   pk  ingestKey#<sha256 of the secret>   sk  key        all that the door asks for
 *   pk  ingestKeys#<scope>                 sk  <key id>   what people see of it; ids sort by the time they were made at
 *   gsi1  ingestKeys / <key id>
 *   pk  ingestKeyCount#<scope>             sk  count      how many of a scope's keys are not revoked
 *   pk  ingestKeyRequest#<hash>            sk  request    which key a request made, so that its repeat makes no other
 */
export interface DoorKeyRow extends Row {
  keyId: string
  /** `platform`, or the organization that the key speaks for. */
  scope: IngestKey["scope"]
  use: IngestKey["use"]
  revokedAt?: Instant
}
export interface IngestKeyRow extends Row, NewIngestKey {
  hash: string
  lastUsedAt?: Instant
  revokedBy?: IngestKey["createdBy"]
  revokedAt?: Instant
}
export type NewIngestKey = Omit<IngestKey, "lastUsedAt" | "revokedBy" | "revokedAt">

/** A request that makes a key: a hash of who asks under which idempotency key, and one of what for. */
export interface KeyRequest {
  requestHash: string
  askedHash: string
}
export interface KeyRequestRow extends Row, KeyRequest {
  keyId: string
  scope: string
}

const FEED = "ingestKeys"
const doorKey = (hash: string): Key => ({ pk: `ingestKey#${hash}`, sk: "key" })
const listedKey = (scope: string, keyId: string): Key => ({ pk: `ingestKeys#${scope}`, sk: keyId })
const countKey = (scope: string): Key => ({ pk: `ingestKeyCount#${scope}`, sk: "count" })
const requestKey = (requestHash: string): Key => ({ pk: `ingestKeyRequest#${requestHash}`, sk: "request" })

/** The key with a secret, as it stands this moment: a revoked one opens nothing any more. */
export const doorKeyByHash = async (db: Db, hash: string): Promise<DoorKeyRow | undefined> =>
  (await db.get(doorKey(hash), { strong: true })) as DoorKeyRow | undefined

/** The key that a request made before. */
export const keyRequest = async (db: Db, requestHash: string): Promise<KeyRequestRow | undefined> =>
  (await db.get(requestKey(requestHash), { strong: true })) as KeyRequestRow | undefined

export const ingestKeyOf = async (db: Db, scope: string, keyId: string): Promise<IngestKeyRow | undefined> =>
  (await db.get(listedKey(scope, keyId), { strong: true })) as IngestKeyRow | undefined

/** A key by its id alone, whatever its scope. One made a moment ago may not be found yet. */
export async function ingestKeyById(db: Db, keyId: string): Promise<IngestKeyRow | undefined> {
  const { rows } = await db.query({ index: "gsi1", pk: FEED, sk: { between: [keyId, keyId] }, limit: 1 })
  const found = rows[0] as IngestKeyRow | undefined
  return found && ingestKeyOf(db, found.scope, keyId)
}

/** Keys made before one of them, newest first: those of a scope, strongly, or all, as soon as the index knows them. */
export const newestIngestKeys = (db: Db, scope: string | undefined, limit: number, before = "~"): Promise<Found> =>
  db.query({
    ...(scope === undefined ? { index: "gsi1", pk: FEED } : { pk: `ingestKeys#${scope}`, strong: true }),
    sk: { lt: before },
    newestFirst: true,
    limit,
  })

/** The writes of a new key. They are refused where its request made one before, and where its scope has as many as it may. */
export const ingestKeyAdded = (key: NewIngestKey, hash: string, request?: KeyRequest): TransactWrite[] => [
  {
    put: { ...doorKey(hash), kind: "ingestKey", keyId: key.keyId, scope: key.scope, use: key.use },
    when: { absent: "keyId" },
  },
  {
    put: {
      ...listedKey(key.scope, key.keyId),
      kind: "ingestKeyListed",
      gsi1pk: FEED,
      gsi1sk: key.keyId,
      hash,
      ...key,
    },
    when: ABSENT,
  },
  {
    update: countKey(key.scope),
    set: { kind: "ingestKeyCount" },
    add: { liveCount: 1 },
    when: { any: [{ absent: "liveCount" }, { lt: ["liveCount", LIVE_KEYS_MAX] }] },
  },
  ...(request
    ? [
        {
          put: {
            ...requestKey(request.requestHash),
            kind: "ingestKeyRequest",
            ...request,
            keyId: key.keyId,
            scope: key.scope,
          },
          when: ABSENT,
        },
      ]
    : []),
]

/** The writes that revoke a key, once. */
export const ingestKeyRevoked = (key: IngestKeyRow, by: IngestKey["createdBy"], at: Instant): TransactWrite[] => [
  { update: doorKey(key.hash), set: { revokedAt: at }, when: { eq: ["keyId", key.keyId] } },
  {
    update: listedKey(key.scope, key.keyId),
    set: { revokedBy: by, revokedAt: at },
    when: { all: [{ present: "keyId" }, { absent: "revokedAt" }] },
  },
  { update: countKey(key.scope), add: { liveCount: -1 } },
]

/** Notes that a key opened the door; an older use never stands over a newer one. */
export const noteKeyUse = (db: Db, { scope, keyId }: DoorKeyRow, at: Instant): Promise<"done" | "refused"> =>
  db.write({
    update: listedKey(scope, keyId),
    set: { lastUsedAt: at },
    when: { all: [{ present: "keyId" }, { any: [{ absent: "lastUsedAt" }, { lt: ["lastUsedAt", at] }] }] },
  })

/** What the API says of a key. */
export const ingestKeyOfRow = (row: IngestKeyRow): IngestKey => ({
  keyId: row.keyId,
  name: row.name,
  scope: row.scope,
  use: row.use,
  prefix: row.prefix,
  createdBy: row.createdBy,
  createdAt: row.createdAt,
  lastUsedAt: row.lastUsedAt ?? null,
  revokedBy: row.revokedBy ?? null,
  revokedAt: row.revokedAt ?? null,
})
