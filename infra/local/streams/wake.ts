import { watch } from "node:fs"
import { basename, dirname } from "node:path"

/** Calls back at once when the engine has written, so that readers need not ask it all the time. Returns what ends it. */
export function onWrite(engineFile: string, wake: () => void): () => void {
  const log = `${basename(engineFile)}-wal`
  const watcher = watch(dirname(engineFile), (_event, name) => name === log && wake())
  watcher.on("error", () => watcher.close())
  return () => watcher.close()
}
