import { HOUR_MS, instant, MINUTE_MS } from "#shared/time.ts"
import { type Key, queryAll } from "../../functions/table/db.ts"
import { deliveryKey, dueAgain, keepDelivery, packBody } from "../../functions/table/delivery.ts"
import { DEFAULT_SETTINGS, settingsUpdate } from "../../functions/table/settings.ts"
import { insist } from "./actors-client.ts"
import { startClock } from "./actors-clock.ts"
import { startProjector } from "./actors-projector.ts"
import { NO_FAULTS } from "./faults.ts"
import { groundOf, type Surroundings } from "./ground.ts"
import { customerLife, ignoredEvent } from "./inbox-life.ts"
import { postAll } from "./post-deliveries.ts"
import { type Accepted, checkDeliveries, checkDeliveryCubes, checkRevenue } from "./invariants-inbox.ts"
import type { Simulation } from "./schedule.ts"
import { dbOf } from "./store.ts"
import { watchWork } from "./work-watch.ts"
import type { Stage, World } from "./world.ts"

const STORM_MS = 4 * HOUR_MS
const CALM_MS = 26 * HOUR_MS
/** So close together come events that a sender held back while it was down. */
const AT_ONCE_MS = 100
const LOST = "evt_lost"

/** Webhooks in any order, more than once, through door, projector, customer folds and closing workers: inbox and revenue. */
export const inbox: World = {
  name: "inbox",
  holds: "I1 I2 I6 I8",
  startMs: () => Date.parse("2026-02-10T20:30:00.000Z"),
  async live({ simulation, steps, random, afterStep }: Stage) {
    // Slow machines let folds of one customer meet, the more so where all is told at once. Where they are all that is wrong,
    // nothing is tried again either, which would mend what went wrong before.
    if (random.chance(0.4))
      simulation.setFaults({ ...(random.chance(0.5) ? NO_FAULTS : simulation.faults()), stall: 0.5 })
    const gapMsMax = random.chance(0.5) ? AT_ONCE_MS : 20 * MINUTE_MS
    const around: Surroundings = {
      files: new Map(),
      kinds: ["deliveries", "revenue", "sent"],
      zoneOf: () => "UTC",
      followsSettings: true,
    }
    const watch = watchWork(simulation.store)
    afterStep(watch.look)
    const projector = startProjector(simulation, steps, around)
    const customers = [
      ["live", "cus_1"],
      ["test", "cus_1"],
      ["live", "cus_2"],
    ] as const
    const lives = customers.slice(0, 1 + random.below(3)).map(([mode, id]) => customerLife(random, mode, id))
    const all = random.shuffled([
      ...lives.flatMap(({ events }) => events),
      ...(random.chance(0.4) ? [ignoredEvent(1)] : []),
    ])
    const accepted = postAll(simulation, steps, around, all, gapMsMax)
    const endMs = simulation.nowMs() + STORM_MS
    if (random.chance(0.25)) keepWithoutBody(simulation, accepted)
    if (random.chance(0.25)) changeZone(simulation, random.below(2 * gapMsMax * all.length))
    startClock(simulation, steps, around, watch, endMs)
    await simulation.run(projector.isDrained)

    simulation.setFaults(NO_FAULTS)
    projector.redrive()
    const db = dbOf(simulation.store)
    const replay = (key: Key) => db.write(dueAgain(key, instant(simulation.nowMs())))
    for (const key of await queryAll(db, { index: "gsi2", pk: "parked#stripe" }))
      if (!key.pk.endsWith(LOST)) await replay(key)
    startClock(simulation, steps, around, watch, endMs + CALM_MS)
    await simulation.run(projector.isDrained)
    const ground = groundOf({ db, nowMs: simulation.nowMs, step: async (_, apply) => apply() }, around)
    const check = async () => {
      await checkDeliveries(db, accepted, lives)
      await checkDeliveryCubes(ground, accepted)
      await checkRevenue(ground, lives)
    }
    await check()

    const lost = accepted.find(({ deliveryId }) => deliveryId === LOST)
    if (!lost) return
    // A person brings the body back and asks for it to be applied.
    around.files.set(`bodies/stripe/${LOST}`, packBody(Buffer.from(JSON.stringify(ignoredEvent(2)))))
    await replay(deliveryKey("stripe", LOST))
    lost.expected = "ignored"
    startClock(simulation, steps, around, watch, endMs + 2 * CALM_MS)
    await simulation.run(projector.isDrained)
    await check()
  },
}

/** A delivery whose body's file is gone: it can only be parked. */
function keepWithoutBody(simulation: Simulation, accepted: Accepted[]): void {
  simulation.start(
    "lost body",
    async (stripe) => {
      const type = "product.created"
      const row = {
        provider: "stripe",
        deliveryId: LOST,
        type,
        about: type,
        sizeBytes: 1,
        fileKey: `bodies/stripe/${LOST}`,
      }
      await insist(stripe, "lost body", (door) => keepDelivery(door.db, { ...row, receivedAt: instant(door.nowMs()) }))
      accepted.push({ deliveryId: LOST, type, expected: "parked" })
    },
    { steady: true },
  )
}

/** Somebody moves the reporting zone, so that every day means something else. */
function changeZone(simulation: Simulation, afterMs: number): void {
  simulation.start(
    "settings",
    async (person) => {
      await person.sleep(afterMs)
      await insist(person, "settings", (door) =>
        door.db.write(
          settingsUpdate({ ...DEFAULT_SETTINGS, reportingZone: "America/New_York" }, 0, {
            of: "everything",
            at: instant(door.nowMs()),
          }),
        ),
      )
    },
    { steady: true },
  )
}
