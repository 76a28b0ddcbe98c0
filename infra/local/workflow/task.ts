import { randomUUID } from "node:crypto"
import type { State } from "../../workflow.ts"
import { INVOKE_AND_WAIT } from "./definition.ts"
import { StatesError } from "./error.ts"
import { evaluate } from "./expression.ts"
import { bindingsOf, keep, type Place, type Run } from "./interpreter.ts"
import type { Frame } from "./store.ts"

/** Calls the function of a Task, once; or calls it and waits for what is sent for its token. */
export async function task(run: Run, place: Place, frame: Frame, state: State): Promise<unknown> {
  const waits = state["Resource"] === INVOKE_AND_WAIT
  if (waits && !frame.kept.token) {
    frame.kept.token = randomUUID()
    run.store.openToken(run.execution, frame.kept.token)
  }
  const bindings = bindingsOf(run, place, frame)
  frame.kept.arguments ??= await evaluate(state["Arguments"] ?? {}, bindings)
  keep(run, place, frame)
  const seconds = async (field: string) => {
    const value = await evaluate(state[field], bindings)
    return value === undefined ? undefined : Number(value)
  }
  const [timeoutSeconds, heartbeatSeconds] = [await seconds("TimeoutSeconds"), await seconds("HeartbeatSeconds")]
  const { FunctionName, Payload } = frame.kept.arguments as { FunctionName: string; Payload?: unknown }
  const invoke = () => run.invoke(FunctionName.replace(/^\$\{(.*)\}$/, "$1"), Payload ?? {})
  const work = (signal: AbortSignal) =>
    waits ? callback(run, place, frame, { invoke, heartbeatSeconds, signal }) : invoke()
  const result = await within(timeoutSeconds, place.signal, work)
  return waits ? result : { ExecutedVersion: "$LATEST", Payload: result, StatusCode: 200 }
}

interface Asking {
  invoke: () => Promise<unknown>
  heartbeatSeconds: number | undefined
  /** Aborted once the task is over, however it ended. */
  signal: AbortSignal
}

/** Asks once, then waits for the token; taken up again after a stop, it does not ask a second time. */
async function callback(run: Run, place: Place, frame: Frame, { invoke, heartbeatSeconds, signal }: Asking) {
  const token = frame.kept.token!
  try {
    const outcome = run.tokens.wait(token, heartbeatSeconds, signal)
    const asked = async () => {
      if (!frame.kept.asked) await invoke()
      frame.kept.asked = true
      if (!signal.aborted) keep(run, place, frame)
      return run.idle(outcome)
    }
    const sent = await Promise.race([outcome, asked()])
    if ("error" in sent) throw new StatesError(sent.error, sent.cause)
    return sent.output
  } finally {
    if (!place.signal.aborted) run.store.closeToken(token)
  }
}

/** Ends the work when its time is over or when its execution ends; its signal tells it so, and tells it when it is done. */
async function within<Result>(
  seconds: number | undefined,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const over = new AbortController()
  const signal = AbortSignal.any([outer, over.signal])
  const timer = seconds && setTimeout(() => over.abort(new StatesError("States.Timeout")), seconds * 1000)
  const limit = new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))
  try {
    outer.throwIfAborted()
    return await Promise.race([work(signal), limit])
  } finally {
    clearTimeout(timer)
    over.abort()
  }
}
