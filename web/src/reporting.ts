import { createSignal } from "solid-js"
import { type Instant, msOf } from "#shared/time.ts"

const [zone, setZone] = createSignal("UTC")
const [clock, setClock] = createSignal({ businessMs: Date.now(), readAtMs: Date.now(), held: false })
const [tick, setTick] = createSignal(0)

/** The zone of the platform's days, a setting; every time on a page is written in it. */
export { zone }
/** What the console says of itself, taken over from the newest `/api/me`. */
export function setReporting(told: { timeZone: string; currency: string; now: Instant }): void {
  setZone(told.timeZone)
  const businessMs = msOf(told.now)
  setClock((before) => {
    const passedMs = Date.now() - before.readAtMs
    // A business clock that is held in place says the same moment at every reading.
    const held = passedMs > 2_000 && Math.abs(businessMs - before.businessMs) < passedMs / 2
    return { businessMs, readAtMs: Date.now(), held }
  })
}

/** The business clock now, in milliseconds: pages count from it, not from the reader's own clock. */
export function nowMs(): number {
  tick()
  const { businessMs, readAtMs, held } = clock()
  return held ? businessMs : businessMs + Math.max(0, Date.now() - readAtMs)
}

/** Moves what is written relative to now, twice a minute and whenever the page is looked at again. */
export function startTicking(): void {
  setInterval(() => setTick((it) => it + 1), 30_000)
  document.addEventListener("visibilitychange", () => setTick((it) => it + 1))
}
