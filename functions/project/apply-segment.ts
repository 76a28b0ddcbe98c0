import { type Bucket, bucketStart, isZoned } from "#shared/cube/bucket.ts"
import { inGroups } from "../runtime/in-groups.ts"
import type { Ground } from "../table/ground.ts"
import { wantZone } from "../table/zone.ts"
import { saveMember, saveOrganization } from "../table/organization.ts"
import { saveProductKey } from "../table/product-key.ts"
import { saveProject } from "../table/project.ts"
import { saveMembership, saveUser } from "../table/user.ts"
import { saveWorkspace } from "../table/workspace.ts"
import { isCounted } from "./rezone.ts"
import { kindsOfFamily } from "../table/seal.ts"
import { type Fact, type SegmentRow, unpackFacts } from "../table/segment.ts"

/** The base buckets that a segment's facts are in: one minute is in one bucket of each kind. */
export const bucketsOf = (ground: Ground, { family, scope, minute }: SegmentRow): Bucket[] =>
  kindsOfFamily(ground, family).map((kind) => {
    const level = kind.levels[0]
    return {
      kind: kind.name,
      scope,
      level,
      zone: isZoned(level) ? "UTC" : "",
      start: bucketStart(`${minute}:00.000Z`, level, ""),
    }
  })

/** Which nouns a segment tells about, applied in any order: the newest telling of each field wins. */
export async function applyNouns(ground: Ground, segment: SegmentRow): Promise<void> {
  const apply = NOUNS[segment.family]
  if (!apply) return
  const byNoun = Map.groupBy(unpackFacts(segment.packed), ({ data }) => text(data["org"] ?? data["id"]))
  await inGroups([...byNoun.values()], NOUNS_AT_ONCE, async (facts) => {
    for (const fact of facts) await apply(ground, fact)
  })
}
const NOUNS_AT_ONCE = 16

const text = (value: unknown): string => String(value)
/** What a noun's row holds; the rest of a telling stays in its segment. */
const picked = (data: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field, data[field]]))
/** Within one instant the greater kind of news wins: deleted after updated after created. */
const revisionOf = ({ type, revision, bucketAt }: Fact): string =>
  `${/^\d+$/.test(revision) ? new Date(Number(revision)).toISOString() : revision || bucketAt} ${RANK[type.split(".")[1] ?? ""] ?? 1}`
const RANK: Record<string, number> = {
  created: 0,
  added: 0,
  updated: 1,
  roleChanged: 1,
  statusChanged: 1,
  deleted: 2,
  removed: 2,
  revoked: 2,
}

export const isNounFamily = (family: string): boolean => Object.hasOwn(NOUNS, family)

const NOUNS: Record<string, (ground: Ground, fact: Fact) => Promise<void>> = {
  organization: async (ground, fact) => {
    const { id } = fact.data
    const fields = picked(fact.data, [
      "name",
      "ownerId",
      "billingEmail",
      "stripeCustomerId",
      "plan",
      "devPlan",
      "status",
      "timeZone",
      "createdAt",
    ])
    const created = fact.type === "organization.created" ? { createdAt: fields["createdAt"] ?? fact.bucketAt } : {}
    await saveOrganization(
      ground.db,
      text(id),
      { known: true, ...fields, ...created },
      revisionOf(fact),
      ground.clock.machine(),
    )
    await wantZone(ground.db, text(id), ground.clock.due(), () => isCounted(ground, text(id)))
  },
  user: async (ground, fact) => {
    const { id } = fact.data
    const fields = picked(fact.data, ["email", "name", "verified", "createdAt"])
    const created = fact.type === "user.created" ? { createdAt: fields["createdAt"] ?? fact.bucketAt } : {}
    const gone = fact.type === "user.deleted" ? { deleted: true } : {}
    const telling = { known: true, ...fields, ...created, ...gone }
    await saveUser(ground.db, text(id), telling, revisionOf(fact), ground.clock.machine())
  },
  member: async (ground, fact) => {
    const { org, user, role } = fact.data
    const present = fact.type !== "member.removed"
    await saveStub(ground, fact)
    const added = fact.type === "member.added" ? { addedAt: fact.bucketAt } : {}
    const telling = { present, ...added, ...(role ? { role } : {}) }
    await saveMember(ground.db, text(org), text(user), telling, revisionOf(fact))
    await saveMembership(ground.db, text(user), text(org), present, revisionOf(fact), ground.clock.machine())
  },
  workspace: async (ground, fact) => {
    const { org, id, name, status } = fact.data
    // A deleted one's status is what it was before.
    const telling = fact.type === "workspace.deleted" ? { name, deleted: true } : { name, status }
    const first = fact.type === "workspace.created" ? { status: status ?? "created" } : {}
    await saveStub(ground, fact)
    await saveWorkspace(ground.db, text(org), text(id), { ...telling, ...first }, revisionOf(fact))
  },
  project: async (ground, fact) => {
    await saveStub(ground, fact)
    await (fact.type.startsWith("apiKey.") ? applyProductKey : applyProject)(ground, fact)
  },
}

/** An organization that nobody has created yet is taken as a stub. */
const saveStub = (ground: Ground, fact: Fact) =>
  saveOrganization(ground.db, text(fact.data["org"]), {}, revisionOf(fact), ground.clock.machine())

async function applyProject(ground: Ground, fact: Fact): Promise<void> {
  const { org, project, id, name } = fact.data
  const gone = fact.type === "project.deleted" ? { deleted: true } : {}
  await saveProject(ground.db, text(org), text(project ?? id), { name, ...gone }, revisionOf(fact))
}

async function applyProductKey(ground: Ground, fact: Fact): Promise<void> {
  const { org, id, hash, prefix } = fact.data
  const fields = picked(fact.data, ["name", "prefix", "hash", "project"])
  const when = { [fact.type === "apiKey.created" ? "createdAt" : "revokedAt"]: fact.bucketAt }
  await saveProductKey(ground.db, text(org), text(id ?? hash ?? prefix), { ...fields, ...when }, revisionOf(fact))
}
