import type { Model, Price, Provider } from "#shared/contract/catalog.ts"
import { DAY_MS, dayOf, type Instant, instant, msOf, startOfDay } from "#shared/time.ts"
import type { SeedCatalog } from "../../../functions/table/seed.ts"
import { MODELS } from "./models.ts"

const MICROS_A_CENT = 10_000
const HISTORY_DAYS = 400

const PROVIDERS: readonly Omit<Provider, "version" | "defaultKey">[] = [
  {
    ...{ providerId: "northlight", name: "Northlight", isEnabled: true },
    rateLimits: { requestsPerMinute: 4_000, tokensPerMinute: 2_000_000 },
  },
  {
    ...{ providerId: "quarry", name: "Quarry", isEnabled: true },
    rateLimits: { requestsPerMinute: 1_000, tokensPerMinute: null },
  },
]

/** What each model is besides its prices. */
const MORE: Record<(typeof MODELS)[number]["model"], Pick<Model, "contextWindowTokens" | "features" | "plans">> = {
  "heron-large": {
    contextWindowTokens: 400_000,
    features: ["tools", "json", "reasoning", "caching", "streaming"],
    plans: ["pro", "enterprise"],
  },
  "heron-small": {
    contextWindowTokens: 200_000,
    features: ["tools", "json", "caching", "streaming"],
    plans: ["free", "pro", "enterprise"],
  },
  "slate-2": {
    contextWindowTokens: 1_000_000,
    features: ["tools", "json", "caching", "streaming"],
    plans: ["pro", "enterprise"],
  },
  "slate-2-vision": {
    contextWindowTokens: 128_000,
    features: ["vision", "caching", "streaming"],
    plans: ["enterprise"],
  },
}

/** The catalog by which the demo's calls cost what they tell: prices from before them on, an older one, and one to come. */
export function catalogOf(now: Instant): SeedCatalog {
  const dayFrom = (days: number): Instant => startOfDay(dayOf(instant(msOf(now) + days * DAY_MS)))
  const price = (effectiveFrom: Instant, cents: readonly [number, number, number], share = 1): Price => ({
    effectiveFrom,
    inputMicrosPerMillion: cents[0] * share * MICROS_A_CENT,
    outputMicrosPerMillion: cents[1] * share * MICROS_A_CENT,
    cachedMicrosPerMillion: cents[2] * share * MICROS_A_CENT,
  })
  const models = MODELS.map(({ provider, model, cents }) => {
    const isLarge = model === "heron-large"
    return {
      ...{ providerId: provider, name: model, ...MORE[model] },
      ...{ isAvailable: true, version: 1 },
      prices: [
        ...(isLarge ? [price(dayFrom(-2 * HISTORY_DAYS), cents, 2)] : []),
        price(dayFrom(-HISTORY_DAYS), cents),
        ...(isLarge ? [price(dayFrom(12), cents, 0.5)] : []),
      ],
    }
  })
  return {
    providers: PROVIDERS.map((one) => ({ ...one, defaultKey: null, version: 1 })),
    models,
    discounts: [
      {
        ...{ discountId: "demo-slate-vision", name: "Launch of vision", providerId: "quarry" },
        ...{ model: "slate-2-vision", percentHundredths: 1_250 },
        ...{ validFrom: dayFrom(-20), validTo: dayFrom(40), createdAt: dayFrom(-21) },
        createdBy: { name: "Ines Okafor", isStaff: true },
      },
    ],
  }
}
