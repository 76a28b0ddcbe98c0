import { mkdirSync, rmSync } from "node:fs"
import { join, resolve } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { Sentence } from "./sentence.ts"

/** The data folder of one console: everything it keeps stands here under these names, and only these. */
export interface Folder {
  path: string
  /** Lets the next console in. */
  release(): void
}

/** Names in a data folder. `--fresh` removes exactly these, never anything else that stands there. */
export const IN_FOLDER = {
  engine: "engine",
  engineFile: "engine/table.db",
  store: "river.db",
  files: "files",
  functions: "functions",
  log: "functions.log",
  console: "console.json",
} as const

/** A lock the system lets go of when its holder dies, whatever it died of; undefined when somebody else holds it. */
export function holdLock(path: string): (() => void) | undefined {
  const lock = new DatabaseSync(path, { timeout: 0 })
  try {
    lock.exec("BEGIN EXCLUSIVE")
    return () => lock.close()
  } catch {
    lock.close()
    return undefined
  }
}

/** Takes the data folder for this console alone, and empties it first when it shall be fresh. */
export function openFolder(dataDir: string, { fresh = false } = {}): Folder {
  const path = resolve(dataDir)
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new Sentence(`The data folder ${path} cannot be made: ${(error as Error).message}.`)
  }
  const release = holdLock(join(path, "lock"))
  if (!release)
    throw new Sentence(`Another console runs on ${path}: stop it, or choose another folder with --data DIR.`)
  if (fresh) forget(path)
  for (const name of [IN_FOLDER.engine, IN_FOLDER.files]) mkdirSync(join(path, name), { recursive: true })
  return { path, release }
}

function forget(path: string): void {
  const { store, ...others } = IN_FOLDER
  const names = [...Object.values(others), store, `${store}-wal`, `${store}-shm`]
  for (const name of names) rmSync(join(path, name), { recursive: true, force: true })
}
