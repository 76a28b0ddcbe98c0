import { setTimeout as pause } from "node:timers/promises"
import type { Reader } from "../../river.ts"
import type { DeadLetters } from "../dead-letters.ts"
import { grace } from "../grace.ts"
import type { Lambda } from "../lambda.ts"
import { deliver } from "./batch.ts"
import { isFor } from "./filter.ts"
import type { StreamLog, StreamRecord } from "./log.ts"
import type { Positions } from "./positions.ts"

/** One reader of the table's stream, running. */
export interface RunningReader {
  /** Looks now instead of at its next turn. */
  wake(): void
  /** Resolves once it has seen everything that was in the stream when it was asked. */
  caughtUp(): Promise<void>
  stop(): Promise<void>
}

export interface ReaderParts {
  reader: Reader
  log: StreamLog
  lambda: Pick<Lambda, "invoke">
  positions: Positions
  deadLetters: DeadLetters
  /** How long an idle reader rests when nothing wakes it. */
  restMs: number
  /** Told when the stream itself cannot be read; once per trouble, not once per try. */
  onTrouble: (error: Error) => void
  /** The wait before the n-th retry. */
  backoffMs?: (retry: number) => number
}

/** Most of what is in the stream is not for this reader: pages are larger than batches, to pass over it quickly. */
const PAGE_RECORDS = 250
const AFTER_TROUBLE_MS = 500
/** Before a page a reader waits for what else is written in the same moment: a page of many costs as much as one of one. */
const GATHER_MS = 20
const BACKOFF_MS_MAX = 5_000
const backoff = (retry: number) => Math.min(BACKOFF_MS_MAX, 50 * 2 ** retry)

/** Feeds one function from the stream, in order and at least once. Its place is kept after success only. */
export function startReader(parts: ReaderParts): RunningReader {
  const { reader, log, lambda, positions, deadLetters } = parts
  const stopping = new AbortController()
  const waiting: (() => void)[] = []
  let wakened = false
  let rouse = () => {}
  const wake = () => {
    wakened = true
    rouse()
  }
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      if (wakened || stopping.signal.aborted) return resolve()
      const timer = setTimeout(resolve, ms)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  /** Reads one page of a shard to its end; answers how much there was. */
  const readPage = async (shard: string): Promise<number> => {
    const { records, ended } = await log.read(shard, positions.of(reader.to, shard), PAGE_RECORDS)
    const save = (record: StreamRecord) => positions.save(reader.to, shard, record.dynamodb.SequenceNumber)
    const matching = records.filter((record) => isFor(reader, record))
    for (let from = 0; from < matching.length; from += reader.batchSize) {
      await deliver(matching.slice(from, from + reader.batchSize), {
        retriesMax: reader.retriesMax,
        invoke: (batch) => lambda.invoke(reader.to, { Records: batch }),
        onDone: save,
        onDead: (record, error) => deadLetters.add(`reader ${reader.to}`, { Records: [record] }, error),
        pause: (retry) => pause((parts.backoffMs ?? backoff)(retry), undefined, { signal: stopping.signal }),
      })
      stopping.signal.throwIfAborted()
    }
    const last = records.at(-1)
    if (last) save(last)
    else if (ended) positions.close(reader.to, shard)
    return records.length
  }

  const run = async () => {
    let shard: string | undefined
    let troubled = false
    let count = PAGE_RECORDS
    while (!stopping.signal.aborted) {
      const asking: (() => void)[] = []
      try {
        if (waiting.length === 0 && count < PAGE_RECORDS) await pause(GATHER_MS, undefined, { signal: stopping.signal })
        wakened = false
        asking.push(...waiting.splice(0))
        if (shard === undefined || positions.isClosed(reader.to, shard)) {
          shard = (await log.shards()).find((id) => !positions.isClosed(reader.to, id))
        }
        count = shard === undefined ? 0 : await readPage(shard)
        troubled = false
        if (count > 0) waiting.unshift(...asking)
        else {
          for (const tell of asking) tell()
          await rest(parts.restMs)
        }
      } catch (error) {
        if (stopping.signal.aborted) return
        waiting.unshift(...asking)
        if (!troubled) parts.onTrouble(error as Error)
        troubled = true
        await rest(AFTER_TROUBLE_MS)
      }
    }
  }
  const running = run()
  return {
    wake,
    caughtUp: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        wake()
      }),
    async stop() {
      stopping.abort()
      rouse()
      await grace(running)
      for (const tell of waiting) tell()
    },
  }
}
