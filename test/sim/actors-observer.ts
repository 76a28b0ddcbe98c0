import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#shared/time.ts"
import type { Simulation } from "./schedule.ts"

const PAUSE_MS_MIN = 2 * MINUTE_MS
const PAUSE_MS_MAX = 2 * HOUR_MS
/** Marks are due a few seconds after they are made, by clocks that differ, and work that failed a minute later. */
const SOON_MS = 75 * SECOND_MS

/** Looks at the table in moments in which nobody has anything to do, long before the sweeps come by and mend what was missed. */
export function startObserver(
  simulation: Simulation,
  { untilMs, isQuiet, nextDueMs }: { untilMs: number; isQuiet(): boolean; nextDueMs(): number },
  check: (overByMs: number) => Promise<void>,
): void {
  simulation.start(
    "observer",
    async (observer) => {
      const nobodyHasWork = () => isQuiet() && nextDueMs() > observer.nowMs() + SOON_MS
      while (observer.nowMs() < untilMs) {
        await observer.sleep(observer.random.span(PAUSE_MS_MIN, PAUSE_MS_MAX))
        // Others may have their turn between the moment and the look.
        while (!nobodyHasWork()) await observer.until(nobodyHasWork)
        await check(2 * SOON_MS)
      }
    },
    { steady: true, watcher: true },
  )
}
