/** An event that waits to be sent, as the JSON that will be sent: what is done to its data later changes nothing. */
export interface Waiting {
  json: string
  bytes: number
}

/** What the door takes at once. Bytes are those of the JSON, packed or not. */
export const BATCH_EVENTS_MAX = 500
export const BATCH_BYTES_MAX = 262_144

/** The largest event that a batch of its own can hold. */
export const EVENT_BYTES_MAX = BATCH_BYTES_MAX - 2

/** The first events of a queue that go together: at least one, as many as a batch can hold. */
export function batchOf(queue: readonly Waiting[]): Waiting[] {
  let bytes = 1
  const fits = queue.findIndex((event, nth) => {
    bytes += event.bytes + 1
    return nth > 0 && (nth >= BATCH_EVENTS_MAX || bytes > BATCH_BYTES_MAX)
  })
  return queue.slice(0, fits < 0 ? queue.length : fits)
}

/** Whether a queue holds as much as goes together. */
export const isFull = (queue: readonly Waiting[], bytes: number): boolean =>
  queue.length >= BATCH_EVENTS_MAX || bytes + queue.length + 1 >= BATCH_BYTES_MAX
