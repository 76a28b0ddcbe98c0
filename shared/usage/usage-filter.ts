import type { FactRow } from "../cube/kind.ts"
import { own } from "../named.ts"
import { usageOf } from "./usage.ts"
import { type Dimension, told } from "./usage-dimension.ts"
import { errorTypeOf } from "./usage-sums.ts"
import type { UsageCube } from "./usage-text.ts"

/** What a list of model calls is narrowed to, by the names that figures have; `error` is text in the type of the error, of any case. */
export interface UsageFilter {
  status?: "ok" | "error" | undefined
  model?: string | undefined
  key?: string | undefined
  user?: string | undefined
  project?: string | undefined
  error?: string | undefined
}
export type UsageFact = FactRow<{ data: Record<string, unknown> }>

export const usageMatches =
  ({ status, model, key, user, project, error }: UsageFilter) =>
  ({ body: { data } }: UsageFact): boolean => {
    const errorType = errorTypeOf(data)
    return (
      (!model || told(data["model"]) === model) &&
      (!key || told(data["apiKey"]) === key) &&
      (!user || told(data["user"]) === user) &&
      (!project || told(data["project"]) === project) &&
      (!error || holds(errorType, error)) &&
      (!status || (errorType === undefined ? "ok" : "error") === status)
    )
  }

const holds = (errorType: string | undefined, text: string): boolean =>
  errorType !== undefined && errorType.toLowerCase().includes(text.toLowerCase())

/** False where a cube shows that none of its calls match. What it put together with others may be anybody's. */
export const usageMayHold =
  ({ status, model, key, user, project, error }: UsageFilter) =>
  (cube: UsageCube): boolean => {
    const { all, models, keys, users, projects, errorTypes } = usageOf(cube)
    const has = ([requests = 0, errors = 0]: readonly number[]) =>
      status === "ok" ? errors < requests : (status === "error" || error ? errors : requests) > 0
    const holdsName = ({ of, other }: Dimension, name: string | undefined) =>
      !name || other !== null || has(own(of, name) ?? NONE)
    return (
      has([all.requests, all.errors]) &&
      holdsName(models, model) &&
      holdsName(keys, key) &&
      holdsName(users, user) &&
      holdsName(projects, project) &&
      (!error || errorTypes.other !== null || Object.keys(errorTypes.of).some((type) => holds(type, error)))
    )
  }
const NONE = [0, 0]
