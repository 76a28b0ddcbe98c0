import type { State, Workflow } from "../../workflow.ts"

/** A chain of states: a workflow itself, a branch of Parallel, or what Map does with each item. */
export interface Chain {
  StartAt: string
  States: Record<string, State>
}

const COMMON = ["Type", "Comment", "QueryLanguage", "Next", "End", "Assign", "Output"]
const FAILABLE = [...COMMON, "Retry", "Catch", "Arguments"]
const FIELDS: Record<State["Type"], readonly string[]> = {
  Task: [...FAILABLE, "Resource", "TimeoutSeconds", "HeartbeatSeconds"],
  Parallel: [...FAILABLE, "Branches"],
  Map: [...FAILABLE, "Items", "ItemSelector", "ItemProcessor", "MaxConcurrency"],
  Choice: [...COMMON, "Choices", "Default"],
  Wait: [...COMMON, "Seconds", "Timestamp"],
  Pass: COMMON,
  Succeed: COMMON,
  Fail: [...COMMON, "Error", "Cause"],
}
export const INVOKE = "arn:aws:states:::lambda:invoke"
export const INVOKE_AND_WAIT = `${INVOKE}.waitForTaskToken`

/** Throws where a definition asks for more than the interpreter does: better no start than another outcome than on AWS. */
export function checkWorkflow(name: string, { definition }: Workflow): void {
  if (definition.QueryLanguage !== "JSONata") throw new Error(`Workflow ${name} must be written in JSONata.`)
  checkChain(definition, `workflow ${name}`)
  if (/\$eval\s*\(/.test(JSON.stringify(definition)))
    throw new Error(`Workflow ${name} uses $eval, which Step Functions lacks.`)
}

function checkChain(chain: Chain, where: string): void {
  const exists = (name: unknown) => typeof name === "string" && name in chain.States
  if (!exists(chain.StartAt)) throw new Error(`${where} starts at a state that does not exist.`)
  for (const [name, state] of Object.entries(chain.States)) {
    const at = `${where}, state "${name}"`
    const unknown = Object.keys(state).find((field) => !FIELDS[state.Type]?.includes(field))
    if (unknown) throw new Error(`${at}: ${state.Type}.${unknown} is not interpreted on one machine.`)
    if (state.Type === "Task" && state["Resource"] !== INVOKE && state["Resource"] !== INVOKE_AND_WAIT) {
      throw new Error(`${at}: the resource ${String(state["Resource"])} is not interpreted on one machine.`)
    }
    const onward = [state, ...listOf(state["Catch"]), ...listOf(state["Choices"])].map((it) => it["Next"])
    for (const next of [...onward, state["Default"]]) {
      if (next !== undefined && !exists(next))
        throw new Error(`${at} goes on to "${String(next)}", which does not exist.`)
    }
    for (const [place, inner] of chainsOf(state).entries()) checkChain(inner, `${at}, branch ${place}`)
  }
}

const listOf = (value: unknown) => (Array.isArray(value) ? (value as Record<string, unknown>[]) : [])

/** The chains inside a state. */
export const chainsOf = (state: State): Chain[] => [
  ...(listOf(state["Branches"]) as unknown as Chain[]),
  ...(state["ItemProcessor"] ? [state["ItemProcessor"] as Chain] : []),
]
