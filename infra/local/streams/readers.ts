import type { TABLE } from "../../river.ts"
import type { Reader } from "../../river.ts"
import type { DeadLetters } from "../dead-letters.ts"
import type { Engine } from "../engine/engine.ts"
import { startUpkeep } from "../engine/upkeep.ts"
import type { Lambda } from "../lambda.ts"
import type { Store } from "../store.ts"
import { openStreamLog } from "./log.ts"
import { openPositions } from "./positions.ts"
import { type RunningReader, startReader } from "./reader.ts"
import { onWrite } from "./wake.ts"

/** How long an idle reader rests: long where the engine's file says when something was written, short where it cannot. */
const REST_MS = { wakened: 250, polling: 40 }

export interface RunningReaders {
  readers: RunningReader[]
  stop(): Promise<void>
}

/** Starts every reader of the table's stream, and the upkeep of the engine's file behind the slowest of them. */
export async function startReaders(from: {
  readers: readonly Reader[]
  engine: Engine
  table: typeof TABLE
  lambda: Lambda
  store: Store
  deadLetters: DeadLetters
  say: (sentence: string) => void
}): Promise<RunningReaders> {
  const { engine, table, lambda, deadLetters, say } = from
  const { arn } = await openStreamLog(engine.url, table.name)
  const positions = openPositions(from.store, arn)
  const starting = from.readers.map(async (reader) =>
    startReader({
      reader,
      log: await openStreamLog(engine.url, table.name),
      lambda,
      positions,
      deadLetters,
      restMs: engine.file ? REST_MS.wakened : REST_MS.polling,
      onTrouble: (error) => say(`The stream cannot be read for ${reader.to}: ${error.message}.`),
    }),
  )
  const readers = await Promise.all(starting)
  const stops: (() => unknown)[] = []
  if (engine.file) {
    const passed = () => positions.passed(from.readers.map(({ to }) => to))
    const upkeep = startUpkeep({ file: engine.file, url: engine.url, table, passed })
    stops.push(() => upkeep.stop())
    const wakeAll = () => {
      for (const reader of readers) reader.wake()
    }
    stops.push(onWrite(engine.file, wakeAll))
  }
  return {
    readers,
    async stop() {
      await Promise.all(readers.map((reader) => reader.stop()))
      for (const end of stops) await end()
    },
  }
}
