import type { EventType } from "#shared/cube/family.ts"
import { instantOfUnix } from "#shared/time.ts"
import { idOf } from "./dice.ts"

/** One event of the product, in the form the door takes. */
export interface CloudEvent {
  specversion: "1.0"
  id: string
  source: string
  type: EventType
  time: string
  data: Record<string, unknown>
}

/** The invented product whose console this is. */
const SOURCE = "https://fieldnote.test/api"

/** An event whose id is made of its type and a name, so that it is the same event each time. */
export const cloudEvent = (
  type: EventType,
  name: string,
  atSeconds: number,
  data: Record<string, unknown>,
): CloudEvent => ({
  specversion: "1.0",
  id: idOf("ev", `${type} ${name}`, 12),
  source: SOURCE,
  type,
  time: instantOfUnix(atSeconds),
  data,
})
