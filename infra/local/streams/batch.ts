import type { StreamRecord } from "./log.ts"

/** How a batch is delivered, and what is said of its records on the way. */
export interface Mapping {
  retriesMax: number
  /** Calls the function; throws what it throws. */
  invoke(records: StreamRecord[]): Promise<unknown>
  /** Everything up to this record is done and never delivered again. */
  onDone(record: StreamRecord): void
  /** A record that failed every time; it is kept aside. */
  onDead(record: StreamRecord, error: unknown): void
  /** Waits before the n-th retry; throws when the console stops. */
  pause(retry: number): Promise<void>
}

/** So often a whole batch is tried again before it is split: most failures are an outage, not a bad record. */
const WHOLE_RETRIES = 2

/**
 * Delivers records in order, at least once, as an event source mapping does with ReportBatchItemFailures and
 * BisectBatchOnFunctionError: what the function says is done is not sent again, a batch that keeps failing is halved
 * until the bad record stands alone, and that one is set aside after its retries.
 */
export async function deliver(records: StreamRecord[], mapping: Mapping): Promise<void> {
  let rest = records
  for (let failures = 0; rest.length > 0; ) {
    const { doneCount, error } = await attempt(rest, mapping)
    if (doneCount > 0) {
      mapping.onDone(rest[doneCount - 1]!)
      rest = rest.slice(doneCount)
      failures = 0
    }
    if (rest.length === 0) return
    failures += 1
    if (rest.length > 1 && failures > WHOLE_RETRIES) {
      const half = rest.length >> 1
      await deliver(rest.slice(0, half), mapping)
      rest = rest.slice(half)
      failures = 0
    } else if (failures > mapping.retriesMax) {
      mapping.onDead(rest[0]!, error)
      mapping.onDone(rest[0]!)
      return
    } else await mapping.pause(failures)
  }
}

async function attempt(records: StreamRecord[], mapping: Mapping): Promise<{ doneCount: number; error?: unknown }> {
  try {
    const failed = failedOf(await mapping.invoke(records))
    if (failed.length === 0) return { doneCount: records.length }
    const places = failed.map((id) => records.findIndex((record) => record.dynamodb.SequenceNumber === id))
    // An item nobody sent means that nothing can be believed: the whole batch counts as failed.
    return { doneCount: Math.max(0, Math.min(...places)), error: new Error("The function reported failed items.") }
  } catch (error) {
    return { doneCount: 0, error }
  }
}

function failedOf(answer: unknown): string[] {
  const failures = (answer as { batchItemFailures?: { itemIdentifier?: string }[] } | null)?.batchItemFailures ?? []
  return failures.map(({ itemIdentifier }) => itemIdentifier ?? "")
}
