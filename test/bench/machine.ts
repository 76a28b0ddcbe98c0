import { CUBE_KINDS } from "#shared/cube/kinds.ts"
import type { Instant } from "#shared/time.ts"
import { sha256Hex } from "../../functions/runtime/digest.ts"
import { keepEvents } from "../../functions/ingest/keep-events.ts"
import { project } from "../../functions/project/index.ts"
import type { Db } from "../../functions/table/db.ts"
import type { Ground } from "../../functions/table/ground.ts"
import { DEFAULT_SETTINGS } from "../../functions/table/settings.ts"
import { READERS } from "../../infra/river.ts"
import { changesIn, type StreamRecord } from "../sim/store.ts"

/** The river's own steps over some table, with a clock of one's own: what benches and table tests drive. */
export interface Machine {
  ground: Ground
  clock: { now: Instant }
  /** Sends events through the door's own code. */
  send(events: readonly unknown[]): ReturnType<typeof keepEvents>
  /** Gives the projector what the stream told since. */
  flow(): Promise<void>
}

const DAY = 86_400_000
const reader = READERS.find(({ to }) => to === "project")!

export function machineOver(db: Db, records: () => Promise<readonly StreamRecord[]>, start: Instant): Machine {
  const clock = { now: start }
  const now = () => clock.now
  const files = new Map<string, Uint8Array>()
  const ground: Ground = {
    db,
    files: {
      put: async (key, bytes) => void files.set(key, bytes),
      get: async (key) => files.get(key),
      remove: async (key) => void files.delete(key),
    },
    kinds: CUBE_KINDS,
    clock: { due: now, business: now, machine: now },
    settings: async () => DEFAULT_SETTINGS,
    zonesOf: async () => ["UTC"],
  }
  return {
    ground,
    clock,
    send: (events) =>
      keepEvents(
        db,
        events,
        { scope: "platform", horizonMs: 400 * DAY },
        { business: now(), machine: now(), due: now(), factLifeMs: 35 * DAY },
        (handle) => `u_${sha256Hex(handle).slice(0, 16)}`,
      ),
    flow: async () => {
      const told = changesIn(await records()).filter(
        ({ after }) =>
          reader.kinds.includes(after.kind) &&
          (!reader.present?.[after.kind] || after[reader.present[after.kind]!] !== undefined),
      )
      for (let at = 0; at < told.length; at += reader.batchSize)
        await project(ground, told.slice(at, at + reader.batchSize))
    },
  }
}
