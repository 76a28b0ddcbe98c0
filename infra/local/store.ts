import { DatabaseSync } from "node:sqlite"

/** The river's own durable state: deliveries, positions, executions, grants. One file, two ways of writing to it. */
export interface Store {
  /** Waits for the disk: for what somebody was told is kept. */
  firm: DatabaseSync
  /** Survives a killed process, may lose its last writes in a power cut: for progress that is made again. */
  swift: DatabaseSync
  close(): void
}

const connect = (path: string, synchronous: "FULL" | "NORMAL") => {
  const database = new DatabaseSync(path, { timeout: 5000 })
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}`)
  return database
}

/** Opens the store, making it when there is none. Each module makes its own tables in it. */
export function openStore(path: string): Store {
  const firm = connect(path, "FULL")
  const swift = connect(path, "NORMAL")
  firm.exec("CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
  return {
    firm,
    swift,
    close() {
      swift.close()
      firm.close()
    },
  }
}

/** All of it or nothing. Work is synchronous, so nothing else writes in between. */
export function transact<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("BEGIN IMMEDIATE")
  try {
    const result = work()
    database.exec("COMMIT")
    return result
  } catch (error) {
    database.exec("ROLLBACK")
    throw error
  }
}

/** A small fact about this data folder, such as a secret made for it. */
export function readNote(store: Store, name: string): string | undefined {
  return store.firm.prepare("SELECT value FROM notes WHERE name = ?").get(name)?.["value"] as string | undefined
}

export function saveNote(store: Store, name: string, value: string): void {
  store.firm
    .prepare("INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
    .run(name, value)
}

/** The note, written the first time it is asked for and the same ever after. */
export async function noteOnce(store: Store, name: string, make: () => string | Promise<string>): Promise<string> {
  const known = readNote(store, name)
  if (known !== undefined) return known
  const made = await make()
  saveNote(store, name, made)
  return made
}
