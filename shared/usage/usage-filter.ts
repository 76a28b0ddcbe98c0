import type { FactRow } from "../cube/kind.ts"
import { own } from "../named.ts"
import { type Usage, type UsageSums, usageCube } from "./usage-cube.ts"

/** What a list of model calls is narrowed to; `error` is text in the type of the error, of any case. */
export interface UsageFilter {
  status?: "ok" | "error" | undefined
  model?: string | undefined
  key?: string | undefined
  user?: string | undefined
  project?: string | undefined
  error?: string | undefined
}
export type UsageFact = FactRow<{ data: Record<string, unknown> }>

/** What one call adds to the figures: so that a list calls failed what they count as failed. */
export const sumsOfCall = (fact: UsageFact): UsageSums => usageCube.fold([fact]).all

export const usageMatches =
  ({ status, model, key, user, project, error }: UsageFilter) =>
  (fact: UsageFact): boolean => {
    const { data } = fact.body
    const told = data["errorType"]
    return (
      (!model || data["model"] === model) &&
      (!key || data["apiKey"] === key) &&
      (!user || data["user"] === user) &&
      (!project || data["project"] === project) &&
      (!error || (typeof told === "string" && told.toLowerCase().includes(error.toLowerCase()))) &&
      (!status || (sumsOfCall(fact).errors > 0 ? "error" : "ok") === status)
    )
  }

/** False where a cube shows that none of its calls match; what it does not tell apart it may hold. */
export const usageMayHold =
  ({ status, model, error }: UsageFilter) =>
  (cube: Usage): boolean => {
    const sums = model ? own(cube.models, model) : cube.all
    if (!sums) return false
    if (status === "ok") return sums.errors < sums.requests
    return (status !== "error" && !error) || sums.errors > 0
  }
