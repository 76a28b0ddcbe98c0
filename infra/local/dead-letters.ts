import type { Lambda } from "./lambda.ts"
import type { Queue, Target } from "./queue.ts"
import type { Store } from "./store.ts"

/** Something that failed every time it was tried, kept until a person sends it again. */
export interface DeadLetter {
  id: number
  /** Which way it was going: `reader project`, `rule export-requested`, `schedule close`. */
  source: string
  payload: unknown
  error: string
  diedAt: string
}

export interface DeadLetters {
  add(source: string, payload: unknown, error: unknown): void
  all(): DeadLetter[]
  remove(id: number): void
}

export function openDeadLetters(store: Store): DeadLetters {
  store.firm.exec(`
    CREATE TABLE IF NOT EXISTS dead_letters (
      id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, payload TEXT NOT NULL, error TEXT NOT NULL, died_at TEXT NOT NULL)
  `)
  const insert = store.firm.prepare("INSERT INTO dead_letters (source, payload, error, died_at) VALUES (?, ?, ?, ?)")
  const select = store.firm.prepare(
    "SELECT id, source, payload, error, died_at AS diedAt FROM dead_letters ORDER BY id",
  )
  const remove = store.firm.prepare("DELETE FROM dead_letters WHERE id = ?")
  return {
    add(source, payload, error) {
      const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
      insert.run(source, JSON.stringify(payload), text, new Date().toISOString())
    },
    all: () =>
      select.all().map((row) => ({ ...row, payload: JSON.parse(String(row["payload"])) }) as unknown as DeadLetter),
    remove: (id) => void remove.run(id),
  }
}

/** Sends every dead letter again the way it was going; answers how many left. One that fails again stays. */
export async function redrive(from: {
  deadLetters: DeadLetters
  queue: Queue
  lambda: Pick<Lambda, "invoke">
}): Promise<number> {
  let count = 0
  for (const { id, source, payload } of from.deadLetters.all()) {
    const reader = /^reader (.+)$/.exec(source)?.[1]
    if (reader) {
      const isDone = await from.lambda.invoke(reader, payload).then(hasNoFailures, () => false)
      if (!isDone) continue
    } else {
      const letter = payload as { to: Target; payload: unknown }
      from.queue.add([{ source, to: letter.to, payload: letter.payload }])
    }
    from.deadLetters.remove(id)
    count += 1
  }
  return count
}

const hasNoFailures = (answer: unknown) =>
  ((answer as { batchItemFailures?: unknown[] } | null)?.batchItemFailures ?? []).length === 0
