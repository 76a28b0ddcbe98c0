import { hash32 } from "#shared/id.ts"
import type { Change } from "../../functions/runtime/stream.ts"
import type { Actor } from "./life.ts"
import type { Simulation } from "./schedule.ts"
import { changesIn, type StreamRecord } from "./store.ts"

/** A reader of the table's stream, as infra/river.ts describes one. */
export interface ReaderSpec {
  name: string
  /** Which changes it is told, by its filter. */
  sees: (change: Change) => boolean
  /** One invocation. It answers the sequence number to start again from, or nothing when the whole batch is done. */
  apply: (changes: Change[], actor: Actor) => Promise<string | undefined>
  batchSizeMax: number
  retriesMax: number
}

export interface StreamReader {
  /** True when every record was delivered or given up, and nothing comes again any more. */
  isDrained(): boolean
  /** Batches that failed too often. */
  deadLetters: Change[][]
  /** Delivers dead letters again, all of them, as somebody would who had mended the cause. */
  redrive(): void
}

/** Shards keep the order of one partition key, and run beside each other. */
const SHARDS = 4
const AGAIN_MS_MIN = 50
const AGAIN_MS_MAX = 600_000

/** Reads the stream of a simulation's store: in order within a shard, at least once, and as faulty as the faults say. */
export function readStream(simulation: Simulation, spec: ReaderSpec): StreamReader {
  const { store, random } = simulation
  const deadLetters: Change[][] = []
  const positions: number[] = Array.from({ length: SHARDS }, () => 0)
  let underWay = 0
  let invocations = 0

  const invoke = async (poller: Actor, batch: Change[]) => {
    underWay++
    const ending = await poller.call(`${spec.name} ${invocations++}`, (actor) => spec.apply(batch, actor))
    underWay--
    return ending
  }

  /** Delivers until the batch is done, or given up. */
  const deliver = async (poller: Actor, whole: Change[]): Promise<void> => {
    let batch = whole
    for (let failures = 0; batch.length > 0; ) {
      const ending = await invoke(poller, batch)
      const failedAt = ending.outcome === "done" ? ending.value : batch[0]!.sequence
      if (failedAt === undefined) return
      const isFirst = batch[0]!.sequence === failedAt
      failures = isFirst ? failures + 1 : 0
      batch = batch.slice(batch.findIndex(({ sequence }) => sequence === failedAt))
      if (failures <= spec.retriesMax) continue
      // Half of a batch that keeps failing is tried alone, so that one bad record does not take the others with it.
      if (batch.length === 1) {
        deadLetters.push(batch)
        return
      }
      const middle = Math.ceil(batch.length / 2)
      await deliver(poller, batch.slice(0, middle))
      batch = batch.slice(middle)
      failures = 0
    }
  }

  /** Somebody beside the shards delivers a batch, later. */
  const later = (batch: Change[], how: (poller: Actor, batch: Change[]) => Promise<unknown>) => {
    underWay++
    simulation.start(
      `${spec.name} again`,
      async (poller) => {
        await poller.sleep(random.span(AGAIN_MS_MIN, AGAIN_MS_MAX))
        await how(poller, batch)
        underWay--
      },
      { steady: true, watcher: true },
    )
  }

  const told = (record: StreamRecord, shard: number): Change[] => {
    if (hash32(record.key.pk) % SHARDS !== shard) return []
    return changesIn([record]).filter((change) => spec.sees(change) && !random.chance(simulation.faults().streamLost))
  }

  for (let shard = 0; shard < SHARDS; shard++)
    simulation.start(
      `${spec.name} shard ${shard}`,
      async (poller) => {
        for (;;) {
          await poller.until(() => positions[shard]! < store.records.length)
          const size = 1 + random.below(spec.batchSizeMax)
          const batch: Change[] = []
          let position = positions[shard]!
          while (position < store.records.length && batch.length < size)
            batch.push(...told(store.records[position++]!, shard))
          if (batch.length > 0) {
            underWay++
            await deliver(poller, batch)
            underWay--
            if (random.chance(simulation.faults().streamAgain)) later(batch, invoke)
          }
          positions[shard] = position
        }
      },
      { steady: true, watcher: true },
    )

  return {
    deadLetters,
    isDrained: () => underWay === 0 && positions.every((position) => position === store.records.length),
    redrive: () => {
      for (const batch of deadLetters.splice(0)) later(batch, deliver)
    },
  }
}
