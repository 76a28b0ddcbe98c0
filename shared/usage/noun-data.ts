import * as z from "zod/mini"
import { Id as id, PathId as pathId } from "../contract/id.ts"
import { at, maybe, orgId, text, zone } from "./event-fields.ts"

/** So much of a key may be told: enough to know it by, too little to use it. */
const PREFIX_MAX = 24
/** Fields that are called as if they held a whole key. */
const secretsIn = (data: Record<string, unknown>): string[] =>
  Object.keys(data).filter((field) => /(^|_)(secret|token|password|key)$/.test(inWords(field)) && Boolean(data[field]))
const inWords = (field: string): string => field.replaceAll(/([a-z\d])([A-Z])/g, "$1_$2").toLowerCase()

/** A user of the product. */
export const user = z.looseObject({
  id: pathId,
  email: maybe(text),
  name: maybe(text),
  verified: maybe(z.boolean()),
  createdAt: maybe(at),
})
/** An organization, field by field. */
export const organization = z.looseObject({
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
/** What somebody may do in an organization. */
export const role = z.enum(["owner", "admin", "member", "viewer"])
/** That somebody belongs to an organization. */
export const member = z.looseObject({ org: orgId, user: pathId, role: maybe(role) })
/** A workspace of an organization. */
export const workspace = z.looseObject({
  org: orgId,
  id,
  name: maybe(text),
  status: maybe(z.enum(["active", "suspended", "created", "deploying", "attention"])),
})
/** A project is called the same in its own events as in those of its calls: by `project`, or where that is not told by `id`. */
export const project = z.looseObject({ org: orgId, project: maybe(id), id: maybe(id), name: maybe(text) }).check(
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
export const apiKey = z
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
    z.refine(({ hash, prefix }) => !hash || !prefix || !hash.startsWith(prefix), {
      path: ["hash"],
      error: "begins like the key itself; tell a hash of it",
    }),
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
