import type { Instant } from "#shared/time.ts"
import type { Db } from "../table/db.ts"
import { forgetRun, startRun } from "../table/run.ts"
import { machineNow } from "./clock.ts"
import { logger } from "./logger.ts"
import { task } from "./task.ts"

/** What a schedule sends: which job, and the time it was due. */
export interface Scheduled {
  job: string
  scheduledAt: Instant
}

/** Wraps every function that a schedule calls: one run per scheduled time, however often it is called. */
export const schedule = <Outcome>(db: Db, jobs: Record<string, (scheduledAt: Instant) => Promise<Outcome>>) =>
  task(async ({ job, scheduledAt }: Scheduled): Promise<Outcome | "duplicate"> => {
    const run = jobs[job]
    if (!run) throw new Error(`There is no job ${job}`)
    const at = new Date(scheduledAt).toISOString()
    if ((await startRun(db, job, at, machineNow())) === "refused") return "duplicate"
    try {
      const outcome = await run(at)
      logger.debug("job done", { job, scheduledAt: at, outcome: outcome as object })
      return outcome
    } catch (error) {
      logger.error("job failed", { job, scheduledAt: at, error })
      await forgetRun(db, job, at)
      throw error
    }
  })
