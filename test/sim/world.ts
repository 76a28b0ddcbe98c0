import type { Random } from "./random.ts"
import type { Simulation } from "./schedule.ts"
import type { Steps } from "./steps.ts"

/** What a world is set up on. */
export interface Stage {
  simulation: Simulation
  steps: Steps
  random: Random
  /** Looks after each step from now on at what must hold at any moment. */
  afterStep(look: () => void): void
}

/** One small part of the river with everybody who uses it. */
export interface World {
  name: string
  /** Invariants it holds, by their numbers in the specification. */
  holds: string
  startMs(random: Random): number
  /** Lets everybody live until nobody has anything left to do, and looks at what must hold then. */
  live(stage: Stage): Promise<void>
}

/** An invariant that does not hold. */
export class Broken extends Error {
  override name = "Broken"
  constructor(invariant: string, what: string) {
    super(`${invariant}: ${what}`)
  }
}

/** Two values that must be equal, compared as text with sorted keys. */
export function mustEqual(invariant: string, what: string, found: unknown, expected: unknown): void {
  const [one, other] = [sortedJson(found), sortedJson(expected)]
  if (one !== other) throw new Broken(invariant, `${what} is ${one}, and must be ${other}`)
}

const sortedJson = (value: unknown): string =>
  JSON.stringify(value, (_, held: unknown) =>
    held !== null && typeof held === "object" && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([one], [other]) => (one < other ? -1 : 1)))
      : held,
  ) ?? "nothing"
