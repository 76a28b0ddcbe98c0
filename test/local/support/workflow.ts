import { afterEach, beforeEach } from "vitest"
import { type Clock, openClock } from "../../../infra/local/clock.ts"
import { openWorkflows, type Workflows } from "../../../infra/local/workflow/executions.ts"
import type { State, Workflow } from "../../../infra/workflow.ts"
import { type TestFolder, testFolder } from "./store.ts"

export type Functions = Record<string, (payload: never) => unknown>

/** A workflow of these states, beginning with the first. */
export const chain = (States: Record<string, object>, TimeoutSeconds = 60): Workflow => ({
  summary: "",
  whenItFails: "",
  definition: {
    Comment: "",
    QueryLanguage: "JSONata",
    TimeoutSeconds,
    StartAt: Object.keys(States)[0]!,
    States: States as Record<string, State>,
  },
})

/** A task that gives its input to a function and puts out what that answers. */
export const call = (name: string, more: object = {}) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName: `\${${name}}`, Payload: "{% $states.input %}" },
  Output: "{% $states.result.Payload %}",
  ...more,
})

/** A task that gives its token to the function `ask` and waits. */
export const ask = (more: object = {}) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
  Arguments: { FunctionName: "${ask}", Payload: { token: "{% $states.context.Task.Token %}" } },
  ...more,
})

export class Flaky extends Error {
  override name = "Flaky"
}

/** Fails so often, then answers. */
export const failing = (times: number, answer: unknown) => () => {
  if (times-- > 0) throw new Flaky("not yet")
  return answer
}

/** Runs an execution to its end. */
export async function ending(workflows: Workflows, executionArn: string) {
  for (;;) {
    const { status, output, error, cause } = workflows.describe(executionArn)
    if (status !== "RUNNING")
      return { status, ...(output === undefined ? {} : { output }), ...(error ? { error, cause } : {}) }
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

/** A folder for each test, and consoles that open it one after another, as restarts do. */
export function eachInItsFolder() {
  let opened: Workflows[] = []
  let folder: TestFolder
  beforeEach(() => {
    folder = testFolder()
  })
  afterEach(async () => {
    await Promise.all(opened.map((workflows) => workflows.stop()))
    opened = []
    folder.remove()
  })
  const open = (workflow: Workflow, functions: Functions = {}, more: { random?: () => number; clock?: Clock } = {}) => {
    const invoke = async (name: string, payload: unknown) => functions[name]!(payload as never)
    const clock = more.clock ?? openClock()
    const workflows = openWorkflows({ workflows: { it: workflow }, store: folder.store(), invoke, ...more, clock })
    opened.push(workflows)
    return workflows
  }
  const outcome = async (workflow: Workflow, input: unknown, functions: Functions = {}) => {
    const workflows = open(workflow, functions)
    return ending(workflows, workflows.start("it", input).executionArn)
  }
  return { open, outcome, store: () => folder.store() }
}
