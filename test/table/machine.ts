import { CUBE_KINDS } from "#shared/cube/kinds.ts"
import { keepEvents } from "../../functions/ingest/keep-events.ts"
import { project } from "../../functions/project/index.ts"
import type { Ground } from "../../functions/table/ground.ts"
import { DEFAULT_SETTINGS } from "../../functions/table/settings.ts"
import { changesIn } from "../sim/store.ts"
import { tableModel } from "../sim/model.ts"

/** Door, projector and folds over a model of the table, at a time that a test sets; the stream flows when it is told to. */
export function machine(start: string, zonesOf: Ground["zonesOf"] = async () => ["UTC"]) {
  const model = tableModel()
  const clock = { now: start }
  const files = new Map<string, Uint8Array>()
  const now = () => clock.now
  const ground: Ground = {
    db: model.db,
    files: {
      put: async (key, bytes) => void files.set(key, bytes),
      get: async (key) => files.get(key),
      remove: async (key) => void files.delete(key),
    },
    kinds: CUBE_KINDS,
    clock: { due: now, business: now, machine: now },
    settings: async () => DEFAULT_SETTINGS,
    zonesOf,
  }
  let read = 0
  const flow = async () => {
    const records = model.records.slice(read)
    read = model.records.length
    const wanted = [
      ...[
        "delivery",
        "segment",
        "registration",
        "paymentAnswer",
        "customerAnswer",
        "couponAnswer",
        "customerPaid",
        "ledgerEntry",
      ],
    ]
    await project(
      ground,
      changesIn(records).filter(({ after }) => wanted.includes(after.kind)),
    )
  }
  const send = (events: unknown[]) =>
    keepEvents(
      model.db,
      events,
      { scope: "platform", horizonMs: 400 * 86_400_000 },
      { business: clock.now, machine: clock.now, due: clock.now, factLifeMs: 430 * 86_400_000 },
      (handle) => `u_${handle}`,
    )
  return { model, clock, ground, flow, send }
}

let nth = 0
/** An event with an id of its own. */
export const event = (type: string, time: string, data: object) => ({
  specversion: "1.0",
  id: `e${++nth}`,
  source: "test",
  type,
  time,
  data,
})
