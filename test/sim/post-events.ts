import { PLATFORM } from "#shared/cube/kind.ts"
import { DAY_MS, instant } from "#shared/time.ts"
import { insist, type WarmProcess } from "./actors-client.ts"
import type { Actor } from "./life.ts"
import type { Steps } from "./steps.ts"
import type { Sent } from "./telemetry-event.ts"

const HORIZON_MS = 7 * DAY_MS
const FACT_LIFE_MS = 35 * DAY_MS

/** Posts events at the door until they are accepted, as a client does. */
export const postEvents = (
  { keepEvents }: Pick<Steps, "keepEvents">,
  client: Actor,
  process: WarmProcess,
  events: readonly Sent[],
): Promise<unknown> =>
  insist(client, client.name, (door) => {
    const now = instant(door.nowMs())
    const clock = { business: now, machine: now, due: now, factLifeMs: FACT_LIFE_MS }
    return process.serve(door, (db) =>
      keepEvents(
        db,
        events.map(({ event }) => event),
        { scope: PLATFORM, horizonMs: HORIZON_MS },
        clock,
        (handle) => `u_${handle}`,
      ),
    )
  })
