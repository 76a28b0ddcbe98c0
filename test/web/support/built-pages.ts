import { existsSync } from "node:fs"
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { build } from "vite"
import { inject } from "vitest"

const root = join(import.meta.dirname, "../../..")
const WAIT_MS = 100

/** The console's pages, built once for all files of a run: by the first that asks, while the others wait. Answers their folder. */
export async function builtPages(): Promise<string> {
  const folder = join(inject("pagesFolder"), "pages")
  const done = join(inject("pagesFolder"), "built")
  const isMine = await mkdir(folder).then(
    () => true,
    () => false,
  )
  if (isMine) {
    await build({ configFile: join(root, "web/vite.config.ts"), logLevel: "error", build: { outDir: folder } })
    await writeFile(done, "")
  }
  while (!existsSync(done)) await pause(WAIT_MS)
  return folder
}
