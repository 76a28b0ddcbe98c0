import type { Model } from "../../data/catalog.ts"
import { priceNow } from "./model-columns.tsx"

/** By what models are narrowed; an empty word narrows nothing. */
export interface ModelWords {
  provider: string
  plan: string
  search: string
}

/** Models that match every word: text in the name or the provider's id, of any case. */
export function modelsThatMatch(models: readonly Model[], { provider, plan, search }: ModelWords): Model[] {
  const text = search.toLowerCase()
  return models.filter(
    (model) =>
      (!provider || model.providerId === provider) &&
      (!plan || (model.plans as string[]).includes(plan)) &&
      (!text || `${model.name} ${model.providerId}`.toLowerCase().includes(text)),
  )
}

/** What a model is ordered by in each column that can be sorted; null stands last. */
const VALUES: Record<string, (model: Model) => string | number | null> = {
  name: ({ name }) => name,
  provider: ({ providerId }) => providerId,
  input: (model) => priceNow(model)?.inputMicrosPerMillion ?? null,
  output: (model) => priceNow(model)?.outputMicrosPerMillion ?? null,
  cached: (model) => priceNow(model)?.cachedMicrosPerMillion ?? null,
  context: ({ contextWindowTokens }) => contextWindowTokens,
}
export const isModelSort = (by: string): boolean => Object.hasOwn(VALUES, by)

/** Models in an order, ties by name. */
export function modelsInOrder(models: readonly Model[], by: string, order: "asc" | "desc"): Model[] {
  const of = VALUES[by] ?? VALUES["name"]!
  const sign = order === "asc" ? 1 : -1
  return models.toSorted((one, other) => {
    const [a, b] = [of(one), of(other)]
    if (a === b) return one.name < other.name ? -1 : 1
    if (a === null || b === null) return a === null ? 1 : -1
    return a < b ? -sign : sign
  })
}
