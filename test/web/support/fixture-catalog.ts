import { withoutPrice, withPrice } from "#shared/catalog/price.ts"
import { hundredthsOf } from "#shared/catalog/usage-discount.ts"
import type { Catalog, Model, Price, Provider } from "#shared/contract/catalog.ts"
import type { PriceWish } from "#shared/contract/catalog-commands.ts"
import type { EndpointName } from "#shared/contract/contract.ts"
import type { UsageDiscountWish } from "#shared/contract/usage-discounts.ts"
import { microsOfUsd } from "#shared/money.ts"
import { DAY_MS } from "#shared/time.ts"
import { ago, NOW, token } from "./fixture-answers.ts"
import type { Input, Stage } from "./fixture-endpoints.ts"

const price = (effectiveFrom: string, usd: readonly [string, string, string]): Price => ({
  effectiveFrom,
  inputMicrosPerMillion: microsOfUsd(usd[0]),
  outputMicrosPerMillion: microsOfUsd(usd[1]),
  cachedMicrosPerMillion: microsOfUsd(usd[2]),
})
const model = (providerId: string, name: string, prices: Price[], more: Partial<Model> = {}): Model => ({
  ...{
    modelId: `${providerId}_${name}`,
    providerId,
    name,
    contextWindowTokens: 200_000,
    isAvailable: true,
    version: 3,
  },
  ...{ features: ["tools", "json", "caching", "streaming"], plans: ["pro", "enterprise"], prices, ...more },
})

const PROVIDERS: readonly Provider[] = [
  {
    ...{ providerId: "northlight", name: "Northlight", isEnabled: true, version: 2 },
    defaultKey: { setAt: ago(3 * DAY_MS), setBy: { name: "Ines Okafor", isStaff: true } },
    rateLimits: { requestsPerMinute: 4_000, tokensPerMinute: 2_000_000 },
  },
  {
    ...{ providerId: "quarry", name: "Quarry AI", isEnabled: true, version: 1 },
    defaultKey: null,
    rateLimits: { requestsPerMinute: 600, tokensPerMinute: null },
  },
  {
    ...{ providerId: "tarn", name: "Tarn", isEnabled: false, version: 4 },
    defaultKey: null,
    rateLimits: { requestsPerMinute: null, tokensPerMinute: null },
  },
]

/** One of each: with a past, with a price to come, cheap to the last digit, without a price yet, taken away. */
const MODELS: readonly Model[] = [
  model("northlight", "heron-large", [
    price(ago(400 * DAY_MS), ["5", "25", "0.5"]),
    price(ago(120 * DAY_MS), ["3", "15", "0.3"]),
    price(ago(-10 * DAY_MS), ["2.5", "12.5", "0.25"]),
  ]),
  model("northlight", "heron-small", [price(ago(400 * DAY_MS), ["0.8", "4", "0.08"])], {
    plans: ["free", "pro", "enterprise"],
  }),
  model("quarry", "slate-2", [price(ago(200 * DAY_MS), ["1.25", "10", "0.125"])], { contextWindowTokens: 1_000_000 }),
  model("quarry", "slate-2-embed", [price(ago(90 * DAY_MS), ["0.000125", "0", "0"])], {
    ...{ features: ["embeddings"], contextWindowTokens: 8_192 },
  }),
  model("quarry", "slate-3-preview", [], {
    contextWindowTokens: null,
    features: [],
    plans: ["enterprise"],
    version: 1,
  }),
  model("tarn", "tarn-1", [price(ago(600 * DAY_MS), ["10", "30", "10"])], { isAvailable: false, plans: [] }),
]
const by = { name: "Ines Okafor", isStaff: true }
const DISCOUNTS: Catalog["discounts"] = [
  {
    ...{ discountId: token(41, 32), name: "Launch of Quarry", providerId: "quarry", modelId: null },
    ...{ percentHundredths: 1_250, validFrom: ago(30 * DAY_MS), validTo: ago(-30 * DAY_MS), createdBy: by },
    createdAt: ago(31 * DAY_MS),
  },
  {
    ...{
      discountId: token(42, 32),
      name: "Heron at night",
      providerId: "northlight",
      modelId: "northlight_heron-small",
    },
    ...{ percentHundredths: 500, validFrom: ago(-2 * DAY_MS), validTo: null, createdBy: by, createdAt: ago(DAY_MS) },
  },
  {
    ...{ discountId: token(43, 32), name: "Autumn", providerId: "northlight", modelId: null, percentHundredths: 1_000 },
    ...{ validFrom: ago(90 * DAY_MS), validTo: ago(60 * DAY_MS), createdBy: by, createdAt: ago(91 * DAY_MS) },
  },
]

const listed = (stage: Stage) => ({
  ...(stage.empty
    ? { providers: [], models: [], discounts: [] }
    : { providers: PROVIDERS, models: MODELS, discounts: DISCOUNTS }),
  asOf: NOW,
  version: stage.versions["catalog"] ?? 0,
})
const named = ({ modelId }: Input): Model => MODELS.find((one) => one.modelId === modelId) ?? MODELS[0]!
const conflict = { status: 409, code: "conflict", detail: "Somebody saved this model since it was read" }

/** What the endpoints of the catalog answer on a stage. */
export const catalogAnswers = {
  readCatalog: listed,
  createProvider: (_: Stage, input: Input) => ({ ...input, defaultKey: null, version: 1 }),
  saveProvider: (_: Stage, input: Input) => ({ ...input, defaultKey: null, version: Number(input["version"]) + 1 }),
  setProviderKey: (_: Stage, { providerId }: Input) => ({
    ...PROVIDERS.find((one) => one.providerId === providerId),
    defaultKey: { setAt: NOW, setBy: by },
  }),
  createModel: (_: Stage, input: Input) => ({ ...input, modelId: "made", prices: [], version: 1 }),
  saveModel: (_: Stage, input: Input) => ({ ...named(input), ...input, version: Number(input["version"]) + 1 }),
  setPrice: (_: Stage, input: Input) => {
    const of = named(input)
    if (Number(input["version"]) !== of.version) return conflict
    const { effectiveFrom = ago(-15 * 60_000), inputUsd, outputUsd, cachedUsd } = input as unknown as PriceWish
    const prices = withPrice(of.prices, price(effectiveFrom, [inputUsd, outputUsd, cachedUsd]))
    return { ...of, prices, version: of.version + 1 }
  },
  withdrawPrice: (_: Stage, input: Input) => {
    const of = named(input)
    return { ...of, prices: withoutPrice(of.prices, String(input["effectiveFrom"])), version: of.version + 1 }
  },
  createUsageDiscount: (_: Stage, input: Input) => {
    const { name, providerId, modelId, percent, validFrom, validTo } = input as unknown as UsageDiscountWish
    return {
      ...{ discountId: token(44, 32), name, providerId, modelId: modelId ?? null, createdBy: by, createdAt: NOW },
      ...{
        percentHundredths: hundredthsOf(percent),
        validFrom: validFrom ?? ago(-15 * 60_000),
        validTo: validTo ?? null,
      },
    }
  },
  endUsageDiscount: (_: Stage, { discountId }: Input) => ({
    ...DISCOUNTS.find((one) => one.discountId === discountId),
    validTo: ago(-15 * 60_000),
  }),
} satisfies Partial<Record<EndpointName, (stage: Stage, input: Input) => unknown>>
