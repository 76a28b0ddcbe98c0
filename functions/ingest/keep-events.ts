import { type Instant, msOf } from "#shared/time.ts"
import { idOf, type Kept, type KeyScope, readCloudEvent } from "#shared/usage/cloud-event.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { inGroups } from "../runtime/in-groups.ts"
import type { Opaque } from "../runtime/opaque.ts"
import type { Db } from "../table/db.ts"
import { isSwept, type Registration, register } from "../table/registration.ts"
import { appendSegment, byMinute, type Fact } from "../table/segment.ts"
import { namePeople } from "./name-people.ts"
import { priceCalls } from "./price-calls.ts"

export interface Rejection {
  index: number
  id: string | null
  reason: string
}
export interface KeptEvents {
  accepted: number
  duplicates: number
  rejected: Rejection[]
}

/** The instants a request is judged by, and how long its facts live. */
export interface DoorClock {
  business: Instant
  machine: Instant
  due: Instant
  factLifeMs: number
}

/** Hours that this process has registered already in a table: saves a refused write each time. */
const registeredIn = new WeakMap<Db, Set<string>>()
const REGISTERED_MAX = 20_000

/**
 * Reads and keeps a request's events, packed by family, scope and minute, people under opaque ids, calls without costs priced
 * from the catalog. A bad event is named and the others are kept.
 * `duplicates` counts repeats inside the request and whole-batch repeats; other repeats vanish at the fold.
 */
export async function keepEvents(
  db: Db,
  events: readonly unknown[],
  key: KeyScope,
  clock: DoorClock,
  opaque: Opaque,
): Promise<KeptEvents> {
  const rejected: Rejection[] = []
  const read: { kept: Kept; index: number }[] = []
  const seen = new Set<string>()
  let repeats = 0
  events.forEach((told, index) => {
    const reading = readCloudEvent(told, key, clock.business)
    if (reading.kind === "rejected") return void rejected.push({ index, id: reading.id, reason: reading.reason })
    const { kept } = reading
    const telling = `${kept.fact.id} ${kept.fact.revision}`
    if (seen.has(telling)) return void repeats++
    seen.add(telling)
    read.push({ kept, index })
  })
  const groups = new Map<string, Group>()
  const nameless = await namePeople(
    db,
    read.map(({ kept }) => kept),
    opaque,
  )
  const priced = await priceCalls(db, nameless, clock)
  priced.forEach((kept, nth) => {
    const { index } = read[nth]!
    const group = groupOf(groups, kept)
    group.facts.push(kept.fact)
    group.told.set(kept.fact, { index, id: idOf(events[index]) })
  })
  const ttl = Math.ceil((msOf(clock.machine) + clock.factLifeMs) / 1_000)
  const outcomes = await Promise.all([...groups.values()].map((group) => keepGroup(db, group, ttl, clock)))
  const repeatedBatch = outcomes.reduce((sum, { repeated }) => sum + repeated, 0)
  const closed = outcomes.flatMap((outcome) => outcome.closed)
  return {
    accepted: seen.size - repeatedBatch - closed.length,
    duplicates: repeats + repeatedBatch,
    rejected: [...rejected, ...closed].sort((one, other) => one.index - other.index),
  }
}

/** Rows that a group writes at once. */
const WRITES_AT_ONCE = 64

/** The facts of one family and scope, and where in the request each was told. */
interface Group {
  family: string
  scope: string
  facts: Fact[]
  told: Map<Fact, { index: number; id: string | null }>
}

function groupOf(groups: Map<string, Group>, { family, scope }: Kept): Group {
  const name = `${family} ${scope}`
  const group = groups.get(name) ?? { family, scope, facts: [], told: new Map() }
  groups.set(name, group)
  return group
}

/** Registers the hours, then appends the segments; answers how many facts were in batches kept before, and which came to a closed hour. */
async function keepGroup(
  db: Db,
  { family, scope, facts, told }: Group,
  ttl: number,
  clock: DoorClock,
): Promise<{ repeated: number; closed: Rejection[] }> {
  const minutes = byMinute(family, facts)
  const hours = new Set([...minutes.keys()].map((minute) => minute.slice(0, 13)))
  const doors = new Map(
    await inGroups(
      [...hours],
      WRITES_AT_ONCE,
      async (hour) => [hour, await registerOnce(db, { family, scope, hour }, ttl, clock)] as const,
    ),
  )
  const isOpen = (minute: string) => NOUN_FAMILIES.includes(family) || doors.get(minute.slice(0, 13)) === "open"
  const open = [...minutes].filter(([minute]) => isOpen(minute))
  const closed = facts.filter(({ bucketAt }) => !isOpen(bucketAt))
  const outcomes = await inGroups(open, WRITES_AT_ONCE, async ([minute, some]) => {
    const batch = sha256Hex(
      some
        .map(({ id, revision }) => `${id} ${revision}`)
        .sort()
        .join("\n"),
    ).slice(0, 16)
    const outcome = await appendSegment(db, { family, scope, minute, batch, ttl }, some)
    return outcome === "refused" ? some.length : 0
  })
  return {
    repeated: outcomes.reduce((sum, count) => sum + count, 0),
    closed: closed.map((fact) => ({
      ...told.get(fact)!,
      reason: "time: history closed, the hour it counts in is sealed",
    })),
  }
}

/** What these tell is so whenever it is told: their rows are made, even where an hour's count is closed. */
const NOUN_FAMILIES: readonly string[] = ["organization", "user", "member", "workspace", "project"]

async function registerOnce(db: Db, at: Registration, factTtl: number, clock: DoorClock): Promise<"open" | "closed"> {
  const name = `${at.family} ${at.scope} ${at.hour}`
  const registered = registeredIn.get(db) ?? new Set()
  registeredIn.set(db, registered)
  if (registered.has(name) && !isSwept(at.hour, clock.business)) return "open"
  const door = await register(db, at, factTtl, clock)
  if (registered.size > REGISTERED_MAX) registered.clear()
  // Facts of an hour that was swept have it swept again, so each late batch registers it anew.
  if (!isSwept(at.hour, clock.business)) registered.add(name)
  return door
}
