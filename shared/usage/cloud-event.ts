import * as z from "zod/mini"
import { type EventType, FAMILY_OF_TYPE, type Family, PLATFORM_FAMILIES } from "../cube/family.ts"
import { PLATFORM, UNOWNED } from "../cube/kind.ts"
import { oddityIn } from "../plain.ts"
import { type Instant, instant, MINUTE_MS, msOf } from "../time.ts"
import { EVENT_DATA } from "./event-data.ts"

/** The CloudEvents 1.0 envelope, as far as we read it. */
const Envelope = z.looseObject({
  specversion: z.literal("1.0"),
  id: z.string().check(z.minLength(1), z.maxLength(200)),
  source: z.string().check(z.minLength(1), z.maxLength(300)),
  type: z.string(),
  time: z.iso.datetime({ offset: true }),
  data: z.record(z.string(), z.unknown()),
})

/** How far ahead of our clock an event may be. */
export const AHEAD_MS = 10 * MINUTE_MS

/** Organizations' own keys may send these; everything else is the platform's to say. */
const ORGANIZATION_FAMILIES: readonly Family[] = [
  "session",
  "usage",
  "generation",
  "component",
  "error",
  "log",
  "activity",
  "record",
]

/** What a key may say: everything (`platform`), or what belongs to one organization. */
export interface KeyScope {
  scope: string
  /** How old an event may be when it arrives. */
  horizonMs: number
}

/** A fact ready to be kept, and where: see functions/table/segment.ts. */
export interface Kept {
  family: Family
  scope: string
  fact: { id: string; type: EventType; bucketAt: Instant; revision: string; data: Record<string, unknown> }
}
export type EventReading = { kind: "fact"; kept: Kept } | { kind: "rejected"; id: string | null; reason: string }

/** Reads one CloudEvent for a key at an instant. Every rejection says what is wrong, where, and what would be right. */
export function readCloudEvent(told: unknown, key: KeyScope, now: Instant): EventReading {
  const id = idOf(told)
  const rejected = (reason: string): EventReading => ({ kind: "rejected", id, reason })
  const odd = oddityIn(told)
  if (odd) return rejected(`${odd.where || "event"}: ${odd.what}`)
  const envelope = Envelope.safeParse(told)
  if (!envelope.success) return rejected(firstIssue(envelope.error, ""))
  const { type, source, time } = envelope.data
  if (!isEventType(type))
    return rejected(`type: ${JSON.stringify(type.slice(0, 60))} is not an event type of this console`)
  const data = EVENT_DATA[type].safeParse(envelope.data.data)
  if (!data.success) return rejected(firstIssue(data.error, "data."))
  // A session is as old as its last change, whenever the message about it was made.
  const timeMs = Date.parse(type === "session.updated" ? String((data.data as { updatedAt: string }).updatedAt) : time)
  if (timeMs > msOf(now) + AHEAD_MS)
    return rejected("time: more than 10 minutes ahead of our clock; send it when it has happened")
  if (timeMs < msOf(now) - key.horizonMs)
    return rejected(`time: older than ${Math.round(key.horizonMs / 86_400_000)} days, the late horizon of this key`)
  const family = FAMILY_OF_TYPE[type]
  const body = data.data as Record<string, unknown>
  const org = typeof body["org"] === "string" ? body["org"] : undefined
  if (key.scope !== PLATFORM) {
    if (!ORGANIZATION_FAMILIES.includes(family)) return rejected(`type: an organization's key may not send ${type}`)
    if (org !== undefined && org !== key.scope) return rejected("data.org: names another organization than the key's")
    body["org"] = key.scope
  }
  const who = identity(type, body, key.scope, source, envelope.data.id, timeMs)
  if (msOf(who.bucketAt) > msOf(now) + AHEAD_MS)
    return rejected("data.createdAt: more than 10 minutes ahead of our clock")
  const owner = org ?? (key.scope === PLATFORM ? UNOWNED : key.scope)
  const scope = PLATFORM_FAMILIES.includes(family) ? PLATFORM : owner
  return {
    kind: "fact",
    kept: {
      family,
      scope,
      fact: { ...who, type, data: body },
    },
  }
}

/**
 * Who the fact is, when it counts and which telling of it wins.
 * A session is one fact told again and again; a user signs up once; everything else is the event itself.
 */
function identity(
  type: EventType,
  data: Record<string, unknown>,
  keyScope: string,
  source: string,
  id: string,
  timeMs: number,
) {
  const time = instant(timeMs)
  if (type === "session.updated")
    return {
      id: `session:${data["org"]}:${data["id"]}`,
      bucketAt: data["createdAt"] as Instant,
      revision: `${data["updatedAt"]} ${time}`,
    }
  if (type === "user.created")
    return { id: `user:${data["id"]}`, bucketAt: (data["createdAt"] as Instant | null) ?? time, revision: time }
  return { id: `${keyScope}|${source}|${id}`, bucketAt: time, revision: String(timeMs) }
}

export const isEventType = (type: string): type is EventType => Object.hasOwn(FAMILY_OF_TYPE, type)

/** The id that an event gives itself, however wrong the rest of it is. */
export const idOf = (told: unknown): string | null => {
  const id = typeof told === "object" && told !== null && "id" in told ? told.id : null
  return typeof id === "string" ? id.slice(0, 200).toWellFormed() : null
}

function firstIssue(error: z.core.$ZodError, prefix: string): string {
  const issue = error.issues[0]
  if (!issue) return "not readable"
  const at = issue.path.length > 0 ? `${prefix}${issue.path.join(".")}` : prefix.replace(/\.$/, "") || "event"
  return `${at}: ${issue.message}`
}
