import type { Life, Step } from "./life.ts"
import type { Random } from "./random.ts"

/** The steps that wait to be taken, and the true time, which passes when none can be taken before. */
export interface StepQueue {
  nowMs(): number
  pass(ms: number): void
  add(step: Step): void
  /** Takes the step that the seed picks among those that can be taken now, or at the next moment at which one can. */
  next(): Step
  /** Takes away every step of a life. */
  without(life: Life): Step[]
  /** True while anybody but watchers waits for a step that will come. */
  holdsWork(): boolean
}

export function stepQueue(random: Random, startMs: number): StepQueue {
  let nowMs = startMs
  /** Steps that can be taken now, that wait for a time, that wait for a condition. */
  let [ready, sleeping, watching]: [Step[], Step[], Step[]] = [[], [], []]
  return {
    nowMs: () => nowMs,
    pass: (ms) => {
      nowMs += ms
    },
    add(step) {
      if (step.condition) watching.push(step)
      else if (step.wakeAtMs !== undefined && step.wakeAtMs > nowMs) sleeping.push(step)
      else ready.push(step)
    },
    next() {
      for (;;) {
        move(sleeping, ready, ({ wakeAtMs }) => wakeAtMs! <= nowMs)
        move(watching, ready, ({ condition }) => condition!())
        if (ready.length > 0) return take(ready, random.below(ready.length))
        if (sleeping.length === 0)
          throw new Error(`Stuck: ${watching.map(({ life, what }) => `${life.name} ${what}`).join(", ")}`)
        nowMs = Math.min(...sleeping.map(({ wakeAtMs }) => wakeAtMs!))
      }
    },
    without(life) {
      const theirs = [...ready, ...sleeping, ...watching].filter((step) => step.life === life)
      const others = (steps: Step[]) => steps.filter((step) => step.life !== life)
      ;[ready, sleeping, watching] = [others(ready), others(sleeping), others(watching)]
      return theirs
    },
    holdsWork: () => ready.some(isWork) || sleeping.some(isWork),
  }
}

const isWork = ({ life }: Step): boolean => !life.watcher

function move(from: Step[], to: Step[], can: (step: Step) => boolean): void {
  for (let at = from.length - 1; at >= 0; at--) if (can(from[at]!)) to.push(take(from, at))
}

/** Takes one out without moving the others along: their order means nothing. */
function take(from: Step[], at: number): Step {
  const step = from[at]!
  const last = from.pop()!
  if (last !== step) from[at] = last
  return step
}
