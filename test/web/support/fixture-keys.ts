import type { IngestKey } from "#shared/contract/ingest-keys.ts"
import { ago, NOW } from "./fixture-answers.ts"
import type { Input, Stage } from "./fixture-endpoints.ts"

export const keyOf = (told: Partial<IngestKey> & Pick<IngestKey, "keyId" | "name">): IngestKey => ({
  scope: "platform",
  use: "events",
  prefix: `wbk_${told.keyId.slice(-6).padStart(6, "x")}`,
  createdBy: { name: "Ines Okafor", isStaff: true },
  createdAt: ago(90_000_000),
  lastUsedAt: null,
  revokedBy: null,
  revokedAt: null,
  ...told,
})

const MISSING = { status: 404, code: "missing", detail: "There is no such ingest key" }

function listed(stage: Stage, scope: string | undefined, topic: string) {
  const items = stage.keys.filter((one) => !scope || one.scope === scope)
  return { items, nextCursor: null, asOf: NOW, version: stage.versions[topic] ?? 0 }
}

/** Makes a key; the secret is told once for each idempotency key. */
function created(stage: Stage, scope: string, { name, use }: Input) {
  const idempotencyKey = stage.calls.at(-1)!.headers["idempotency-key"] as string
  const known = stage.keys.find(({ keyId }) => keyId === idempotencyKey)
  if (known)
    return { key: known, secret: null, notice: "An earlier request made this key. Revoke it and create another." }
  const key = keyOf({ keyId: idempotencyKey, name: name!, use: use as IngestKey["use"], scope, createdAt: NOW })
  stage.keys.unshift(key)
  return {
    key,
    secret: `wbk_${"Ab3d_".repeat(9).slice(0, 43)}`,
    notice: "Keep this secret now: it is not shown again.",
  }
}

function revoked(stage: Stage, { keyId }: Input) {
  const key = stage.keys.find((one) => one.keyId === keyId)
  if (!key) return MISSING
  return Object.assign(key, { revokedBy: { name: "Ines Okafor", isStaff: true }, revokedAt: NOW })
}

/** Ingest keys that a test puts on its stage, and the commands about them. */
export const keyAnswers = {
  listIngestKeys: (stage: Stage, { scope }: Input) => listed(stage, scope, "ingestKeys"),
  createIngestKey: (stage: Stage, input: Input) => created(stage, input["scope"]!, input),
  revokeIngestKey: revoked,
  listOrganizationIngestKeys: (stage: Stage, { organizationId }: Input) =>
    stage.staffRole || ["owner", "admin"].includes(String(stage.memberRole))
      ? listed(stage, organizationId, `organization:${organizationId}`)
      : { status: 403, code: "forbidden", detail: "Your role may not do this; it takes organization owner." },
  createOrganizationIngestKey: (stage: Stage, input: Input) => created(stage, input["organizationId"]!, input),
  revokeOrganizationIngestKey: revoked,
}
