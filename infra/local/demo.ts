import type { Instant } from "#shared/time.ts"
import { readNote, saveNote, type Store } from "./store.ts"

const NOTE = "demo"
type Fill = typeof import("./demo/fill.ts").fill

/**
 * Fills a new data folder once. A fill that was cut off begins again at the next start: the doors keep nothing twice.
 * A folder whose first start was `--empty` stays as it is.
 */
export function startDemo(from: {
  /** Writes something else than the demo (tests). */
  fill?: Fill
  store: Store
  url: string
  /** Keeps the catalog by which the demo's calls cost what they tell; nobody may set prices of the past by the API. */
  keepCatalog: (now: Instant) => Promise<void>
  nowMs: number
  empty: boolean
  adminToken: () => Promise<string>
  say: (sentence: string) => void
}): {
  stop(): Promise<void>
} {
  const { store, say } = from
  const known = readNote(store, NOTE)
  if (from.empty && known === undefined) saveNote(store, NOTE, "none")
  if (known !== "none" && !from.empty) process.env["WATCHBILL_DEMO"] = "1"
  if (from.empty || known === "none" || known === "done") return { stop: async () => {} }

  const stopping = new AbortController()
  const now = known ?? new Date(from.nowMs).toISOString()
  saveNote(store, NOTE, now)
  process.env["WATCHBILL_FILLING"] = "0"
  const progress = (done: number) => {
    process.env["WATCHBILL_FILLING"] = done.toFixed(2)
  }
  const filling = (async () => {
    try {
      // Loaded only when there is something to fill.
      const fill = from.fill ?? (await import("./demo/fill.ts")).fill
      await from.keepCatalog(now)
      await fill({ url: from.url, now, progress, signal: stopping.signal, adminToken: await from.adminToken() })
      saveNote(store, NOTE, "done")
    } catch (error) {
      if (!stopping.signal.aborted)
        say(`The demo data is not complete (${(error as Error).message}); the next start tries again.`)
    } finally {
      delete process.env["WATCHBILL_FILLING"]
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await filling
    },
  }
}
