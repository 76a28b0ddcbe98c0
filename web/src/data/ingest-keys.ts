import {
  type CreatedKey,
  createIngestKey,
  createOrganizationIngestKey,
  type IngestKey,
  listIngestKeys,
  listOrganizationIngestKeys,
  revokeIngestKey,
  revokeOrganizationIngestKey,
} from "#shared/contract/ingest-keys.ts"
import { call } from "../api.ts"
import { type LiveQuery, liveQuery } from "../live-query.ts"

export type { CreatedKey, IngestKey }
/** What a new key is to be. */
export type KeyWish = Pick<IngestKey, "name" | "scope" | "use">
export type Keys = LiveQuery<{ items: IngestKey[]; nextCursor: string | null }>

interface Paging {
  cursor?: string
}

/** Every key of the console, newest first; those of one scope if asked. */
export const liveIngestKeys = (ask: () => Paging & { scope?: string }) =>
  liveQuery(listIngestKeys, ask, { topics: ["ingestKeys"], key: "keyId" })

/** The keys of one organization, newest first. */
export const liveOrganizationKeys = (organizationId: string, ask: () => Paging) =>
  liveQuery(listOrganizationIngestKeys, () => ({ organizationId, ...ask() }), {
    topics: [`organization:${organizationId}`],
    key: "keyId",
  })

/** Makes a key: in its organization's name where one is given, else in the console's. */
export const create = (wish: KeyWish, idempotencyKey: string, organizationId?: string): Promise<CreatedKey> =>
  organizationId === undefined
    ? call(createIngestKey, wish, { idempotencyKey })
    : call(createOrganizationIngestKey, { organizationId, name: wish.name }, { idempotencyKey })

export const revoke = (keyId: string, organizationId?: string): Promise<IngestKey> =>
  organizationId === undefined
    ? call(revokeIngestKey, { keyId })
    : call(revokeOrganizationIngestKey, { organizationId, keyId })
