import type { Asker } from "../../functions/task/answer-wants.ts"
import { MINUTE_MS } from "#shared/time.ts"
import { groundOf, type Surroundings } from "./ground.ts"
import type { Random } from "./random.ts"
import type { Simulation } from "./schedule.ts"
import type { Steps } from "./steps.ts"

/** How often somebody asks for what is wanted. */
const ASK_MS_MAX = 20 * MINUTE_MS

/** A Stripe that is sometimes away, and sometimes does not know yet what it will know. */
export const unreliable = (asker: Asker, random: Random): Asker => ({
  ...asker,
  ask: async (want) => {
    if (random.chance(0.3)) throw new Error(random.chance(0.5) ? "No such thing yet" : "Stripe is away")
    return asker.ask(want)
  },
})

/** Asks for what is wanted now and then, often twice at once. */
export function startAsking(
  simulation: Simulation,
  { answerWants }: Pick<Steps, "answerWants">,
  around: Surroundings,
  asker: Asker,
  untilMs: number,
): void {
  const ask = (name: string) =>
    simulation.start(
      name,
      async (scheduler) => {
        await scheduler.call(`${name}.work`, (worker) => answerWants(groundOf(worker, around), asker))
      },
      { steady: true },
    )
  simulation.start(
    "asking",
    async (clock) => {
      for (let nth = 0; clock.nowMs() < untilMs; nth++) {
        await clock.sleep(clock.random.span(1, Math.min(ASK_MS_MAX, untilMs - clock.nowMs())))
        ask(`ask ${nth}`)
        if (clock.random.chance(0.3)) ask(`ask ${nth} too`)
      }
    },
    { steady: true },
  )
}
