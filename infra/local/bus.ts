import { randomUUID } from "node:crypto"
import type { Rule } from "../river.ts"
import { checkPattern, matches } from "./event-pattern.ts"
import type { Queue } from "./queue.ts"

/** An entry of PutEvents, in EventBridge's own words. */
export interface PutEventsEntry {
  Source?: string
  DetailType?: string
  Detail?: string
  EventBusName?: string
  Resources?: string[]
  Time?: number
}
type PutEventsResult = { EventId: string } | { ErrorCode: string; ErrorMessage: string }

export interface Bus {
  /** What it answers with an EventId is on disk and will reach every rule's target at least once. */
  putEvents(entries: PutEventsEntry[]): PutEventsResult[]
}

const ENTRIES_MAX = 10
const ENTRY_BYTES_MAX = 1024 * 1024

/** The event bus: finds the rules an entry matches and queues one delivery for each. */
export function openBus(from: { name: string; rules: readonly Rule[]; queue: Queue }): Bus {
  for (const { name, pattern } of from.rules) checkPattern(pattern, `rule ${name}`)
  return {
    putEvents(entries) {
      if (entries.length === 0 || entries.length > ENTRIES_MAX)
        throw invalid(`PutEvents takes 1 to ${ENTRIES_MAX} entries.`)
      const deliveries: Parameters<Queue["add"]>[0] = []
      const results = entries.map((entry): PutEventsResult => {
        const refused = refusalOf(entry)
        if (refused) return refused
        const event = eventOf(entry)
        // A bus nobody made swallows events on AWS too; the id says no more than that.
        if (busOf(entry) === from.name) {
          for (const rule of from.rules) {
            if (matches(rule.pattern, event))
              deliveries.push({ source: `rule ${rule.name}`, to: rule.to, payload: event })
          }
        }
        return { EventId: event.id }
      })
      if (deliveries.length > 0) from.queue.add(deliveries)
      return results
    },
  }
}

const busOf = ({ EventBusName }: PutEventsEntry) => (EventBusName ?? "default").split("/").pop()
const invalid = (message: string) => Object.assign(new Error(message), { name: "ValidationException" })

function refusalOf({ Source, DetailType, Detail }: PutEventsEntry): PutEventsResult | undefined {
  const malformed = (ErrorMessage: string) => ({ ErrorCode: "MalformedDetail", ErrorMessage })
  if (!Source || !DetailType)
    return { ErrorCode: "InvalidArgument", ErrorMessage: "Source and DetailType are required." }
  if (Detail === undefined) return { ErrorCode: "InvalidArgument", ErrorMessage: "Detail is required." }
  if (Buffer.byteLength(Detail) > ENTRY_BYTES_MAX)
    return { ErrorCode: "InvalidArgument", ErrorMessage: "Detail is too large." }
  try {
    const detail: unknown = JSON.parse(Detail)
    if (detail === null || typeof detail !== "object" || Array.isArray(detail))
      return malformed("Detail must be an object.")
    return undefined
  } catch {
    return malformed("Detail is malformed.")
  }
}

const eventOf = (entry: PutEventsEntry) => ({
  version: "0",
  id: randomUUID(),
  "detail-type": entry.DetailType!,
  source: entry.Source!,
  account: "000000000000",
  time: `${new Date(entry.Time === undefined ? Date.now() : entry.Time * 1000).toISOString().slice(0, 19)}Z`,
  region: "us-east-1",
  resources: entry.Resources ?? [],
  detail: JSON.parse(entry.Detail!) as Record<string, unknown>,
})
