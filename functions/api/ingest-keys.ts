import {
  createIngestKey,
  createOrganizationIngestKey,
  listIngestKeys,
  listOrganizationIngestKeys,
  revokeIngestKey,
  revokeOrganizationIngestKey,
} from "#shared/contract/ingest-keys.ts"
import { PLATFORM } from "#shared/cube/kind.ts"
import { Refusal } from "#shared/refusal.ts"
import { machineNow } from "../runtime/clock.ts"
import type { Ground } from "../table/ground.ts"
import { ingestKeyById, ingestKeyOf, ingestKeyOfRow, newestIngestKeys, type IngestKeyRow } from "../table/ingest-key.ts"
import { type OrganizationRecord, organizationById, organizationRow } from "../table/organization.ts"
import { topicVersion } from "../table/topic.ts"
import type { Caller } from "./caller.ts"
import { type CursorSecret, readCursor, signCursor } from "./cursor.ts"
import { createKey, revokeKey } from "./ingest-key-commands.ts"
import { organizationSeenBy } from "./organization-seen.ts"
import { route } from "./route.ts"

export const ingestKeyRoutes = (ground: Ground, cursorSecret: CursorSecret) => {
  const { db } = ground
  const listed = async (caller: Caller, scope: string | undefined, topic: string, { limit, cursor }: Paging) => {
    const binding = { personId: caller.personId, list: "ingestKeys", filter: { scope } }
    const secret = await cursorSecret()
    const before = cursor ? (readCursor(secret, cursor, binding) as string) : undefined
    const version = await topicVersion(db, topic)
    const { rows, next } = await newestIngestKeys(db, scope, limit, before)
    const items = (rows as IngestKeyRow[]).map(ingestKeyOfRow)
    const nextCursor = next ? signCursor(secret, items.at(-1)!.keyId, binding) : null
    return { items, nextCursor, asOf: machineNow(), version }
  }

  return [
    route(ground, listIngestKeys, ({ scope, ...paging }, { caller }) => listed(caller, scope, "ingestKeys", paging)),

    route(ground, createIngestKey, async ({ name, scope, use }, { caller, idempotencyKey }) => {
      if (scope !== PLATFORM) sending(await organizationById(db, scope))
      return createKey(db, caller, idempotencyKey, { name, scope, use })
    }),

    route(ground, revokeIngestKey, async ({ keyId }, { caller }) =>
      revokeKey(db, caller, found(await ingestKeyById(db, keyId))),
    ),

    route(ground, listOrganizationIngestKeys, async ({ organizationId, ...paging }, { caller }) => {
      await organizationSeenBy(db, organizationId, caller)
      return listed(caller, organizationId, `organization:${organizationId}`, paging)
    }),

    route(ground, createOrganizationIngestKey, async ({ organizationId, name, use }, { caller, idempotencyKey }) => {
      sending(await organizationSeenBy(db, organizationId, caller))
      return createKey(db, caller, idempotencyKey, { name, scope: organizationId, use })
    }),

    route(ground, revokeOrganizationIngestKey, async ({ organizationId, keyId }, { caller }) => {
      await organizationSeenBy(db, organizationId, caller)
      return revokeKey(db, caller, found(await ingestKeyOf(db, organizationId, keyId)))
    }),
  ]
}

interface Paging {
  limit: number
  cursor?: string | undefined
}

function found(key: IngestKeyRow | undefined): IngestKeyRow {
  if (!key) throw new Refusal("missing", "There is no such ingest key")
  return key
}

/** Refuses to make a key for an organization that has nothing to send. */
function sending(organization: OrganizationRecord | undefined): void {
  if (!organization)
    throw new Refusal("unprocessable", "There is no such organization", {
      where: "scope",
      wanted: `${PLATFORM}, or the id of an organization`,
    })
  if (organizationRow(organization).status === "deleted")
    throw new Refusal("conflict", "This organization was deleted; it needs no new key")
}
