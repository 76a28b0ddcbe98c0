import type { State } from "../../workflow.ts"
import { type Clock, untilDue } from "../clock.ts"
import type { Chain } from "./definition.ts"
import { Ended, isNamed, type Retrier, retryDelayMs, StatesError, statesErrorOf } from "./error.ts"
import { type Bindings, evaluate } from "./expression.ts"
import { type Done, perform } from "./states.ts"
import type { Execution, Frame, WorkflowStore } from "./store.ts"
import type { Tokens } from "./tokens.ts"

/** One execution being run, and what it needs of the world. */
export interface Run {
  execution: Execution
  store: WorkflowStore
  tokens: Tokens
  clock: Clock
  invoke(functionName: string, payload: unknown): Promise<unknown>
  random(): number
  /** Marks a wait in which the execution does nothing by itself, and work done meanwhile; tests wait until there is none. */
  idle<Result>(wait: Promise<Result>): Promise<Result>
  work<Result>(job: Promise<Result>): Promise<Result>
}

/** A chain of states within an execution. `path` is where its frame is kept: "" for the workflow, "/0/3" for an item of a branch. */
export interface Place {
  chain: Chain
  path: string
  /** Asked for only when the chain is entered the first time. */
  input(): Promise<unknown>
  variables: Record<string, unknown>
  context: Record<string, unknown>
  signal: AbortSignal
}

interface Catcher {
  ErrorEquals: string[]
  Next: string
  Assign?: Record<string, unknown>
  Output?: unknown
}
interface Step {
  output: unknown
  assigned: Record<string, unknown>
  next: string | undefined
}

const STATE_BYTES_MAX = 256 * 1024

/** Runs a chain from where its frame says it stands, or from its start, to its output. */
export async function runChain(run: Run, place: Place): Promise<unknown> {
  const save = (frame: Frame) => run.store.saveFrame(run.execution, place.path, frame, true)
  const enter = (state: string, input: unknown, variables: Record<string, unknown>): Frame => {
    const frame = { state, input, variables, enteredAt: new Date().toISOString(), retries: {}, kept: {} }
    save(frame)
    return frame
  }
  let frame = run.store.frame(run.execution, place.path)
  frame ??= enter(place.chain.StartAt, await place.input(), place.variables)
  if (frame.output) return frame.output.value
  for (;;) {
    place.signal.throwIfAborted()
    const state = place.chain.States[frame.state]!
    const step = await runState(run, place, frame, state)
    if (step.next === undefined) {
      save({ ...frame, output: { value: step.output } })
      return step.output
    }
    frame = enter(step.next, step.output, { ...frame.variables, ...step.assigned })
  }
}

/** One state to its end, through its retries and catchers. */
async function runState(run: Run, place: Place, frame: Frame, state: State): Promise<Step> {
  for (;;) {
    try {
      if (frame.kept.retryAtMs !== undefined) {
        await run.idle(untilDue(run.clock, frame.kept.retryAtMs, place.signal))
        frame.kept = {}
      }
      return await stepOf(run, place, frame, state, await perform(run, place, frame, state))
    } catch (thrown) {
      if (thrown instanceof Ended) throw thrown
      const error = statesErrorOf(thrown)
      const retryAtMs = retryAt(run, frame, state, error)
      if (retryAtMs !== undefined) {
        frame.kept = { retryAtMs }
        run.store.saveFrame(run.execution, place.path, frame, true)
        continue
      }
      const catcher = ((state["Catch"] ?? []) as Catcher[]).find(({ ErrorEquals }) => isNamed(ErrorEquals, error.name))
      if (!catcher) throw error
      return caught(run, place, frame, catcher, error)
    }
  }
}

/** When to try again; counts the retry. Undefined when no retrier is left. */
function retryAt(run: Run, frame: Frame, state: State, error: StatesError): number | undefined {
  const retriers = (state["Retry"] ?? []) as Retrier[]
  const position = retriers.findIndex(({ ErrorEquals }) => isNamed(ErrorEquals, error.name))
  if (position < 0) return undefined
  const done = frame.retries[position] ?? 0
  const delayMs = retryDelayMs(retriers[position]!, done, run.random)
  frame.retries[position] = done + 1
  return delayMs === undefined ? undefined : run.clock.dueMs() + delayMs
}

async function stepOf(run: Run, place: Place, frame: Frame, state: State, done: Done): Promise<Step> {
  const bindings = bindingsOf(run, place, frame, done.hasResult ? { result: done.value } : {})
  const { Assign = state["Assign"], Output = state["Output"] } = done.fields ?? {}
  const assigned = ((await evaluate(Assign, bindings)) ?? {}) as Record<string, unknown>
  const output = Output === undefined ? done.value : await evaluate(Output, bindings)
  const isLast = state.Type === "Succeed" || state["End"] === true
  return { output: limited(output), assigned, next: done.next ?? (isLast ? undefined : (state["Next"] as string)) }
}

async function caught(run: Run, place: Place, frame: Frame, catcher: Catcher, error: StatesError): Promise<Step> {
  const errorOutput = { Error: error.name, Cause: error.message }
  const bindings = bindingsOf(run, place, frame, { errorOutput })
  const assigned = ((await evaluate(catcher.Assign, bindings)) ?? {}) as Record<string, unknown>
  const output = catcher.Output === undefined ? errorOutput : await evaluate(catcher.Output, bindings)
  return { output: limited(output), assigned, next: catcher.Next }
}

function limited(value: unknown): unknown {
  if (Buffer.byteLength(JSON.stringify(value ?? null)) <= STATE_BYTES_MAX) return value
  throw new StatesError("States.DataLimitExceeded", `A state's output is at most ${STATE_BYTES_MAX} bytes.`)
}

/** What expressions of a state may name. */
export function bindingsOf(run: Run, place: Place, frame: Frame, more: Record<string, unknown> = {}): Bindings {
  const { workflow, name, input, startedAt } = run.execution
  const context = {
    Execution: { Id: executionArn(workflow, name), Input: input, Name: name, StartTime: startedAt, RoleArn: "local" },
    StateMachine: { Id: workflowArn(workflow), Name: workflow },
    State: {
      Name: frame.state,
      EnteredTime: frame.enteredAt,
      RetryCount: Object.values(frame.retries).reduce((sum, count) => sum + count, 0),
    },
    ...(frame.kept.token ? { Task: { Token: frame.kept.token } } : {}),
    ...place.context,
  }
  return { ...frame.variables, states: { input: frame.input, context, ...more } }
}

const ARN = "arn:aws:states:us-east-1:000000000000"
export const workflowArn = (workflow: string) => `${ARN}:stateMachine:${workflow}`
export const executionArn = (workflow: string, name: string) => `${ARN}:execution:${workflow}:${name}`

/** Keeps what a state worked out; frames inside it stay. */
export const keep = (run: Run, place: Place, frame: Frame) =>
  run.store.saveFrame(run.execution, place.path, frame, false)
