import { HOUR_MS, MINUTE_MS } from "#shared/time.ts"
import { askerOf } from "../support/asker.ts"
import { startAsking, unreliable } from "./actors-asking.ts"
import { startClock } from "./actors-clock.ts"
import { startProjector } from "./actors-projector.ts"
import { NO_FAULTS } from "./faults.ts"
import { groundOf, type Surroundings } from "./ground.ts"
import type { Accepted } from "./invariants-inbox.ts"
import { checkPayments } from "./invariants-payments.ts"
import { paymentLife } from "./payment-life.ts"
import { postAll } from "./post-deliveries.ts"
import { dbOf } from "./store.ts"
import { watchWork } from "./work-watch.ts"
import { mustEqual, type Stage, type World } from "./world.ts"

const STORM_MS = 4 * HOUR_MS
const CALM_MS = 26 * HOUR_MS
const AT_ONCE_MS = 100

/** Webhooks of charges in any order, more than once, and a Stripe that is asked for the rest and does not always answer. */
export const payments: World = {
  name: "payments",
  holds: "I1 I2 I8",
  startMs: () => Date.parse("2026-02-10T20:30:00.000Z"),
  async live({ simulation, steps, random, afterStep }: Stage) {
    if (random.chance(0.4))
      simulation.setFaults({ ...(random.chance(0.5) ? NO_FAULTS : simulation.faults()), stall: 0.5 })
    const gapMsMax = random.chance(0.5) ? AT_ONCE_MS : 20 * MINUTE_MS
    const zone = random.pick(["UTC", "Asia/Kolkata", "America/New_York"])
    const around: Surroundings = {
      files: new Map(),
      kinds: ["deliveries", "revenue", "sent", "transactions"],
      zoneOf: () => zone,
    }
    const watch = watchWork(simulation.store)
    afterStep(watch.look)
    const projector = startProjector(simulation, steps, around)
    const lives = Array.from({ length: 1 + random.below(3) }, (_, nth) =>
      paymentLife(random, random.chance(0.8) ? "live" : "test", nth),
    )
    const asker = askerOf(lives.flatMap(({ known }) => known))
    const all = random.shuffled(lives.flatMap(({ events }) => events))
    const accepted: Accepted[] = postAll(simulation, steps, around, all, gapMsMax)
    const endMs = simulation.nowMs() + STORM_MS
    startAsking(simulation, steps, around, unreliable(asker, random), endMs)
    startClock(simulation, steps, around, watch, endMs)
    await simulation.run(projector.isDrained)

    simulation.setFaults(NO_FAULTS)
    projector.redrive()
    startAsking(simulation, steps, around, asker, endMs + CALM_MS)
    startClock(simulation, steps, around, watch, endMs + CALM_MS)
    await simulation.run(projector.isDrained)
    mustEqual("I1", "The number of deliveries accepted", accepted.length, all.length)
    const db = dbOf(simulation.store)
    const ground = groundOf({ db, nowMs: simulation.nowMs, step: async (_, apply) => apply() }, around)
    const settings = { ...(await ground.settings()), reportingZone: zone }
    await checkPayments({ ...ground, settings: async () => settings }, lives)
  },
}
