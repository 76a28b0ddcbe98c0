/** One step of a generation as the product told it: how long it took, that it was skipped, or that it failed. */
export interface StepTold {
  component: string
  ms?: number | null
  skipped?: boolean | string | null
  error?: boolean | string | null
}

/** What a generation.completed event tells. */
export interface GenerationTold {
  org?: string | null
  user?: string | null
  mode?: string | null
  steps?: readonly StepTold[] | null
  sizeBytes?: number | null
  result?: string | null
}

export const OUTCOMES = ["ok", "failed"] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Results that say of themselves that they are none, in any case. */
const FAILURES: readonly string[] = ["error", "failed", "failure", "timeout"]

export const hasFailed = ({ error }: StepTold): boolean => Boolean(error)

/** How a generation ended: as its result says; without one it failed when a step of it did. */
export function outcomeOf({ result, steps }: GenerationTold): Outcome {
  if (result) return FAILURES.includes(result.toLowerCase()) ? "failed" : "ok"
  return steps?.some(hasFailed) ? "failed" : "ok"
}

/**
 * The step that the image or language model took: the longest of those whose component's name contains `model`, in any
 * case; where none is called so, the longest of all. Undefined where none of them tells milliseconds.
 */
export function modelStepOf({ steps }: GenerationTold): (StepTold & { ms: number }) | undefined {
  const all = steps ?? []
  const models = all.filter(({ component }) => component.toLowerCase().includes("model"))
  let longest: (StepTold & { ms: number }) | undefined
  for (const step of models.length > 0 ? models : all) {
    const { ms } = step
    if (typeof ms === "number" && (longest === undefined || ms > longest.ms)) longest = { ...step, ms }
  }
  return longest
}
