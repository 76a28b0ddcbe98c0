import { actorOf } from "./actor.ts"
import { type Faults, NO_FAULTS } from "./faults.ts"
import { type Random, randomOf } from "./random.ts"
import type { Actor, Ending, Life, Step } from "./life.ts"
import { stepQueue } from "./step-queue.ts"
import type { Store } from "./store.ts"

export interface SimulationOptions {
  store: Store
  seed: number
  faults?: Faults
  /** True time at the start, in milliseconds since 1970. */
  startMs?: number
  /** More steps than this are taken for a livelock. */
  stepsMax?: number
  /** Looks after every step at what must hold at any moment; it throws when it does not. */
  afterStep?: () => void
}

/** Steady actors meet no faults. Watchers may still be waiting when a run ends. */
export interface Kind {
  steady?: boolean
  watcher?: boolean
}

export interface Simulation {
  store: Store
  random: Random
  /** True time. */
  nowMs(): number
  stepCount(): number
  /** Tells two orders of events apart: the same seed always has the same. */
  digest(): string
  /** The last steps, newest last. */
  trace(): readonly string[]
  faults(): Faults
  setFaults(faults: Faults): void
  /** Lets somebody live from the next `run` on; an error that leaves this life ends the run. */
  start(name: string, life: (actor: Actor) => Promise<unknown>, kind?: Kind): void
  /** Takes steps until all but the watchers have ended and `done` holds. */
  run(done?: () => boolean): Promise<void>
}

/** What actors need of the scheduler. */
export interface Scheduler {
  store: Store
  random: Random
  nowMs(): number
  faults(): Faults
  enqueue(step: Step): void
  note(life: Life, what: string): void
  /** Ends a life in the middle. */
  crash(life: Life): Promise<void>
  begin<T>(name: string, life: (actor: Actor) => Promise<T>, kind: Kind, onEnd: (ending: Ending<T>) => void): void
  /** Says that an actor waits for another, or no longer does. */
  open(life: Life): void
  close(life: Life): void
}

const TRACE_LENGTH = 300
const STEP_MS_MAX = 4
/** So long an actor may be busy with something that is no step: a compression, or a look into the real engine. */
const BUSY_MS_MAX = 30_000

/**
 * Runs ordinary asynchronous code one step at a time. Every call of an actor's `db` waits until the seed picks it, and
 * between two steps all code runs as far as it can: one seed is one order of events, on every machine.
 */
export function simulation(options: SimulationOptions): Simulation {
  const { store, seed, startMs = Date.UTC(2026, 0, 5), stepsMax = 200_000, afterStep } = options
  const random = randomOf(seed)
  const queue = stepQueue(random, startMs)
  const lives = new Set<Life>()
  const trace: string[] = []
  const failures: { name: string; error: unknown }[] = []
  let faults = options.faults ?? NO_FAULTS
  let [stepCount, busyCount, hash] = [0, 0, 0x811c9dc5]

  const scheduler: Scheduler = {
    store,
    random,
    nowMs: queue.nowMs,
    faults: () => faults,
    enqueue(step) {
      scheduler.open(step.life)
      queue.add(step)
    },
    open(life) {
      if (life.openCount++ === 0 && life.alive) busyCount--
    },
    close(life) {
      if (--life.openCount === 0 && life.alive) busyCount++
    },
    note(life, what) {
      const text = `${life.name}: ${what}`
      for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
      if (trace.push(text) > 2 * TRACE_LENGTH) trace.splice(0, TRACE_LENGTH)
    },
    async crash(life) {
      for (const step of queue.without(life)) await step.onCrash?.()
      life.end({ outcome: "crashed" })
    },
    begin(name, run, kind, onEnd) {
      const skewMs = kind.steady ? 0 : Math.round((2 * random.unit() - 1) * faults.skewMsMax)
      const life: Life = {
        name,
        steady: false,
        watcher: false,
        ...kind,
        skewMs,
        alive: true,
        openCount: 0,
        end: () => {},
      }
      busyCount++
      lives.add(life)
      life.end = (ending) => {
        if (!life.alive) return
        if (life.openCount === 0) busyCount--
        life.alive = false
        lives.delete(life)
        onEnd(ending as never)
      }
      const live = () => {
        run(actorOf(scheduler, life)).then(
          (value) => life.end({ outcome: "done", value }),
          (error: unknown) => life.end({ outcome: "failed", error }),
        )
      }
      scheduler.enqueue({ life, what: "begins", happen: live })
    },
  }

  /** All code runs as far as it can: a tick comes when no promise is left to be continued. */
  const settle = async () => {
    await tick()
    const isBusy = () => busyCount > 0
    const busy = () => [...lives].find(({ openCount }) => openCount === 0)
    const sinceMs = performance.now()
    for (let turns = 0; isBusy(); turns++) {
      if (performance.now() - sinceMs > BUSY_MS_MAX)
        throw new Error(`${busy()?.name} waits for something that the simulation does not know`)
      await (turns % 100 === 99 ? pause() : turn())
    }
  }

  const isOver = () => {
    for (const { watcher } of lives) if (!watcher) return false
    return !queue.holdsWork()
  }

  return {
    store,
    random,
    nowMs: queue.nowMs,
    stepCount: () => stepCount,
    digest: () => (hash >>> 0).toString(16),
    trace: () => trace.slice(-TRACE_LENGTH),
    faults: () => faults,
    setFaults: (asked) => {
      faults = asked
    },
    start(name, life, kind = {}) {
      scheduler.begin(name, life, kind, (ending) => {
        if (ending.outcome === "failed") failures.push({ name, error: ending.error })
      })
    },
    async run(done = () => true) {
      await turn()
      for (;;) {
        await settle()
        const failure = failures.shift()
        if (failure) throw new Error(`${failure.name} failed`, { cause: failure.error })
        if (isOver() && done()) return
        if (++stepCount > stepsMax) throw new Error(`Livelock: ${stepsMax} steps were not enough`)
        const step = queue.next()
        queue.pass(random.below(STEP_MS_MAX))
        scheduler.close(step.life)
        scheduler.note(step.life, step.what)
        await step.happen()
        afterStep?.()
      }
    },
  }
}

const tick = () => new Promise<void>((resolve) => process.nextTick(resolve))
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 1))
