import type { ScheduleSpec } from "../river.ts"
import { firingTimes } from "./firing-times.ts"
import type { Queue } from "./queue.ts"
import type { Store } from "./store.ts"

/** EventBridge Scheduler: fires each schedule once per scheduled time, also the last one it missed while it was off. */
export interface Scheduler {
  /** Fires, once each, what would have fired between two instants; resolves when each was tried. Answers what fired. */
  fireBetween(fromMs: number, toMs: number): Promise<{ name: string; scheduledAt: string }[]>
  start(): void
  stop(): void
}

const TIMER_MS_MAX = 60_000

export function openScheduler(from: {
  schedules: readonly ScheduleSpec[]
  store: Store
  queue: Queue
  nowMs?: () => number
}): Scheduler {
  const { store, queue } = from
  const nowMs = from.nowMs ?? Date.now
  store.firm.exec("CREATE TABLE IF NOT EXISTS firings (name TEXT PRIMARY KEY, looked_until_ms INTEGER NOT NULL)")
  const select = store.firm.prepare("SELECT looked_until_ms AS ms FROM firings WHERE name = ?")
  const upsert = store.firm.prepare(`
    INSERT INTO firings (name, looked_until_ms) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET looked_until_ms = excluded.looked_until_ms
  `)
  const schedules = from.schedules.map((spec) => ({ spec, times: firingTimes(spec.expression, spec.zone) }))
  let timer: NodeJS.Timeout | undefined

  const deliveryOf = ({ name, to, job }: ScheduleSpec, ms: number) => ({
    source: `schedule ${name}`,
    to: { function: to },
    payload: { job, scheduledAt: new Date(ms).toISOString() },
  })

  /** Queues what became due; that it was is written together with it, so neither happens without the other. */
  const look = () => {
    const now = nowMs()
    let nextMs = now + TIMER_MS_MAX
    for (const { spec, times } of schedules) {
      const lookedUntil = select.get(spec.name)?.["ms"] as number | undefined
      if (lookedUntil === undefined) upsert.run(spec.name, now)
      else {
        const due = times.lastIn(lookedUntil, now)
        if (due !== undefined) queue.add([deliveryOf(spec, due)], () => upsert.run(spec.name, due))
      }
      nextMs = Math.min(nextMs, times.after(now) ?? nextMs)
    }
    timer = setTimeout(look, Math.max(1, nextMs - nowMs()))
  }

  return {
    async fireBetween(fromMs, toMs) {
      const due = schedules.flatMap(({ spec, times }) => {
        const ms = times.lastIn(fromMs, toMs)
        return ms === undefined ? [] : [{ spec, ms }]
      })
      due.sort((a, b) => a.ms - b.ms)
      for (const { spec, ms } of due) await queue.tried(queue.add([deliveryOf(spec, ms)]))
      return due.map(({ spec, ms }) => ({ name: spec.name, scheduledAt: new Date(ms).toISOString() }))
    },
    start: look,
    stop: () => clearTimeout(timer),
  }
}
