import { batchOf, isFull, type Waiting } from "./batch.ts"
import { delayMs } from "./delay.ts"
import { type Door, post, type Posted } from "./post.ts"

type Kept = Extract<Posted, { kind: "kept" }>

/** Events on their way out, oldest first: one request at a time, each batch until the console has answered for it. */
export interface Queue {
  add(event: Waiting): void
  /** How many events wait or are under way. */
  length(): number
  /** Sends until what waits now is answered for, or time runs out; the `last` time without waiting to try again. */
  flush(withinMs: number, last?: "last"): Promise<"done" | "waiting">
  /** Gives up everything that waits, and the request under way. */
  abandon(reason: string): void
}

export interface QueueOptions {
  door: Door
  waitMs: number
  onKept: (batch: readonly Waiting[], kept: Kept) => void
  onDropped: (event: Waiting, reason: string) => void
}

export function openQueue({ door, waitMs, onKept, onDropped }: QueueOptions): Queue {
  const events: Waiting[] = []
  let bytes = 0
  /** How many events ever left the queue; who flushes waits for a number of them. */
  let left = 0
  const flushing = new Set<{ until: number; done: () => void }>()
  let stop = new AbortController()
  let busy = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let wake = () => {}

  const remove = (count: number): Waiting[] => {
    const removed = events.splice(0, count)
    for (const event of removed) bytes -= event.bytes
    left += removed.length
    return removed
  }
  const answered = () => {
    for (const waits of flushing) if (left >= waits.until) waits.done()
  }

  /** Sends the first events that go together, again and again until there is an answer. */
  async function sendFirst(): Promise<void> {
    const { signal } = stop
    const batch = batchOf(events)
    const json = `[${batch.map((event) => event.json).join(",")}]`
    for (let nth = 0; ; nth++) {
      const posted = await post(door, json, signal)
      if (signal.aborted) return
      if (posted.kind !== "again") {
        remove(batch.length)
        if (posted.kind === "kept") onKept(batch, posted)
        else for (const event of batch) onDropped(event, posted.reason)
        return
      }
      await pause(delayMs(nth, posted.askedMs, Math.random()))
      if (signal.aborted) return
    }
  }

  /** Waits until the time is over or somebody wakes it. */
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const over = unheld(setTimeout(resolve, ms))
      wake = () => {
        clearTimeout(over)
        resolve()
      }
    })

  async function sendDue(): Promise<void> {
    if (busy) return
    busy = true
    clearTimeout(timer)
    timer = undefined
    do {
      await sendFirst()
      answered()
    } while (events.length > 0 && (flushing.size > 0 || isFull(events, bytes)))
    busy = false
    if (events.length > 0) schedule()
  }

  function schedule(): void {
    timer ??= unheld(setTimeout(() => void sendDue(), waitMs))
  }

  return {
    add(event) {
      events.push(event)
      bytes += event.bytes
      if (busy) return
      if (isFull(events, bytes)) void sendDue()
      else schedule()
    },
    length: () => events.length,
    flush(withinMs, last) {
      if (events.length === 0) return Promise.resolve("done")
      return new Promise((resolve) => {
        const end = (outcome: "done" | "waiting") => {
          clearTimeout(late)
          flushing.delete(waits)
          resolve(outcome)
        }
        // This timer holds Node's process until the flush is over.
        const late = setTimeout(() => end("waiting"), withinMs)
        const waits = { until: left + events.length, done: () => end("done") }
        flushing.add(waits)
        if (last) wake()
        void sendDue()
      })
    },
    abandon(reason) {
      stop.abort()
      wake()
      stop = new AbortController()
      for (const event of remove(events.length)) onDropped(event, reason)
      answered()
    },
  }
}

/** A timer that Node's process does not wait for. */
function unheld<Timer>(timer: Timer): Timer {
  const { unref } = timer as { unref?: () => void }
  unref?.call(timer)
  return timer
}
