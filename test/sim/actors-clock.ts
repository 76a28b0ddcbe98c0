import { MINUTE_MS } from "#shared/time.ts"
import { groundOf, type Surroundings } from "./ground.ts"
import type { Simulation } from "./schedule.ts"
import type { Steps } from "./steps.ts"
import type { WorkWatch } from "./work-watch.ts"

const WORK_MS_MAX = 50_000
/** Work may be marked while the clock sleeps: it looks again after so long, whatever is due. */
const LOOK_MS_MAX = 10 * MINUTE_MS

/** A busy minute's work waits so long at most. */
const LATE_MS_MAX = 9 * MINUTE_MS

/** The schedule of the closing job: each minute that has something due, often twice, until an instant. Answers whether one is at work. */
export function startClock(
  simulation: Simulation,
  { close }: Pick<Steps, "close">,
  around: Surroundings,
  watch: WorkWatch,
  untilMs: number,
): () => boolean {
  let underWay = 0
  const work = (name: string) => {
    simulation.start(
      name,
      async (scheduler) => {
        underWay++
        await scheduler.call(`${name}.work`, (worker) => {
          const endsMs = worker.nowMs() + WORK_MS_MAX
          return close(groundOf(worker, around), () => worker.nowMs() > endsMs)
        })
        underWay--
      },
      { steady: true },
    )
  }
  simulation.start(
    "clock",
    async (clock) => {
      for (let nth = 0; clock.nowMs() < untilMs; nth++) {
        const now = clock.nowMs()
        const lookMs = Math.min(Math.max(watch.nextDueMs(), now + MINUTE_MS), now + LOOK_MS_MAX, untilMs)
        const lateMs = clock.random.span(1, LATE_MS_MAX)
        await clock.sleep(Math.ceil((lookMs + lateMs) / MINUTE_MS) * MINUTE_MS - now)
        if (watch.nextDueMs() > clock.nowMs()) continue
        work(`close ${nth}`)
        if (clock.random.chance(0.4)) work(`close ${nth} too`)
      }
    },
    { steady: true },
  )
  return () => underWay > 0
}
