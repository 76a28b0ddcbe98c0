import type { Step } from "./life.ts"
import type { Timeline } from "./timeline.ts"

/** A trial that is over. */
export interface EndedTrial {
  atSeconds: number
  /** Whether what it became has MRR. */
  converted: boolean
}

/** Every trial of a customer's subscriptions that ended; one that was made longer goes on. */
export const trialsOf = ({ subscriptions, deletedSeconds }: Timeline): EndedTrial[] =>
  subscriptions.flatMap(({ steps }) => {
    const told = steps.filter(({ atSeconds }) => deletedSeconds === null || atSeconds < deletedSeconds)
    const ended = told.flatMap((step, at) =>
      isTrial(told[at - 1]) && !isTrial(step) ? [{ atSeconds: step.atSeconds, converted: step.mrrCents > 0 }] : [],
    )
    return deletedSeconds !== null && isTrial(told.at(-1))
      ? [...ended, { atSeconds: deletedSeconds, converted: false }]
      : ended
  })

const isTrial = (step: Step | undefined): boolean => step?.snapshot.status === "trialing"
