import type { Instant } from "#shared/time.ts"
import { env } from "../runtime/env.ts"
import { logger } from "../runtime/logger.ts"
import { type Scheduled, schedule } from "../runtime/schedule.ts"
import { task } from "../runtime/task.ts"
import { s3Files } from "../table/files.ts"
import { type Ground, openGround } from "../table/ground.ts"
import { signedDb } from "../table/signed.ts"
import { openStripe } from "./open-stripe.ts"
import { recordFailure } from "./reconcile-ending.ts"
import { reconcile, type Step, type StepOutcome } from "./reconcile-step.ts"
import { requestNightly } from "./request-nightly.ts"

/** What the workflow says when a step failed to the end: an error's name, or an ending's. */
interface Failed extends Step {
  failed: string
}

const db = signedDb(env("TABLE_NAME"))
let ground: Ground | undefined
const WORK_MS_MAX = 45_000

const step = task(async (asked: Step | Failed): Promise<StepOutcome> => {
  ground ??= openGround(db, s3Files(""))
  if (!("failed" in asked)) {
    const endsAt = Date.now() + WORK_MS_MAX
    return reconcile(ground, await openStripe(), asked, () => Date.now() > endsAt)
  }
  await recordFailure(ground, asked, asked.failed)
  return { ...asked, status: "ended" }
})

/** Each night: requests a comparison, unless one is under way. */
const scheduled = schedule(db, {
  request: async (scheduledAt: Instant) => {
    ground ??= openGround(db, s3Files(""))
    const outcome = await requestNightly(ground, scheduledAt)
    if (outcome === "another is under way") logger.warn("no nightly comparison", { outcome, scheduledAt })
    return { outcome }
  },
})

/** A step of the workflow, or the night's request. */
export const handler = (event: Scheduled | Step | Failed, context: unknown) =>
  "job" in event ? scheduled(event, context as never) : step(event, context as never)
