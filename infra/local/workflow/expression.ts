import jsonata from "jsonata"
import { createHash, randomUUID } from "node:crypto"
import { StatesError } from "./error.ts"

/** What an expression may name: the execution's variables and `$states`. */
export interface Bindings {
  states: Record<string, unknown>
  [variable: string]: unknown
}

const EXPRESSION = /^\{%([\s\S]*)%\}$/
const parsed = new Map<string, jsonata.Expression>()

/** Evaluates every `{% … %}` in a value of the definition; all see the same variables, whatever their order. */
export async function evaluate(template: unknown, bindings: Bindings): Promise<unknown> {
  if (typeof template === "string") {
    const found = EXPRESSION.exec(template)
    return found ? evaluateOne(found[1]!.trim(), bindings) : template
  }
  if (Array.isArray(template)) return Promise.all(template.map((item) => evaluate(item, bindings)))
  if (template === null || typeof template !== "object") return template
  const entries = Object.entries(template).map(async ([name, inner]) => [name, await evaluate(inner, bindings)])
  return Object.fromEntries(await Promise.all(entries))
}

async function evaluateOne(source: string, bindings: Bindings): Promise<unknown> {
  let result: unknown
  try {
    let expression = parsed.get(source)
    if (!expression) parsed.set(source, (expression = jsonata(source)))
    result = await expression.evaluate(undefined, { ...STEP_FUNCTIONS, ...bindings })
  } catch (error) {
    throw new StatesError("States.QueryEvaluationError", `${source}: ${(error as Error).message}`)
  }
  if (result === undefined) {
    throw new StatesError(
      "States.QueryEvaluationError",
      `The JSONata expression '${source}' returned nothing (undefined).`,
    )
  }
  // Takes off the marks that jsonata leaves on its own arrays.
  return JSON.parse(JSON.stringify(result))
}

/** What Step Functions adds to JSONata. */
const STEP_FUNCTIONS = {
  uuid: () => randomUUID(),
  parse: (text: string) => JSON.parse(text),
  hash: (text: string, algorithm: string) =>
    createHash(algorithm.replace("-", "").toLowerCase()).update(text).digest("hex"),
  random: (seed?: number) => (seed === undefined ? Math.random() : seededRandom(seed)),
  partition: (items: unknown[], size: number) =>
    Array.from({ length: Math.ceil(items.length / size) }, (_, part) => items.slice(part * size, (part + 1) * size)),
  range: (first: number, last: number, step: number) =>
    Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, place) => first + place * step),
}

const seededRandom = (seed: number) => createHash("sha256").update(String(seed)).digest().readUInt32BE() / 2 ** 32
