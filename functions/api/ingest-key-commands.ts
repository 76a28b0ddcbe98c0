import { randomBytes } from "node:crypto"
import { canonical } from "#shared/account/canonical.ts"
import { type CreatedKey, type IngestKey, LIVE_KEYS_MAX } from "#shared/contract/ingest-keys.ts"
import { timeOrderedId } from "#shared/id.ts"
import { Refusal } from "#shared/refusal.ts"
import { msOf } from "#shared/time.ts"
import { machineNow } from "../runtime/clock.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { audited, CommandRefused } from "../table/audit-entry.ts"
import type { Db } from "../table/db.ts"
import {
  type IngestKeyRow,
  ingestKeyAdded,
  ingestKeyOf,
  ingestKeyOfRow,
  ingestKeyRevoked,
  type KeyRequest,
  keyRequest,
} from "../table/ingest-key.ts"
import { type Caller, handOf } from "./caller.ts"
import { noteOf } from "./note.ts"

const SECRET_BYTES = 32
/** As much of the secret as tells one key from another: `wbk_` and six characters, of which 37 are left to guess. */
const PREFIX_CHARACTERS = 10

const KEEP_NOW = "Keep this secret now: it is not shown again. Only its hash is stored."
const NO_SECRET =
  "An earlier request with this idempotency key made this key, and its secret stood in that answer alone. If it was lost, revoke this key and create another with a new idempotency key."

const targetOf = (keyId: string) => ({ kind: "ingestKey", id: keyId })

/** Makes a key, once for each idempotency key of a caller; only the answer that made it holds the secret. */
export async function createKey(
  db: Db,
  caller: Caller,
  idempotencyKey: string,
  asked: Pick<IngestKey, "name" | "scope" | "use">,
): Promise<CreatedKey> {
  const request = {
    requestHash: sha256Hex(`${caller.personId} ingestKey ${idempotencyKey}`),
    askedHash: sha256Hex(canonical(asked)),
  }
  const before = await madeBefore(db, request)
  if (before) return before
  const secret = `wbk_${randomBytes(SECRET_BYTES).toString("base64url")}`
  const createdAt = machineNow()
  const key = {
    ...asked,
    keyId: timeOrderedId(msOf(createdAt), randomBytes(16)),
    prefix: secret.slice(0, PREFIX_CHARACTERS),
    createdBy: handOf(caller),
    createdAt,
  }
  const { scope, name, use, prefix } = key
  const note = noteOf(caller, "ingestKey.created", targetOf(key.keyId), createdAt, {
    scope,
    after: { name, scope, use, prefix },
  })
  try {
    await audited(db, note, ingestKeyAdded(key, sha256Hex(secret), request))
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error
    const meanwhile = await madeBefore(db, request)
    if (meanwhile) return meanwhile
    throw new Refusal("conflict", `${scope} has ${LIVE_KEYS_MAX} ingest keys that are not revoked`, {
      where: "scope",
      wanted: "revoke a key that is not used any more, then create this one",
    })
  }
  return { key: { ...key, lastUsedAt: null, revokedBy: null, revokedAt: null }, secret, notice: KEEP_NOW }
}

/** What an earlier request with the same idempotency key made; refused when that one asked for another key. */
async function madeBefore(db: Db, { requestHash, askedHash }: KeyRequest) {
  const row = await keyRequest(db, requestHash)
  if (!row) return undefined
  const key = row.askedHash === askedHash ? await ingestKeyOf(db, row.scope, row.keyId) : undefined
  if (!key)
    throw new Refusal("conflict", "This idempotency key was used for another ingest key", {
      where: "Idempotency-Key",
      wanted: "a new key",
    })
  return { key: ingestKeyOfRow(key), secret: null, notice: NO_SECRET }
}

/** Revokes a key for good; one that was revoked before stays as it was. */
export async function revokeKey(db: Db, caller: Caller, key: IngestKeyRow): Promise<IngestKey> {
  if (key.revokedAt) return ingestKeyOfRow(key)
  const [revokedBy, revokedAt] = [handOf(caller), machineNow()]
  const { scope, name, use, prefix, keyId } = key
  const note = noteOf(caller, "ingestKey.revoked", targetOf(keyId), revokedAt, {
    scope,
    before: { name, scope, use, prefix },
  })
  try {
    await audited(db, note, ingestKeyRevoked(key, revokedBy, revokedAt))
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error
    // Somebody else was faster: it is revoked all the same.
    return ingestKeyOfRow((await ingestKeyOf(db, scope, keyId)) ?? key)
  }
  return ingestKeyOfRow({ ...key, revokedBy, revokedAt })
}
