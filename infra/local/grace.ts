import { setTimeout as pause } from "node:timers/promises"

const GRACE_MS = 3_000

/** Waits for work under way when the console stops, but not for long: what is cut off is done again at the next start. */
export const grace = (work: Promise<unknown>): Promise<unknown> =>
  Promise.race([work, pause(GRACE_MS, undefined, { ref: false })])
