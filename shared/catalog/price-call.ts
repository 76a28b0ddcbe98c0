import type { Model, Price, UsageDiscount } from "../contract/catalog.ts"
import { rounded } from "../money.ts"
import type { Instant } from "../time.ts"
import { priceAt } from "./price.ts"
import { discountAt } from "./usage-discount.ts"

/** The catalog as calls are priced by it. */
export interface PriceBook {
  byName: ReadonlyMap<string, readonly Pick<Model, "modelId" | "providerId" | "name" | "prices">[]>
  discounts: readonly UsageDiscount[]
}

export const priceBookOf = (models: readonly Model[], discounts: readonly UsageDiscount[]): PriceBook => ({
  byName: Map.groupBy(models, ({ name }) => name),
  discounts,
})

/** What a priced call says of its cost, beside what it was told with; costs are integer micro-dollars. */
export interface PricedCall {
  inputCostUsd: number
  outputCostUsd: number
  cachedCostUsd: number
  discountUsd: number
  pricedBy: "catalog"
  /** Which of the model's prices it was: the instant from which that is in force. */
  priceFrom: Instant
  /** The usage discount that was taken off; absent where none was. */
  usageDiscount?: string
}

/** told: by the call itself · unknown: no model of its name had a price then · ambiguous: several had, and it names no provider. */
export type Pricing = { kind: "priced"; call: PricedCall } | { kind: "told" | "unknown" | "ambiguous" }

const COSTS = ["inputCostUsd", "outputCostUsd", "cachedCostUsd", "discountUsd"] as const

/** Whether a call says nothing of what it cost. */
export const tellsNoCost = (call: Record<string, unknown>): boolean =>
  COSTS.every((field) => call[field] === undefined || call[field] === null)

/**
 * Prices a call by the catalog in force at its own time. Prices are settled before an event can have their time, so that a
 * repeat of the call is priced the same, whenever it comes.
 */
export function priceCall(book: PriceBook, call: Record<string, unknown>, at: Instant): Pricing {
  if (!tellsNoCost(call)) return { kind: "told" }
  const provider = call["provider"]
  const found = (book.byName.get(String(call["model"])) ?? []).flatMap((model) => {
    const price = priceAt(model.prices, at)
    const isItsProvider = provider === undefined || provider === null || provider === model.providerId
    return price && isItsProvider ? [{ model, price }] : []
  })
  const [first] = found
  if (!first) return { kind: "unknown" }
  if (found.length > 1) return { kind: "ambiguous" }
  const discount = discountAt(book.discounts, first.model, at)
  return {
    kind: "priced",
    call: {
      ...costOf(call, first.price, discount?.percentHundredths ?? 0),
      pricedBy: "catalog",
      priceFrom: first.price.effectiveFrom,
      ...(discount ? { usageDiscount: discount.discountId } : {}),
    },
  }
}

const TOKENS_OF_PRICE = 1_000_000n
const HUNDREDTHS_OF_ALL = 10_000n

/** Each kind of tokens by its price, each rounded half up to the micro-dollar; the discount, of their sum, likewise. */
function costOf(call: Record<string, unknown>, price: Price, percentHundredths: number) {
  const inputCostUsd = costOfTokens(call["inputTokens"], price.inputMicrosPerMillion)
  const outputCostUsd = costOfTokens(call["outputTokens"], price.outputMicrosPerMillion)
  const cachedCostUsd = costOfTokens(call["cachedTokens"], price.cachedMicrosPerMillion)
  const over = BigInt(inputCostUsd + outputCostUsd + cachedCostUsd) * BigInt(percentHundredths)
  return { inputCostUsd, outputCostUsd, cachedCostUsd, discountUsd: rounded({ over, under: HUNDREDTHS_OF_ALL }) }
}

const costOfTokens = (tokens: unknown, microsPerMillion: number): number =>
  typeof tokens === "number" ? rounded({ over: BigInt(tokens) * BigInt(microsPerMillion), under: TOKENS_OF_PRICE }) : 0
