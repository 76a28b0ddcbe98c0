import { type Instant, msOf } from "#shared/time.ts"
import { ABSENT, type Db } from "./db.ts"

/**
 * One execution of something scheduled. Its id is its scheduled time, so a duplicate finds the place taken.
 *   pk  run#<job>
 *   sk  <scheduled at>
 */
export const startRun = (db: Db, job: string, scheduledAt: Instant, now: Instant): Promise<"done" | "refused"> =>
  db.write({
    put: {
      pk: `run#${job}`,
      sk: scheduledAt,
      kind: "run",
      startedAt: now,
      ttl: Math.ceil(msOf(now) / 1_000) + RUN_LIFE_SECONDS,
    },
    when: ABSENT,
  })
const RUN_LIFE_SECONDS = 2 * 86_400

/** Lets a run that failed be taken up again under the same scheduled time. */
export const forgetRun = (db: Db, job: string, scheduledAt: Instant): Promise<"done" | "refused"> =>
  db.write({ remove: { pk: `run#${job}`, sk: scheduledAt } })
