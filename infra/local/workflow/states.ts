import type { State } from "../../workflow.ts"
import { untilDue } from "../clock.ts"
import type { Chain } from "./definition.ts"
import { Ended, StatesError } from "./error.ts"
import { type Bindings, evaluate } from "./expression.ts"
import { bindingsOf, keep, type Place, type Run, runChain } from "./interpreter.ts"
import type { Frame } from "./store.ts"
import { task } from "./task.ts"

/** What a state did: its value before Output, and where it goes when it chooses for itself. */
export interface Done {
  value: unknown
  /** Whether expressions may name the value as `$states.result`. */
  hasResult?: boolean
  next?: string
  /** Assign and Output of the choice taken, instead of the state's own. */
  fields?: { Assign?: unknown; Output?: unknown }
}

interface Choice {
  Condition: string
  Next: string
  Assign?: unknown
  Output?: unknown
}

/** Does once what a state says. Retries, catchers, Assign and Output are its caller's. */
export async function perform(run: Run, place: Place, frame: Frame, state: State): Promise<Done> {
  const bindings = () => bindingsOf(run, place, frame)
  switch (state.Type) {
    case "Task":
      return { value: await task(run, place, frame, state), hasResult: true }
    case "Map":
      return { value: await map(run, place, frame, state), hasResult: true }
    case "Parallel":
      return { value: await parallel(run, place, frame, state), hasResult: true }
    case "Choice":
      return choose(frame, state, bindings())
    case "Wait":
      await wait(run, place, frame, state)
      return { value: frame.input }
    case "Fail": {
      const error = await evaluate(state["Error"] ?? "States.TaskFailed", bindings())
      throw new StatesError(String(error), String(await evaluate(state["Cause"] ?? "", bindings())))
    }
    case "Pass":
    case "Succeed":
      return { value: frame.input }
  }
}

async function choose(frame: Frame, state: State, bindings: Bindings): Promise<Done> {
  for (const choice of state["Choices"] as Choice[]) {
    const answer = await evaluate(choice.Condition, bindings)
    if (typeof answer !== "boolean") {
      throw new StatesError(
        "States.QueryEvaluationError",
        `The condition ${choice.Condition} is neither true nor false.`,
      )
    }
    if (answer) return { value: frame.input, next: choice.Next, fields: choice }
  }
  if (state["Default"] === undefined) throw new StatesError("States.NoChoiceMatched", "No choice matched.")
  return { value: frame.input, next: state["Default"] as string }
}

async function wait(run: Run, place: Place, frame: Frame, state: State): Promise<void> {
  if (frame.kept.untilMs === undefined) {
    const bindings = bindingsOf(run, place, frame)
    frame.kept.untilMs =
      state["Timestamp"] === undefined
        ? run.clock.dueMs() + 1000 * Number(await evaluate(state["Seconds"], bindings))
        : Date.parse(String(await evaluate(state["Timestamp"], bindings)))
    keep(run, place, frame)
  }
  await run.idle(untilDue(run.clock, frame.kept.untilMs, place.signal))
}

async function map(run: Run, place: Place, frame: Frame, state: State): Promise<unknown[]> {
  const bindings = bindingsOf(run, place, frame)
  const items = frame.kept.items ?? (await evaluate(state["Items"], bindings)) ?? frame.input
  if (!Array.isArray(items)) throw new StatesError("States.QueryEvaluationError", "A Map's Items must be an array.")
  frame.kept.items = items
  keep(run, place, frame)
  const atOnce = Number((await evaluate(state["MaxConcurrency"], bindings)) ?? 0) || items.length
  const jobs = items.map((Value, Index) => (signal: AbortSignal) => {
    const context = { ...place.context, Map: { Item: { Index, Value } } }
    const selector = state["ItemSelector"]
    const input = async () =>
      selector === undefined ? Value : evaluate(selector, bindingsOf(run, { ...place, context }, frame))
    const path = `${place.path}/${Index}`
    return runChain(run, {
      chain: state["ItemProcessor"] as Chain,
      path,
      input,
      variables: frame.variables,
      context,
      signal,
    })
  })
  return together(run, place, jobs, atOnce)
}

async function parallel(run: Run, place: Place, frame: Frame, state: State): Promise<unknown[]> {
  const args = state["Arguments"]
  frame.kept.arguments ??= args === undefined ? frame.input : await evaluate(args, bindingsOf(run, place, frame))
  keep(run, place, frame)
  const jobs = (state["Branches"] as Chain[]).map((chain, index) => (signal: AbortSignal) => {
    const input = async () => frame.kept.arguments
    const { context } = place
    return runChain(run, { chain, path: `${place.path}/${index}`, input, variables: frame.variables, context, signal })
  })
  return together(run, place, jobs, jobs.length)
}

/** Runs jobs side by side; the first failure ends the others, and is thrown once they have ended. */
async function together(run: Run, place: Place, jobs: ((signal: AbortSignal) => Promise<unknown>)[], atOnce: number) {
  const siblings = new AbortController()
  const signal = AbortSignal.any([place.signal, siblings.signal])
  const results: unknown[] = new Array(jobs.length)
  let next = 0
  let failure: { error: unknown } | undefined
  const worker = async () => {
    while (next < jobs.length && !failure) {
      const index = next++
      try {
        results[index] = await jobs[index]!(signal)
      } catch (error) {
        failure ??= { error }
        siblings.abort(new Ended("A sibling failed."))
      }
    }
  }
  await run.idle(Promise.all(Array.from({ length: Math.min(atOnce, jobs.length) }, () => run.work(worker()))))
  if (failure) throw failure.error
  return results
}
