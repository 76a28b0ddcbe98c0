import type { CubeKind, FactRow } from "../cube/kind.ts"
import { named } from "../named.ts"

/** What model calls add up to. Costs are integer micro-dollars; the total is input + output + cached − discount. */
export interface UsageSums {
  requests: number
  errors: number
  inputTokens: number
  outputTokens: number
  cachedTokens: number
  inputCostMicros: number
  outputCostMicros: number
  cachedCostMicros: number
  discountMicros: number
  durationMs: number
}
export interface Usage {
  all: UsageSums
  models: Record<string, UsageSums>
}
interface Body {
  data: Record<string, unknown>
}

const FIELDS = [
  "requests",
  "errors",
  "inputTokens",
  "outputTokens",
  "cachedTokens",
  "inputCostMicros",
  "outputCostMicros",
  "cachedCostMicros",
  "discountMicros",
  "durationMs",
] as const satisfies (keyof UsageSums)[]
const zero = (): UsageSums => Object.fromEntries(FIELDS.map((field) => [field, 0])) as unknown as UsageSums
const number = (value: unknown): number => (typeof value === "number" ? value : 0)
const failed = (status: unknown, errorType: unknown): boolean =>
  Boolean(errorType) || status === "error" || status === "failed" || (typeof status === "number" && status >= 400)

const sumsOf = ({ data }: Body): UsageSums => ({
  requests: 1,
  errors: failed(data["status"], data["errorType"]) ? 1 : 0,
  inputTokens: number(data["inputTokens"]),
  outputTokens: number(data["outputTokens"]),
  cachedTokens: number(data["cachedTokens"]),
  inputCostMicros: number(data["inputCostUsd"]),
  outputCostMicros: number(data["outputCostUsd"]),
  cachedCostMicros: number(data["cachedCostUsd"]),
  discountMicros: number(data["discountUsd"]),
  durationMs: number(data["durationMs"]),
})

function add(into: UsageSums, from: UsageSums): void {
  for (const field of FIELDS) into[field] += from[field]
}

function merge(cubes: readonly Usage[]): Usage {
  const sum: Usage = { all: zero(), models: named() }
  for (const cube of cubes) {
    add(sum.all, cube.all)
    for (const [model, sums] of Object.entries(cube.models)) {
      sum.models[model] ??= zero()
      add(sum.models[model], sums)
    }
  }
  return sum
}

const fold = (facts: readonly FactRow<Body>[]): Usage =>
  merge(
    facts.map(({ body }) => {
      const sums = sumsOf(body)
      return { all: sums, models: Object.fromEntries([[String(body.data["model"] ?? "unknown"), sums]]) }
    }),
  )

/** Usage per organization from the minute up, and of the platform from the hour up, in lanes. */
export const usageCube: CubeKind<Body, Usage> = {
  name: "usage",
  version: 1,
  levels: ["minute", "quarter", "hour", "day", "month"],
  families: ["usage"],
  facts: "segments",
  clock: "business",
  lanes: 16,
  empty: merge([]),
  fold,
  merge,
}

export const tokensOf = ({ inputTokens, outputTokens, cachedTokens }: UsageSums): number =>
  inputTokens + outputTokens + cachedTokens
export const costMicrosOf = (sums: UsageSums): number =>
  sums.inputCostMicros + sums.outputCostMicros + sums.cachedCostMicros - sums.discountMicros
