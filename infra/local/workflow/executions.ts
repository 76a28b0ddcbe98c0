import { randomUUID } from "node:crypto"
import { isDeepStrictEqual } from "node:util"
import type { Workflow } from "../../workflow.ts"
import type { Clock } from "../clock.ts"
import type { Store } from "../store.ts"
import { checkWorkflow } from "./definition.ts"
import { Ended, StatesError, statesErrorOf } from "./error.ts"
import { executionArn, type Run, runChain } from "./interpreter.ts"
import { type Execution, openWorkflowStore, type Outcome, type Status } from "./store.ts"
import { openTokens } from "./tokens.ts"

/** Step Functions on one machine: executions that go on after a kill with the state they were in. */
export interface Workflows {
  /** Kept on disk when it returns. The same name and input again answers with the running execution, as on AWS. */
  start(workflow: string, input: unknown, name?: string): { executionArn: string; startedAt: string }
  describe(executionArn: string): Execution
  /** Throws TaskTimedOut when nobody waits for the token. */
  settle(token: string, outcome: Outcome): void
  beat(token: string): void
  counts(): Record<string, number>
  /** Whether no execution is doing anything; waiting for time or for a token is nothing. */
  isQuiet(): boolean
  /** Takes up what ran when the console ended. */
  resume(): void
  stop(): Promise<void>
}

const STOPPED = new Ended("The console stops.")
/** Instants and ids with colons are not names on AWS either. */
const EXECUTION_NAME = /^[\w.@=!()'-]{1,80}$/
const refusal = (name: string, message: string) => Object.assign(new Error(message), { name })

export function openWorkflows(from: {
  workflows: Record<string, Workflow>
  store: Store
  clock: Clock
  invoke: (functionName: string, payload: unknown) => Promise<unknown>
  random?: () => number
}): Workflows {
  const { workflows, clock, invoke, random = Math.random } = from
  for (const [name, workflow] of Object.entries(workflows)) checkWorkflow(name, workflow)
  const store = openWorkflowStore(from.store)
  const tokens = openTokens(store)
  const stopping = new AbortController()
  const running = new Map<string, Promise<void>>()
  let atWork = 0

  const work = async <Result>(job: Promise<Result>): Promise<Result> => {
    atWork += 1
    return job.finally(() => (atWork -= 1))
  }
  const idle = async <Result>(wait: Promise<Result>): Promise<Result> => {
    atWork -= 1
    return wait.finally(() => (atWork += 1))
  }

  /** Its time runs while the console runs: a laptop that slept a night is not a workflow that took too long. */
  const run = async (execution: Execution): Promise<void> => {
    const { definition } = execution
    const late = new AbortController()
    const timeout = new Ended("The execution timed out.")
    const timer = setTimeout(() => late.abort(timeout), Math.min(definition.TimeoutSeconds * 1000, 2 ** 31 - 1))
    const end = (status: Status, more: Partial<Execution>) =>
      store.finish({ ...execution, status, stoppedAt: new Date().toISOString(), ...more })
    const it: Run = { execution, store, tokens, clock, invoke, random, idle, work }
    const place = {
      chain: definition,
      path: "",
      input: async () => execution.input,
      variables: {},
      context: {},
      signal: AbortSignal.any([late.signal, stopping.signal]),
    }
    try {
      end("SUCCEEDED", { output: await runChain(it, place) })
    } catch (thrown) {
      if (stopping.signal.aborted) return
      if (thrown === timeout) end("TIMED_OUT", { error: "States.Timeout", cause: timeout.message })
      else {
        const { name: error, message: cause } = statesErrorOf(thrown)
        end("FAILED", { error, cause })
      }
    } finally {
      clearTimeout(timer)
    }
  }
  const launch = (execution: Execution) => {
    const key = executionArn(execution.workflow, execution.name)
    running.set(
      key,
      work(run(execution)).finally(() => running.delete(key)),
    )
  }

  return {
    start(workflow, input, name = randomUUID()) {
      const found = workflows[workflow]
      if (!found) throw refusal("StateMachineDoesNotExist", `State Machine Does Not Exist: ${workflow}`)
      if (!EXECUTION_NAME.test(name)) throw refusal("InvalidName", `Invalid Name: '${name}'`)
      const startedAt = new Date().toISOString()
      const execution: Execution = { workflow, name, definition: found.definition, input, status: "RUNNING", startedAt }
      if (store.begin(execution)) launch(execution)
      else {
        const known = store.get(workflow, name)!
        if (known.status !== "RUNNING" || !isDeepStrictEqual(known.input, input)) {
          throw refusal("ExecutionAlreadyExists", `Execution Already Exists: '${executionArn(workflow, name)}'`)
        }
        return { executionArn: executionArn(workflow, name), startedAt: known.startedAt }
      }
      return { executionArn: executionArn(workflow, name), startedAt }
    },
    describe(arn) {
      const [workflow = "", name = ""] = arn.split(":").slice(6)
      const execution = store.get(workflow, name)
      if (!execution) throw refusal("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`)
      return execution
    },
    settle(token, outcome) {
      if (!tokens.settle(token, outcome))
        throw new StatesError("TaskTimedOut", "Task Timed Out: nobody waits for this token.")
    },
    beat(token) {
      if (!tokens.beat(token)) throw new StatesError("TaskTimedOut", "Task Timed Out: nobody waits for this token.")
    },
    counts: () => store.counts(),
    isQuiet: () => atWork === 0,
    resume() {
      for (const execution of store.running()) launch(execution)
    },
    async stop() {
      stopping.abort(STOPPED)
      await Promise.allSettled(running.values())
    },
  }
}
