import * as z from "zod/mini"
import type { EventType } from "../cube/family.ts"
import { isReserved } from "../cube/kind.ts"
import { microsOfUsd } from "../money.ts"
import { Id as id, PathId as pathId } from "../contract/id.ts"
import { isCommonDay, isZone } from "../time.ts"

/** What each event type says, as docs/api.md lists it. Unknown fields are kept as they came; dollars become integer micro-dollars. */
/** An organization; some words name scopes of the console's own. */
const orgId = pathId.check(
  z.refine((told) => !isReserved(told), "expected an id that is not one of the console's own words"),
)
const text = z.string().check(z.maxLength(2_000))
const word = z.string().check(z.maxLength(200))
const long = z.string().check(z.maxLength(20_000))
const zone = text.check(z.refine(isZone, "expected an IANA time zone, Europe/Berlin"))
const count = z.number().check(z.int(), z.gte(0), z.lte(1e12))
const ms = z.number().check(z.gte(0), z.lte(1e12))
const at = z.pipe(
  z.iso
    .datetime({ offset: true })
    .check(z.refine((told) => isCommonDay(told.slice(0, 10)), "expected a year from 1970")),
  z.transform((told) => new Date(told).toISOString()),
)

/** Dollars as decimal text or a JSON number, kept as integer micro-dollars; never computed as a float. */
const usd = z.pipe(
  z.union([z.string(), z.number()]),
  z.transform((told, context): number => {
    try {
      return microsOfUsd(String(told))
    } catch (refusal) {
      context.issues.push({ code: "custom", message: (refusal as Error).message, input: told })
      return 0
    }
  }),
)
const maybe = <Schema extends z.ZodMiniType>(schema: Schema) => z.optional(z.nullable(schema))

/** So much of a key may be told: enough to know it by, too little to use it. */
const PREFIX_MAX = 24
/** Fields that are called as if they held a whole key. */
const secretsIn = (data: Record<string, unknown>): string[] =>
  Object.keys(data).filter((field) => /(^|_)(secret|token|password|key)$/.test(inWords(field)) && Boolean(data[field]))
const inWords = (field: string): string => field.replaceAll(/([a-z\d])([A-Z])/g, "$1_$2").toLowerCase()

const user = z.looseObject({
  id: pathId,
  email: maybe(text),
  name: maybe(text),
  verified: maybe(z.boolean()),
  createdAt: maybe(at),
})
const organization = z.looseObject({
  id: orgId,
  name: maybe(text),
  ownerId: maybe(pathId),
  billingEmail: maybe(text),
  stripeCustomerId: maybe(id),
  plan: maybe(z.enum(["free", "pro", "enterprise"])),
  devPlan: maybe(z.enum(["none", "lite", "pro", "max"])),
  status: maybe(z.enum(["active", "inactive", "deleted"])),
  timeZone: maybe(zone),
  createdAt: maybe(at),
})
const role = z.enum(["owner", "admin", "member", "viewer"])
const member = z.looseObject({ org: orgId, user: pathId, role: maybe(role) })
const workspace = z.looseObject({
  org: orgId,
  id,
  name: maybe(text),
  status: maybe(z.enum(["active", "suspended", "created", "deploying", "attention"])),
})
/** A project is called the same in its own events as in those of its calls: by `project`, or where that is not told by `id`. */
const project = z.looseObject({ org: orgId, project: maybe(id), id: maybe(id), name: maybe(text) }).check(
  z.refine(({ project, id }) => Boolean(project ?? id), {
    path: ["id"],
    error: "expected the project's id, as `id` or as `project`",
  }),
  z.refine(({ project, id }) => !project || !id || project === id, {
    path: ["id"],
    error: "expected one id: `id` and `project` name two projects",
  }),
)
/** A key of the product: how it begins and a hash, never the key. It is called by `id`, where that is not told by `hash`, or by `prefix`. */
const apiKey = z
  .looseObject({
    org: orgId,
    id: maybe(id),
    project: maybe(id),
    name: maybe(text),
    prefix: maybe(
      id.check(z.maxLength(PREFIX_MAX, `expected at most ${PREFIX_MAX} characters, the beginning of a key`)),
    ),
    hash: maybe(id),
  })
  .check(
    z.refine(({ id, hash, prefix }) => Boolean(id ?? hash ?? prefix), {
      path: ["id"],
      error: "expected the key's `id`, or else its `hash` or its `prefix`",
    }),
    (told) => {
      for (const where of secretsIn(told.value))
        told.issues.push({
          code: "custom",
          path: [where],
          input: "",
          message: "may hold a whole key, which is never told; tell its `id`, its `prefix` and a `hash`",
        })
    },
  )
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
    resource: text,
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
  "log.written": z.looseObject({ org: maybe(orgId), level: word, message: long, source: maybe(text) }),
} satisfies Record<EventType, z.ZodMiniType>
