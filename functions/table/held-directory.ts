import type { DirectoryKind } from "#shared/directory/column.ts"
import { type Directory, openDirectory } from "./directory.ts"
import type { Ground } from "./ground.ts"

const opened = new WeakMap<Ground, Map<string, Directory<never>>>()

/** A directory, open once per process. */
export function heldDirectory<Row extends { id: string }>(ground: Ground, kind: DirectoryKind<Row>): Directory<Row> {
  const all = opened.get(ground) ?? new Map<string, Directory<never>>()
  opened.set(ground, all)
  const held = all.get(kind.name) as Directory<Row> | undefined
  if (held) return held
  const directory = openDirectory(kind, {
    db: ground.db,
    files: ground.files,
    now: ground.clock.machine,
    onLoadFailure: (error) =>
      console.error(JSON.stringify({ level: "ERROR", message: "directory not loaded", error: String(error) })),
  })
  all.set(kind.name, directory as Directory<never>)
  return directory
}
