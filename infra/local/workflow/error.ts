/** An error as Step Functions knows it: a name that Retry and Catch match, and a cause in words. */
export class StatesError extends Error {
  constructor(name: string, cause = "") {
    super(cause)
    this.name = name
  }
}

/** Why everything of an execution ends at once: it was stopped, or it timed out, or a sibling failed. Never caught. */
export class Ended extends Error {
  override name = "Ended"
}

/** What a failing function looks like to a workflow: its error's name, and Lambda's JSON as the cause. */
export function statesErrorOf(thrown: unknown): StatesError {
  if (thrown instanceof StatesError) return thrown
  const { name: errorType, message: errorMessage } =
    thrown instanceof Error ? thrown : { name: "Error", message: String(thrown) }
  return new StatesError(errorType, JSON.stringify({ errorMessage, errorType }))
}

/** Whether a list of ErrorEquals means this error. */
export function isNamed(errorEquals: readonly string[], name: string): boolean {
  return errorEquals.some(
    (wanted) =>
      wanted === name ||
      (wanted === "States.ALL" && name !== "States.DataLimitExceeded" && name !== "States.Runtime") ||
      (wanted === "States.TaskFailed" && !name.startsWith("States.")) ||
      (wanted === "States.Timeout" && name === "States.HeartbeatTimeout"),
  )
}

export interface Retrier {
  ErrorEquals: string[]
  IntervalSeconds?: number
  MaxAttempts?: number
  BackoffRate?: number
  MaxDelaySeconds?: number
  JitterStrategy?: "FULL" | "NONE"
}

/** How long to wait before the next try; undefined when there shall be none. */
export function retryDelayMs(retrier: Retrier, retriesDone: number, random: () => number): number | undefined {
  if (retriesDone >= (retrier.MaxAttempts ?? 3)) return undefined
  const grown = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** retriesDone
  const seconds = Math.min(grown, retrier.MaxDelaySeconds ?? grown)
  return 1000 * (retrier.JitterStrategy === "FULL" ? seconds * random() : seconds)
}
