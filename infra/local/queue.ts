import { randomUUID } from "node:crypto"
import type { DeadLetters } from "./dead-letters.ts"
import { grace } from "./grace.ts"
import { type Store, transact } from "./store.ts"

export type Target = { function: string } | { workflow: string }

/** Something on its way to a function or a workflow: an event of the bus that a rule matched, or a schedule's firing. */
export interface Delivery {
  id: string
  /** Who sent it, `rule export-requested` or `schedule close`. */
  source: string
  to: Target
  payload: unknown
}

/** A durable queue: what was added is delivered at least once, however often the console is killed in between. */
export interface Queue {
  /** Kept on disk when this returns. `alongside` is written in the same transaction. */
  add(deliveries: Omit<Delivery, "id">[], alongside?: () => void): string[]
  /** Resolves once each of these has been tried at least once. */
  tried(ids: readonly string[]): Promise<void>
  /** Whether nothing is on its way now; what waits for a retry does not count. */
  isQuiet(): boolean
  start(): void
  stop(): Promise<void>
}

const AT_ONCE = 16
/** About half an hour of tries, so that an outage is not taken for a bad event. */
const ATTEMPTS_MAX = 40
const BACKOFF_MS_MAX = 60_000
/** Full jitter: retries of many deliveries do not come back together. */
const backoff = (attempts: number) => Math.random() * Math.min(BACKOFF_MS_MAX, 100 * 2 ** attempts)

export function openQueue(from: {
  store: Store
  deadLetters: DeadLetters
  deliver: (delivery: Delivery) => Promise<void>
  attemptsMax?: number
  backoffMs?: (attempts: number) => number
}): Queue {
  const { firm, swift } = from.store
  firm.exec(`
    CREATE TABLE IF NOT EXISTS deliveries (
      id TEXT PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL, payload TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0, due_ms INTEGER NOT NULL);
    CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (due_ms)
  `)
  const insert = firm.prepare("INSERT INTO deliveries (id, source, target, payload, due_ms) VALUES (?, ?, ?, ?, ?)")
  const selectDue = swift.prepare("SELECT * FROM deliveries WHERE due_ms <= ? ORDER BY due_ms, id LIMIT 100")
  const selectNext = swift.prepare("SELECT MIN(due_ms) AS due FROM deliveries WHERE due_ms > ?")
  const remove = swift.prepare("DELETE FROM deliveries WHERE id = ?")
  const removeFirmly = firm.prepare("DELETE FROM deliveries WHERE id = ?")
  const postpone = swift.prepare("UPDATE deliveries SET attempts = ?, due_ms = ? WHERE id = ?")

  const inFlight = new Map<string, Promise<void>>()
  const watched = new Map<string, () => void>()
  let timer: NodeJS.Timeout | undefined
  let running = false
  let stopped = false

  const attempt = async (row: Record<string, unknown>): Promise<void> => {
    const id = String(row["id"])
    const delivery: Delivery = {
      id,
      source: String(row["source"]),
      to: JSON.parse(String(row["target"])) as Target,
      payload: JSON.parse(String(row["payload"])),
    }
    const attempts = Number(row["attempts"]) + 1
    try {
      await from.deliver(delivery)
      if (!stopped) remove.run(id)
    } catch (error) {
      if (stopped) return
      if (attempts < (from.attemptsMax ?? ATTEMPTS_MAX)) {
        postpone.run(attempts, Date.now() + Math.ceil((from.backoffMs ?? backoff)(attempts)), id)
      } else {
        transact(firm, () => {
          from.deadLetters.add(delivery.source, { to: delivery.to, payload: delivery.payload }, error)
          removeFirmly.run(id)
        })
      }
    }
    watched.get(id)?.()
  }

  const look = () => {
    clearTimeout(timer)
    if (!running) return
    const nowMs = Date.now()
    for (const row of selectDue.all(nowMs)) {
      const id = String(row["id"])
      if (inFlight.size >= AT_ONCE || inFlight.has(id)) continue
      inFlight.set(
        id,
        attempt(row).finally(() => {
          inFlight.delete(id)
          look()
        }),
      )
    }
    const next = selectNext.get(nowMs)?.["due"]
    if (typeof next === "number") timer = setTimeout(look, Math.max(1, next - nowMs))
  }

  return {
    add(deliveries, alongside) {
      const ids = deliveries.map(() => randomUUID())
      transact(firm, () => {
        for (const [place, { source, to, payload }] of deliveries.entries()) {
          insert.run(ids[place]!, source, JSON.stringify(to), JSON.stringify(payload), Date.now())
        }
        alongside?.()
      })
      setImmediate(look)
      return ids
    },
    async tried(ids) {
      const waits = ids.map((id) => new Promise<void>((resolve) => watched.set(id, resolve)))
      await Promise.all(waits)
      for (const id of ids) watched.delete(id)
    },
    isQuiet: () => inFlight.size === 0 && selectDue.all(Date.now()).length === 0,
    start() {
      running = true
      look()
    },
    async stop() {
      running = false
      clearTimeout(timer)
      await grace(Promise.allSettled(inFlight.values()))
      stopped = true
      for (const tell of watched.values()) tell()
    },
  }
}
