import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { openStore, type Store } from "../../../infra/local/store.ts"

/** A data folder of one test. */
export interface TestFolder {
  path: string
  /** Opens the store anew, as a restarted console does; earlier ones are left as a killed console leaves them. */
  store(): Store
  remove(): void
}

export function testFolder(): TestFolder {
  const path = mkdtempSync(join(tmpdir(), "watchbill-local-"))
  const opened: Store[] = []
  return {
    path,
    store() {
      const store = openStore(join(path, "river.db"))
      opened.push(store)
      return store
    },
    remove() {
      for (const store of opened) store.close()
      rmSync(path, { recursive: true, force: true })
    },
  }
}
