import type { EventBridgeEvent } from "aws-lambda"
import { canonical } from "#shared/account/canonical.ts"
import { PLATFORM } from "#shared/cube/kind.ts"
import { sha256Hex } from "../runtime/digest.ts"
import type { Opaque } from "../runtime/opaque.ts"
import type { Db } from "../table/db.ts"
import { type DoorClock, keepEvents } from "./keep-events.ts"

export type BusEvent = EventBridgeEvent<string, Record<string, unknown>>

/**
 * Keeps an event of the bus, which belongs to the account and so speaks for the platform. Nobody waits for an answer: what is
 * refused is logged and thrown, so that it ends among the dead letters, where its sender can be told.
 */
export async function keepBusEvent(
  db: Db,
  event: BusEvent,
  horizonMs: number,
  clock: DoorClock,
  opaque: Opaque,
): Promise<void> {
  const { rejected } = await keepEvents(db, [cloudEventOf(event)], { scope: PLATFORM, horizonMs }, clock, opaque)
  const reason = rejected[0]?.reason
  if (reason === undefined) return
  const { id, source } = event
  const message = "bus event refused"
  console.error(JSON.stringify({ level: "ERROR", message, id, source, type: event["detail-type"], reason }))
  throw new Error(`The bus event ${id} of ${source} was refused: ${reason}`)
}

const cloudEventOf = (event: BusEvent) => ({
  specversion: "1.0",
  id: identityOf(event),
  source: event.source,
  type: event["detail-type"],
  time: event.time,
  data: event.detail,
})

/**
 * The bus gives a repeated PutEvents a new id. A detail with an id of its own, saying the same of the same thing, is the same
 * fact; one that says something else of it is news.
 */
const identityOf = ({ id, detail, "detail-type": type }: BusEvent): string =>
  typeof detail["id"] === "string" ? `${type} ${sha256Hex(canonical(detail))}` : id
