import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { endpoint, page, queryCount, STAFF, staff } from "./endpoint.ts"
import { PathId } from "./id.ts"
import { Line } from "./line.ts"

/** How many keys that were not revoked one scope has at most. */
export const LIVE_KEYS_MAX = 50

/** What a key may send: what happens now, up to the late horizon, or history of up to 400 days. */
export const KeyUse = z.enum(["events", "import"])
export type KeyUse = z.infer<typeof KeyUse>

/** Whose hand did something to a key. */
const Hand = z.object({ name: z.string(), isStaff: z.boolean() })

/** A key of the events door, without its secret: that stands in the answer to its creation and nowhere else. */
export const IngestKey = z.object({
  keyId: z.string(),
  name: z.string(),
  /** `platform`, or the id of the organization that it speaks for. */
  scope: z.string(),
  use: KeyUse,
  /** How the secret begins, to recognise it by. */
  prefix: z.string(),
  createdBy: Hand,
  createdAt: Instant,
  /** When it last opened the door, to the hour; null as long as it never did. */
  lastUsedAt: z.nullable(Instant),
  revokedBy: z.nullable(Hand),
  /** From then on it opens nothing; null as long as it does. */
  revokedAt: z.nullable(Instant),
})
export type IngestKey = z.infer<typeof IngestKey>

const KeyPage = z.extend(page(IngestKey), { version: z.number() })

const CreatedKey = z.object({
  key: IngestKey,
  /** What the sender shows at the door. Null when the key was made by an earlier request with this idempotency key. */
  secret: z.nullable(z.string()),
  /** What to do with the secret, or without it, in a sentence or two. */
  notice: z.string(),
})
export type CreatedKey = z.infer<typeof CreatedKey>

const paging = { limit: queryCount(1, 200, 100), cursor: z.optional(z.string()) }
const Name = Line(60)

/** Who sees and who makes the keys of an organization. */
const KEY_MEMBERS = ["owner", "admin"] as const

export const listIngestKeys = endpoint({
  method: "GET",
  path: "/api/ingest-keys",
  who: staff.any,
  shows: ["personal"],
  summary: "Every ingest key, newest first, without its secret; those of one scope if asked.",
  input: z.object({ scope: z.optional(PathId), ...paging }),
  output: KeyPage,
})

export const createIngestKey = endpoint({
  method: "POST",
  path: "/api/ingest-keys",
  who: staff.admin,
  shows: [],
  summary: `Makes a key for the platform or for one organization, which has ${LIVE_KEYS_MAX} at most that are not revoked. Its secret stands in this answer alone: a repeat with the same idempotency key makes no second key and answers without the secret. Audited.`,
  input: z.object({ name: Name, scope: PathId, use: z._default(KeyUse, "events") }),
  output: CreatedKey,
  status: 201,
  freshSignIn: "everybody",
  idempotent: true,
})

export const revokeIngestKey = endpoint({
  method: "POST",
  path: "/api/ingest-keys/{keyId}/revoke",
  who: staff.admin,
  shows: [],
  summary: "Revokes a key of any scope for good: the door refuses it from then on. Audited.",
  input: z.object({ keyId: PathId }),
  output: IngestKey,
  freshSignIn: "everybody",
})

export const listOrganizationIngestKeys = endpoint({
  method: "GET",
  path: "/api/organizations/{organizationId}/ingest-keys",
  who: { staff: STAFF, members: KEY_MEMBERS },
  shows: ["personal"],
  summary: "The ingest keys of one organization, newest first, without their secrets.",
  input: z.object({ organizationId: PathId, ...paging }),
  output: KeyPage,
})

export const createOrganizationIngestKey = endpoint({
  method: "POST",
  path: "/api/organizations/{organizationId}/ingest-keys",
  who: { staff: ["admin"], members: KEY_MEMBERS },
  shows: [],
  summary: `Makes a key that sends the organization's own events; it has ${LIVE_KEYS_MAX} at most that are not revoked. Its secret stands in this answer alone: a repeat with the same idempotency key makes no second key and answers without the secret. Audited.`,
  input: z.object({ organizationId: PathId, name: Name, use: z._default(z.enum(["events"]), "events") }),
  output: CreatedKey,
  status: 201,
  freshSignIn: "staff",
  idempotent: true,
})

export const revokeOrganizationIngestKey = endpoint({
  method: "POST",
  path: "/api/organizations/{organizationId}/ingest-keys/{keyId}/revoke",
  who: { staff: ["admin"], members: KEY_MEMBERS },
  shows: [],
  summary: "Revokes a key of the organization for good: the door refuses it from then on. Audited.",
  input: z.object({ organizationId: PathId, keyId: PathId }),
  output: IngestKey,
  freshSignIn: "staff",
})
