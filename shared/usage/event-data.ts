import * as z from "zod/mini"
import { Id as id, PathId as pathId } from "../contract/id.ts"
import type { EventType } from "../cube/family.ts"
import { at, count, long, maybe, ms, orgId, text, usd, word } from "./event-fields.ts"
import { apiKey, member, organization, project, role, user, workspace } from "./noun-data.ts"

const record = z.looseObject({ model: id, id, org: maybe(orgId), parents: maybe(z.record(z.string(), id)) })

/** That something was so, or why it was. */
const why = z.union([z.boolean(), long], { error: "expected true, false or the reason as text" })
const step = z.looseObject({ component: id, ms: maybe(ms), skipped: maybe(why), error: maybe(why) })
/** A step took a time, was skipped, or failed; one that failed may tell how long that took. */
const isDone = z.refine<z.infer<typeof step>>(
  ({ ms, skipped, error }) => (skipped ? typeof ms !== "number" && !error : typeof ms === "number" || Boolean(error)),
  "expected `ms`, or `skipped` alone, or `error`, with `ms` or without",
)
/** As many steps as one generation tells. */
const STEPS_MAX = 50

const pullRequest = z.looseObject({
  number: maybe(count),
  repo: maybe(text),
  state: z.enum(["open", "merged", "closed"]),
  createdAt: maybe(at),
  mergedAt: maybe(at),
})

/** What each event type says, as docs/api.md lists it. Unknown fields are kept as they came; dollars become integer micro-dollars. */
export const EVENT_DATA = {
  "user.created": user,
  "user.updated": user,
  "user.deleted": z.looseObject({ id: pathId }),
  "organization.created": organization,
  "organization.updated": organization,
  "member.added": z.extend(member, { role }),
  "member.removed": member,
  "member.roleChanged": z.extend(member, { role }),
  "workspace.created": workspace,
  "workspace.statusChanged": workspace,
  "workspace.deleted": workspace,
  "project.created": project,
  "project.updated": project,
  "project.deleted": project,
  "apiKey.created": apiKey,
  "apiKey.revoked": apiKey,
  "record.created": record,
  "record.deleted": record,
  "activity.recorded": z.looseObject({
    org: orgId,
    resource: word,
    action: z.enum(["Fetch", "FetchAll", "Create", "Update", "Delete"]),
    actor: maybe(text),
    target: maybe(text),
  }),
  "session.updated": z.looseObject({
    org: orgId,
    id,
    user: maybe(text),
    repo: maybe(text),
    status: z.enum(["created", "active", "completed", "failed", "cancelled", "stopped"]),
    createdAt: at,
    updatedAt: at,
    costUsd: maybe(usd),
    prCount: maybe(count),
    turns: maybe(count),
    durationSeconds: maybe(ms),
    model: maybe(text),
    failureReason: maybe(text),
    archived: maybe(z.boolean()),
    prs: maybe(z.array(pullRequest).check(z.maxLength(100))),
  }),
  "usage.recorded": z.looseObject({
    org: orgId,
    project: maybe(id),
    apiKey: maybe(text),
    user: maybe(text),
    provider: maybe(text),
    model: maybe(text),
    inputTokens: maybe(count),
    outputTokens: maybe(count),
    cachedTokens: maybe(count),
    inputCostUsd: maybe(usd),
    outputCostUsd: maybe(usd),
    cachedCostUsd: maybe(usd),
    discountUsd: maybe(usd),
    durationMs: maybe(ms),
    status: maybe(z.union([text, z.number()])),
    errorType: maybe(text),
  }),
  "generation.completed": z.looseObject({
    org: maybe(orgId),
    user: maybe(text),
    mode: maybe(word),
    steps: maybe(z.array(step.check(isDone)).check(z.maxLength(STEPS_MAX))),
    sizeBytes: maybe(count),
    result: maybe(word),
  }),
  "component.timed": z.extend(step, { org: maybe(orgId), trigger: maybe(text) }).check(isDone),
  "error.reported": z.looseObject({
    org: maybe(orgId),
    account: maybe(text),
    type: text,
    message: maybe(long),
    version: maybe(word),
    device: maybe(text),
    stack: maybe(long),
    /** What the product itself groups it by; without one see shared/health/fingerprint.ts. */
    fingerprint: maybe(z.union([text, z.array(text).check(z.maxLength(10))])),
  }),
  "log.written": z.looseObject({ org: maybe(orgId), level: word, message: long, source: maybe(word) }),
} satisfies Record<EventType, z.ZodMiniType>
