import { swarm } from "./faults.ts"
import { tableModel } from "./model.ts"
import { randomOf } from "./random.ts"
import { type Simulation, simulation } from "./schedule.ts"
import { TRUE_STEPS, type Variant } from "./steps.ts"
import type { Store } from "./store.ts"
import type { World } from "./world.ts"

export interface SeedOutcome {
  seed: number
  stepCount: number
  /** What did not hold, or went wrong; absent when everything held. */
  failure?: Error
  simulation: Simulation
}

const STEPS_MAX = 80_000

/** Runs one seed of a world, with the true steps or a variant's, on the model or on another store. */
export async function runSeed(
  world: World,
  seed: number,
  { variant, store = tableModel({ isMetered: false }) }: { variant?: Variant; store?: Store } = {},
): Promise<SeedOutcome> {
  const random = randomOf(seed * 2 + 1)
  let look = () => {}
  const stage = simulation({
    store,
    seed,
    faults: swarm(random),
    startMs: world.startMs(random),
    stepsMax: STEPS_MAX,
    afterStep: () => look(),
  })
  const steps = { ...TRUE_STEPS, ...variant?.steps }
  try {
    const afterStep = (asked: () => void) => {
      look = asked
    }
    await world.live({ simulation: stage, steps, random, afterStep })
    return { seed, stepCount: stage.stepCount(), simulation: stage }
  } catch (error) {
    return { seed, stepCount: stage.stepCount(), simulation: stage, failure: error as Error }
  }
}

/** What went wrong, down to its first cause. */
export function reasonOf(failure: Error): string {
  const causes: string[] = []
  for (let error: unknown = failure; error instanceof Error; error = error.cause) causes.push(error.message)
  return causes.join(" ← ")
}
