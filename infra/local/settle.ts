import { setTimeout as pause } from "node:timers/promises"
import type { Queue } from "./queue.ts"
import { Sentence } from "./sentence.ts"
import type { RunningReader } from "./streams/reader.ts"
import type { Workflows } from "./workflow/executions.ts"

const SETTLED_WITHIN_MS = 60_000
const LOOK_AGAIN_MS = 5

/**
 * Resolves when nothing moves any more: every reader has read the stream to its end, no delivery is on its way and no
 * workflow is at work. What waits for time (retries, waits, callbacks) is at rest. Tests ask this instead of sleeping.
 */
export async function settle(parts: {
  readers: readonly RunningReader[]
  queue: Queue
  workflows: Workflows
}): Promise<void> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), SETTLED_WITHIN_MS)
  const tooLate = new Promise<never>((_, reject) => {
    late.signal.addEventListener("abort", () => reject(new Sentence("The river did not come to rest within a minute.")))
  })
  try {
    await Promise.race([rest(parts, late.signal), tooLate])
  } finally {
    clearTimeout(timer)
  }
}

async function rest(parts: Parameters<typeof settle>[0], signal: AbortSignal): Promise<void> {
  const isQuiet = () => parts.queue.isQuiet() && parts.workflows.isQuiet()
  // Twice in a row: a delivery that ended between two looks may have written what a reader has yet to see.
  for (let quiet = 0; quiet < 2 && !signal.aborted; ) {
    await Promise.all(parts.readers.map((reader) => reader.caughtUp()))
    quiet = isQuiet() ? quiet + 1 : 0
    if (quiet === 0) await pause(LOOK_AGAIN_MS)
  }
}
