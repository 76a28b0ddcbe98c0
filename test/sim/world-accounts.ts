import { HOUR_MS, MINUTE_MS } from "#shared/time.ts"
import { termsPut } from "../../functions/table/plan-table.ts"
import { askerOf } from "../support/asker.ts"
import { accountLife, TERMS } from "./account-life.ts"
import { startAsking, unreliable } from "./actors-asking.ts"
import { startClock } from "./actors-clock.ts"
import { startProjector } from "./actors-projector.ts"
import { NO_FAULTS } from "./faults.ts"
import { groundOf, type Surroundings } from "./ground.ts"
import { checkAccounts } from "./invariants-accounts.ts"
import { postAll } from "./post-deliveries.ts"
import { dbOf } from "./store.ts"
import { watchWork } from "./work-watch.ts"
import type { Stage, World } from "./world.ts"

const STORM_MS = 4 * HOUR_MS
const CALM_MS = 26 * HOUR_MS
const AT_ONCE_MS = 100

/** Webhooks of customers that buy credits and plans, in any order and more than once, while they move between organizations. */
export const accounts: World = {
  name: "accounts",
  holds: "I1 I3 I9",
  startMs: () => Date.parse("2026-02-10T20:30:00.000Z"),
  async live({ simulation, steps, random, afterStep }: Stage) {
    if (random.chance(0.4))
      simulation.setFaults({ ...(random.chance(0.5) ? NO_FAULTS : simulation.faults()), stall: 0.5 })
    const gapMsMax = random.chance(0.5) ? AT_ONCE_MS : 20 * MINUTE_MS
    const around: Surroundings = {
      files: new Map(),
      kinds: ["deliveries", "revenue", "sent", "transactions"],
      zoneOf: () => "UTC",
    }
    await dbOf(simulation.store).transact([termsPut(TERMS, 0)])
    const watch = watchWork(simulation.store)
    afterStep(watch.look)
    const projector = startProjector(simulation, steps, around)
    const lives = Array.from({ length: 1 + random.below(2) }, (_, nth) => accountLife(random, nth))
    const asker = askerOf(lives.flatMap(({ payments }) => payments.flatMap(({ known }) => known)))
    const all = random.shuffled(
      lives.flatMap(({ events, payments }) => [...events, ...payments.flatMap((one) => one.events)]),
    )
    postAll(simulation, steps, around, all, gapMsMax)
    const endMs = simulation.nowMs() + STORM_MS
    startAsking(simulation, steps, around, unreliable(asker, random), endMs)
    startClock(simulation, steps, around, watch, endMs)
    await simulation.run(projector.isDrained)

    simulation.setFaults(NO_FAULTS)
    projector.redrive()
    startAsking(simulation, steps, around, asker, endMs + CALM_MS)
    startClock(simulation, steps, around, watch, endMs + CALM_MS)
    await simulation.run(projector.isDrained)
    const db = dbOf(simulation.store)
    await checkAccounts(groundOf({ db, nowMs: simulation.nowMs, step: async (_, apply) => apply() }, around), lives)
  },
}
