import { FAMILY_OF_TYPE, type Family, PLATFORM_FAMILIES } from "#shared/cube/family.ts"
import { PLATFORM } from "#shared/cube/kind.ts"
import { addDays, dayOf, type Instant, startOfDay } from "#shared/time.ts"
import type { CloudEvent } from "./cloud-event.ts"
import type { History } from "./history.ts"
import type { StripeEvent } from "./life.ts"

/** One call of a door. */
export type DoorCall = { delivery: StripeEvent } | { events: CloudEvent[] }

const EVENTS_MAX = 500
/** Somewhat below the door's 256 KB. */
const BYTES_MAX = 240_000
/** What the product told lately is posted before what it told long ago. */
const FIRST_DAYS = 30

/**
 * The whole history as calls, in the order in which pages need them: who the organizations are and what they have, then Stripe, whose deliveries
 * the inbox looks after one by one when they have waited for half a minute, then what the product told in the last 30 days,
 * then the rest. Order changes no number; it only changes which cards are right first.
 */
export function callsOf({ deliveries, events }: Pick<History, "deliveries" | "events">, now: Instant): DoorCall[] {
  const since = startOfDay(addDays(dayOf(now), -FIRST_DAYS))
  const isNoun = ({ type }: CloudEvent) => NOUNS.includes(FAMILY_OF_TYPE[type])
  const nouns = events.filter(isNoun)
  const others = events.filter((event) => !isNoun(event))
  return [
    ...batches(nouns),
    ...byCustomer(deliveries).map((delivery) => ({ delivery })),
    ...batches(others.filter((event) => bucketAt(event) >= since)),
    ...batches(others.filter((event) => bucketAt(event) < since)),
  ]
}

const NOUNS: readonly Family[] = ["organization", "member", "workspace", "project"]

/** Which instant decides the bucket of an event; see shared/usage/cloud-event.ts. */
const bucketAt = ({ type, time, data }: CloudEvent): string =>
  type === "session.updated" || type === "user.created" ? String(data["createdAt"]) : time

/** What is stored together is sent together: an hour of a family and scope in one request, so that it is registered once. */
function batches(events: readonly CloudEvent[]): { events: CloudEvent[] }[] {
  const groups = new Map<string, CloudEvent[]>()
  for (const event of events) {
    const family = FAMILY_OF_TYPE[event.type]
    const scope = PLATFORM_FAMILIES.includes(family) ? PLATFORM : String(event.data["org"])
    const name = `${bucketAt(event).slice(0, 13)} ${family} ${scope}`
    groups.set(name, [...(groups.get(name) ?? []), event])
  }
  const newestFirst = [...groups].sort(([one], [other]) => (one < other ? 1 : -1)).map(([, group]) => group)
  const made: { events: CloudEvent[]; bytes: number }[] = []
  for (const part of newestFirst.flatMap(parts)) {
    const bytes = part.reduce((sum, event) => sum + Buffer.byteLength(JSON.stringify(event)) + 1, 2)
    const last = made.at(-1)
    if (last && last.events.length + part.length <= EVENTS_MAX && last.bytes + bytes <= BYTES_MAX) {
      last.events.push(...part)
      last.bytes += bytes
    } else made.push({ events: [...part], bytes })
  }
  return made.map(({ events }) => ({ events }))
}

const parts = (group: readonly CloudEvent[]): CloudEvent[][] =>
  Array.from({ length: Math.ceil(group.length / EVENTS_MAX) }, (_, nth) =>
    group.slice(nth * EVENTS_MAX, (nth + 1) * EVENTS_MAX),
  )

/** One customer after the other, whoever has the newest news first: a customer is folded once for what comes together. */
function byCustomer(deliveries: readonly StripeEvent[]): StripeEvent[] {
  const groups = new Map<string, StripeEvent[]>()
  for (const delivery of deliveries) {
    const { object } = delivery.data
    const name = String(object.object === "customer" ? object.id : (object["customer"] ?? ""))
    groups.set(name, [...(groups.get(name) ?? []), delivery])
  }
  const newest = (group: readonly StripeEvent[]) => Math.max(...group.map(({ created }) => created))
  return [...groups.values()].sort((one, other) => newest(other) - newest(one)).flat()
}
