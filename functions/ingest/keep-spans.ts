import type { KeyScope } from "#shared/usage/cloud-event.ts"
import { readSpan, type ToldSpan } from "#shared/usage/otlp-span.ts"
import type { Opaque } from "../runtime/opaque.ts"
import type { Db } from "../table/db.ts"
import { EVENTS_MAX } from "./events-body.ts"
import { type DoorClock, keepEvents } from "./keep-events.ts"

/** An ExportTraceServiceResponse: empty when nothing was rejected. Numbers of 64 bits are text in OTLP's JSON. */
export interface KeptSpans {
  partialSuccess?: { rejectedSpans: string; errorMessage: string }
}

/** So many rejected spans are named in an answer. */
const NAMED_MAX = 5

/**
 * Keeps the calls of models among spans as events, as many at a time as a batch of events has at most. Spans about anything
 * else are ignored; bad ones are named and the others are kept.
 */
export async function keepSpans(
  db: Db,
  spans: readonly ToldSpan[],
  key: KeyScope,
  clock: DoorClock,
  opaque: Opaque,
): Promise<KeptSpans> {
  const events: unknown[] = []
  const reasons: string[] = []
  for (const told of spans) {
    const reading = readSpan(told, key.scope)
    if (reading.kind === "event") events.push(reading.event)
    if (reading.kind === "rejected") reasons.push(`span ${reading.span}: ${reading.reason}`)
  }
  for (let from = 0; from < events.length; from += EVENTS_MAX) {
    const { rejected } = await keepEvents(db, events.slice(from, from + EVENTS_MAX), key, clock, opaque)
    reasons.push(...rejected.map(({ id, reason }) => `span ${id}: ${reason}`))
  }
  if (reasons.length === 0) return {}
  const more = reasons.length > NAMED_MAX ? [`and ${reasons.length - NAMED_MAX} more`] : []
  const errorMessage = [...reasons.slice(0, NAMED_MAX), ...more].join("; ")
  return { partialSuccess: { rejectedSpans: String(reasons.length), errorMessage } }
}
