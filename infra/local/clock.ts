import { Sentence } from "./sentence.ts"

/**
 * Two clocks. The business clock (windows, days, verdicts) stands in WATCHBILL_NOW, which holds it, or is the machine's.
 * What is due is due by the machine's clock plus everything the business clock was moved on by hand.
 */
export interface Clock {
  businessMs(): number
  dueMs(): number
  /** Moves the business clock and everything due by it; answers from where to where. It then stands still. */
  move(to: { now: string } | { advanceMs: number }): { fromMs: number; toMs: number }
  onMove(listener: () => void): () => void
}

/** The furthest a timer of Node reaches is 24.8 days. */
const TIMER_MS_MAX = 86_400_000

export function openClock(): Clock {
  const listeners = new Set<() => void>()
  const businessMs = () => {
    const held = process.env["WATCHBILL_NOW"]
    return held === undefined ? Date.now() : Date.parse(held)
  }
  const skewMs = () => Number(process.env["WATCHBILL_DUE_SKEW_MS"] ?? 0)
  return {
    businessMs,
    dueMs: () => Date.now() + skewMs(),
    move(to) {
      const fromMs = businessMs()
      const toMs = "now" in to ? msOfInstant(to.now) : fromMs + to.advanceMs
      process.env["WATCHBILL_NOW"] = new Date(toMs).toISOString()
      // Backwards nothing becomes undue again: what was due has been done.
      process.env["WATCHBILL_DUE_SKEW_MS"] = String(skewMs() + Math.max(0, toMs - fromMs))
      for (const listener of listeners) listener()
      return { fromMs, toMs }
    },
    onMove(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Reads an ISO instant such as WATCHBILL_NOW. */
export function msOfInstant(text: string): number {
  const ms = Date.parse(text)
  if (Number.isNaN(ms) || !/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text)) {
    throw new Sentence(`"${text}" is not an ISO instant like 2026-03-09T04:05:06Z.`)
  }
  return ms
}

/** Waits until something is due, or until the clock was moved past it; throws the signal's reason when that comes first. */
export function untilDue(clock: Clock, dueMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined
    const end = (finish: () => void) => {
      clearTimeout(timer)
      forget()
      signal.removeEventListener("abort", aborted)
      finish()
    }
    const look = () => {
      clearTimeout(timer)
      const waitMs = dueMs - clock.dueMs()
      if (waitMs <= 0) end(resolve)
      else timer = setTimeout(look, Math.min(waitMs, TIMER_MS_MAX))
    }
    const aborted = () => end(() => reject(signal.reason))
    const forget = clock.onMove(look)
    if (signal.aborted) return aborted()
    signal.addEventListener("abort", aborted)
    look()
  })
}
