import type { Db } from "../../functions/table/db.ts"
import type { Random } from "./random.ts"

/** How a life ended: by itself, by an error, or in the middle of things. */
export type Ending<T> = { outcome: "done"; value: T } | { outcome: "failed"; error: unknown } | { outcome: "crashed" }

/** Somebody who does things: an invocation of a function, a client, a worker. Nothing else may be waited for than is offered here. */
export interface Actor {
  name: string
  db: Db
  random: Random
  /** The machine's clock, as wrong as this actor's is. */
  nowMs(): number
  /** Anything else outside the actor that takes a step and can go wrong as a call of the table can: a file, a bus. */
  step<T>(what: string, apply: () => T | Promise<T>): Promise<T>
  sleep(ms: number): Promise<void>
  /** Waits until something is so; nothing can go wrong meanwhile. */
  until(condition: () => boolean): Promise<void>
  /** Lets somebody else live, and waits for the end. What goes wrong there does not reach this actor. */
  call<T>(name: string, life: (actor: Actor) => Promise<T>): Promise<Ending<T>>
}

/** The scheduler's side of an actor. */
export interface Life {
  name: string
  steady: boolean
  watcher: boolean
  alive: boolean
  /** Steps that wait, and lives waited for. One that lives and has none is busy with itself. */
  openCount: number
  skewMs: number
  end(ending: Ending<unknown>): void
}

/** One thing that waits to happen. */
export interface Step {
  life: Life
  what: string
  wakeAtMs?: number
  condition?: () => boolean
  happen(): void | Promise<void>
  /** What a crash makes of it: a call may have been on its way. */
  onCrash?(): void | Promise<void>
}
