import { type ClientOptions, optionsOf } from "./options.ts"
import { EVENT_BYTES_MAX, type Waiting } from "./batch.ts"
import type { EventData } from "./event-data.ts"
import { beforeExit } from "./exit.ts"
import { openQueue } from "./queue.ts"

export type { ClientOptions, Told } from "./options.ts"
export type { EventData } from "./event-data.ts"

/** What became of the events given to a client so far; `duplicates` as the console counts them. */
export interface Counts {
  accepted: number
  duplicates: number
  rejected: number
  dropped: number
  waiting: number
}

/** Sends a product's events to a console. Nothing here throws or holds the product up. */
export interface Client {
  /**
   * Has an event sent with the next batch, and gives its id: one of its own where none is told, the same however often it is
   * sent. `time` is when it happened, by default now.
   */
  send<Type extends keyof EventData>(
    type: Type,
    data: EventData[Type],
    more?: { id?: string; time?: string | Date },
  ): string
  /** Sends what waits without waiting for more: "done" when the console has answered for all of it, "waiting" when time ran out. */
  flush(withinMs?: number): Promise<"done" | "waiting">
  /** Takes no more events, sends what waits, and drops what cannot be sent in time. */
  close(withinMs?: number): Promise<void>
  counts(): Counts
}

const FLUSH_MS = 30_000
const CLOSE_MS = 10_000
const EXIT_MS = 5_000

/** Opens a client. It needs `fetch`: Node from 20, or a worker. */
export function createClient(options: ClientOptions): Client {
  const { url, key, source, gzip, timeoutMs, waitMs, queueMax, onRejected, onDropped, closeOnSigterm } =
    optionsOf(options)
  const counts = { accepted: 0, duplicates: 0, rejected: 0, dropped: 0 }
  let closed = false
  const reject = ({ json }: Waiting, reason: string) => {
    counts.rejected++
    onRejected({ event: JSON.parse(json), reason })
  }
  const drop = ({ json }: Waiting, reason: string) => {
    counts.dropped++
    onDropped({ event: JSON.parse(json), reason })
  }
  const queue = openQueue({
    door: { url: `${url}/v1/events`, key, gzip, timeoutMs },
    waitMs,
    onKept: (batch, { accepted, duplicates, rejected }) => {
      counts.accepted += accepted
      counts.duplicates += duplicates
      for (const { index, reason } of rejected) if (batch[index]) reject(batch[index], reason)
    },
    onDropped: drop,
  })
  const flush = (withinMs = FLUSH_MS) => queue.flush(withinMs)
  const close = async (withinMs = CLOSE_MS) => {
    closed = true
    await queue.flush(withinMs, "last")
    queue.abandon("the client was closed before it could be sent")
    forget()
  }
  // What waits when the process ends by itself gets one more chance, and ends with the process.
  const forget = beforeExit(closeOnSigterm, async () => {
    await queue.flush(EXIT_MS, "last")
    queue.abandon("the process ended before it could be sent")
  })

  return {
    send(type, data, { id = crypto.randomUUID(), time = new Date() } = {}) {
      const event = waitingOf({ specversion: "1.0", id, source, type, time, data })
      if (closed) drop(event, "the client is closed")
      else if (event.bytes === Infinity) drop(event, "its data cannot be said in JSON")
      else if (event.bytes > EVENT_BYTES_MAX) drop(event, "larger than 256 KB")
      else if (queue.length() >= queueMax) drop(event, `${queueMax} events wait already`)
      else queue.add(event)
      return id
    },
    flush,
    close,
    counts: () => ({ ...counts, waiting: queue.length() }),
  }
}

/** An event as it will be sent. One whose data no JSON can say has no end of bytes. */
function waitingOf(event: Record<string, unknown>): Waiting {
  try {
    const json = JSON.stringify(event)
    return { json, bytes: new TextEncoder().encode(json).length }
  } catch {
    return { json: JSON.stringify({ ...event, id: String(event["id"]), data: {} }), bytes: Infinity }
  }
}
