import { HOUR_MS, instant, MINUTE_MS } from "#shared/time.ts"
import { Broken, type Stage, type World } from "./world.ts"

const TIMES = 6
const FIRINGS_MAX = 4

/** A schedule fires each of its times once or more, early runs still going on when the next firing comes. */
export const schedules: World = {
  name: "schedules",
  holds: "I10",
  startMs: () => Date.parse("2026-03-29T00:30:00.000Z"),
  async live({ simulation, steps, random }: Stage) {
    const finished = new Map<string, number>()
    const underWay = new Map<string, number>()
    const startMs = simulation.nowMs()
    const fire = (nth: number, firing: number) => {
      const scheduledAt = instant(startMs + nth * HOUR_MS)
      simulation.start(
        `firing ${nth}.${firing}`,
        async (scheduler) => {
          await scheduler.sleep(nth * HOUR_MS + scheduler.random.below(2 * MINUTE_MS))
          // Whoever gets no answer fires again, twice at most, as EventBridge does.
          for (let tries = 0; tries < 3; tries++) {
            let started = false
            const ending = await scheduler.call(`job ${nth}.${firing}.${tries}`, (worker) => {
              const job = async () => {
                started = true
                if (underWay.get(scheduledAt)) throw new Broken("I10", `Two runs of ${scheduledAt} go on at once`)
                underWay.set(scheduledAt, 1)
                try {
                  for (let step = 0; step < 3; step++)
                    await worker.db.write({ put: { pk: "work", sk: `${step}`, kind: "work" } })
                } finally {
                  underWay.delete(scheduledAt)
                }
                finished.set(scheduledAt, (finished.get(scheduledAt) ?? 0) + 1)
              }
              return steps.schedule(worker.db, { job })({ job: "job", scheduledAt }, {} as never)
            })
            if (ending.outcome === "failed" && ending.error instanceof Broken) throw ending.error
            if (ending.outcome === "crashed" && started) underWay.delete(scheduledAt)
            if (ending.outcome === "done") return
          }
        },
        { steady: true },
      )
    }
    for (let nth = 0; nth < TIMES; nth++)
      for (let firing = 1 + random.below(FIRINGS_MAX); firing > 0; firing--) fire(nth, firing)
    await simulation.run()
    for (const [scheduledAt, count] of finished)
      if (count > 1) throw new Broken("I10", `${scheduledAt} was run ${count} times`)
  },
}
