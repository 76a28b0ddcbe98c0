import { createSignal, untrack } from "solid-js"
import { type Instant, msOf } from "#shared/time.ts"

const [zone, setZone] = createSignal("UTC")
const [clock, setClock] = createSignal({ businessMs: Date.now(), readAtMs: Date.now(), held: false })
const [tick, setTick] = createSignal(0)
const [jumps, setJumps] = createSignal(0)
/** A clock that is off by less is only late by a round trip. */
const JUMP_MS_MIN = 60_000

/** The zone of the platform's days, a setting; every time on a page is written in it. */
export { zone }
/** What the console says of itself, taken over from the newest `/api/me`. */
export function setReporting(told: { timeZone: string; currency: string; now: Instant }): void {
  setZone(told.timeZone)
  const businessMs = msOf(told.now)
  const isOff = Math.abs(businessMs - untrack(nowMs)) > JUMP_MS_MIN
  setClock((before) => {
    const passedMs = Date.now() - before.readAtMs
    // A business clock that is held in place says the same moment at every reading.
    const held = passedMs > 2_000 && Math.abs(businessMs - before.businessMs) < passedMs / 2
    return { businessMs, readAtMs: Date.now(), held }
  })
  if (isOff) setJumps((it) => it + 1)
}

/** The business clock now, in milliseconds: pages count from it, not from the reader's own clock. */
export function nowMs(): number {
  tick()
  const { businessMs, readAtMs, held } = clock()
  return held ? businessMs : businessMs + Math.max(0, Date.now() - readAtMs)
}

/** The same for what is asked once: it moves only when the console says that its clock is another one than was thought. */
export function askedNowMs(): number {
  jumps()
  return untrack(nowMs)
}

/** Moves what is written relative to now, twice a minute and whenever the page is looked at again. */
export function startTicking(): void {
  setInterval(() => setTick((it) => it + 1), 30_000)
  document.addEventListener("visibilitychange", () => setTick((it) => it + 1))
}
