import { HOUR_MS, type Instant, MINUTE_MS, msOf, SECOND_MS } from "../time.ts"

/** More changes than this make every page read slower than a build costs. */
export const CHANGES_MAX = 200
/** A build follows the one before by no less, however much changes. */
const PAUSE_MS = 10 * SECOND_MS
/** A few changes wait so long for company. */
const WAIT_MS = 5 * MINUTE_MS
/** The hourly rebuild is late by now: whoever sees that does it. */
const REBUILD_MS = HOUR_MS + 5 * MINUTE_MS

/** How a directory's newest snapshot stands. */
export interface Standing {
  /** Changes since the snapshot; counting may stop above CHANGES_MAX. */
  changeCount: number
  builtAt: Instant
  /** When a snapshot was last made from the table alone. */
  rebuiltAt: Instant
}

/** Decides what the builder does now. `standing` is absent before the first snapshot, or when its shape is not today's. */
export function buildDue(standing: Standing | undefined, now: Instant): "wait" | "build" | "rebuild" {
  if (!standing) return "rebuild"
  const { changeCount, builtAt, rebuiltAt } = standing
  const agedMs = msOf(now) - msOf(builtAt)
  if (agedMs < PAUSE_MS) return "wait"
  if (msOf(now) - msOf(rebuiltAt) >= REBUILD_MS) return "rebuild"
  if (changeCount === 0) return "wait"
  return changeCount > CHANGES_MAX || agedMs >= WAIT_MS ? "build" : "wait"
}
